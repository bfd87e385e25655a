import fc from "fast-check";
import type { Connection } from "mysql2/promise";
import { auditBooks, connectForAudit } from "../../scripts/self-audit/run-self-audit";
import { startProduct, type TestProduct } from "../support/product";
import { cancelEverything, command, givenWorld, runRound } from "./order-world";
import { predicted, readBooks } from "./read-books";
import { runs, seed } from "./run-options";
import { countMoves, lockWaits, Tally } from "./tally";
import type { World } from "./world";

/** Whatever is done at once, and in whatever order it comes through, the books agree with themselves and with the model. */

let product: TestProduct;
let connection: Connection;
const tally = new Tally();

beforeAll(async () => {
  product = await startProduct();
  connection = await connectForAudit(product.services.config.databaseUrl);
});
afterAll(async () => {
  await connection?.end();
  await product?.close();
});

const BOOKS = [
  "inventory.",
  "stocktakes.",
  "finance.",
  "plans.",
  "orders.",
  "works.",
  "purchases.",
  "states.",
];

async function expectCleanBooks({ factory, model }: World): Promise<void> {
  const { tenantId } = factory.tenant;
  const { faults } = await auditBooks(connection, { only: BOOKS, tenantId });
  expect(faults).toEqual([]);
  const { onHand, wanted, committed } = await readBooks(connection, tenantId);
  expect({ onHand, wanted, committed }).toEqual(predicted(model));
}

const rounds = fc.array(fc.array(command, { minLength: 1, maxLength: 8 }), {
  minLength: 6,
  maxLength: 12,
  size: "max",
});

it(
  "keeps every promise of the books after each round of up to eight at once",
  async () => {
    const before = await lockWaits(connection);
    await fc.assert(
      fc.asyncProperty(rounds, fc.boolean(), async (all, releases) => {
        const world = await givenWorld(product, tally, { releases });
        const atFirst = await readBooks(connection, world.factory.tenant.tenantId);
        for (const round of all) {
          await runRound(world, round);
          await expectCleanBooks(world);
        }
        await cancelEverything(world);
        await expectCleanBooks(world);
        if (releases) return; // what the workshop has in hand stays, and waits for its parts
        // Nothing was firm, so nothing is left but what was found on the shelf.
        const atLast = await readBooks(connection, world.factory.tenant.tenantId);
        expect({ ...atLast, onHand: null }).toEqual({ ...atFirst, onHand: null });
      }),
      { numRuns: runs(12), seed: seed(), interruptAfterTimeLimit: runs(12) * 10_000 },
    );
    tally.count("lock waits", (await lockWaits(connection)) - before);
    await countMoves(connection, tally);
    tally.demand(`concurrent orders, seed ${seed()}`, {
      "orders.create": 30,
      "orders.confirm": 25,
      "orders.cancel": 10,
      "orders.cancel draft": 3,
      "orders.closeShort": 1,
      "changed up": 3,
      "changed down": 2,
      "workOrders.release": 1,
      "inventory.adjust": 10,
      "inventory.adjust down": 3,
      "inventory.transfer": 3,
      "stocktakes.post": 2,
      raced: 2,
      repeated: 2,
      "refused revision.stale": 1,
      "order: draft → confirmed": 25,
      "order: confirmed → cancelled": 10,
      "order: draft → cancelled": 3,
      "work_order: planned → cancelled": 10,
      "requisition line: open → cancelled": 5,
      "lock waits": 10,
    });
  },
  runs(12) * 16_000,
);

it("never reserves eleven of ten, however many ask at once", async () => {
  const world = await givenWorld(product, tally);
  const [cabinet] = world.items;
  const scarce = { item: 0, quantity: 3, custom: false };
  await runRound(world, [{ kind: "adjust", lines: [{ item: 0, quantity: 10 }] }]);
  const draft = { kind: "draft" as const, customer: 0, lines: [scarce] };
  await runRound(
    world,
    Array.from({ length: 8 }, () => draft),
  );
  const confirmations = Array.from({ length: 8 }, (_, order) => ({
    kind: "confirm" as const,
    order,
  }));
  await runRound(world, confirmations);
  await expectCleanBooks(world);
  const books = await readBooks(connection, world.factory.tenant.tenantId);
  expect(books.reserved[cabinet!.id]).toBe(10);
  expect(books.wanted[cabinet!.id]).toBe(24);
});
