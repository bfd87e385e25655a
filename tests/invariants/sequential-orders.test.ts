import type { Item, Order } from "@quanlian/shared/contract";
import fc from "fast-check";
import type { Connection } from "mysql2/promise";
import { auditBooks, connectForAudit } from "../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../support/given";
import { givenFactory, givenItem, type GivenFactory } from "../support/given-factory";
import { startProduct, type TestProduct } from "../support/product";
import { SingleItemModel, type ModelLot } from "./books-model";
import { readBooks } from "./read-books";
import { runs, seed } from "./run-options";
import { Tally } from "./tally";

/** One thing after the other, on items without components: the model says exactly what is reserved, planned and on order. */

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

const LOTS: readonly ModelLot[] = [
  { minimum: 0, multiple: 0, fixed: 0 },
  { minimum: 7, multiple: 5, fixed: 0 },
  { minimum: 0, multiple: 0, fixed: 12 },
];

type Step =
  | { kind: "order"; lines: { item: number; quantity: number }[] }
  | { kind: "cancel"; order: number }
  | { kind: "adjust"; item: number; quantity: number };

const item = fc.nat({ max: LOTS.length - 1 });
const quantity = fc.integer({ min: 1, max: 15 });
const line = fc.record({ item, quantity });
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("order" as const),
        lines: fc.array(line, { minLength: 1, maxLength: 4 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant("cancel" as const), order: fc.nat({ max: 99 }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("adjust" as const),
        item,
        quantity: fc.integer({ min: -10, max: 15 }).filter((each) => each !== 0),
      }),
    },
  ) as fc.Arbitrary<Step>,
  { minLength: 8, maxLength: 16, size: "max" },
);

interface Bench {
  factory: GivenFactory;
  items: Item[];
  models: SingleItemModel[];
  live: { order: Order; items: number[] }[];
}

async function givenBench(): Promise<Bench> {
  const factory = await givenFactory(product, await givenTenant(product));
  const items: Item[] = [];
  for (const { minimum, multiple, fixed } of LOTS)
    items.push(
      await givenItem(factory, {
        lotMinimum: String(minimum),
        lotMultiple: String(multiple),
        lotFixed: String(fixed),
      }),
    );
  return { factory, items, models: LOTS.map((lot) => new SingleItemModel(lot)), live: [] };
}

async function take(bench: Bench, step: Step): Promise<void> {
  if (step.kind === "order") return order(bench, step.lines);
  if (step.kind === "cancel") return cancel(bench, step.order);
  const { factory, items, models } = bench;
  const model = models[step.item]!;
  const answer = await product.call(factory.token, "inventory.adjust", {
    reason: "盘点",
    lines: [
      {
        itemId: items[step.item]!.id,
        warehouseId: factory.warehouseId,
        quantity: String(step.quantity),
      },
    ],
  });
  const possible = model.canTake(-step.quantity);
  expect([step, answer.ok]).toEqual([step, possible]);
  if (possible) model.onHand += step.quantity;
  tally.count(possible ? "adjusted" : "adjustment refused");
}

async function order(
  { factory, items, models, live }: Bench,
  lines: { item: number; quantity: number }[],
) {
  const { data: draft } = await product.call<Order>(factory.token, "orders.create", {
    customerId: factory.customerId,
    requestedOn: "2026-12-31",
    lines: lines.map((each) => ({
      mode: "standard",
      itemId: items[each.item]!.id,
      quantity: String(each.quantity),
      unitPrice: "1",
    })),
  });
  const { data } = await product.call<Order>(factory.token, "orders.confirm", {
    orderId: draft.id,
    revision: draft.revision,
  });
  models.forEach((model, at) =>
    model.confirm(
      data.lines.flatMap((each, i) =>
        lines[i]!.item === at ? [{ key: each.id, quantity: lines[i]!.quantity }] : [],
      ),
    ),
  );
  live.push({ order: data, items: lines.map((each) => each.item) });
  tally.count("confirmed");
}

async function cancel({ factory, models, live }: Bench, which: number): Promise<void> {
  const [chosen] = live.splice(which % (live.length || 1), 1);
  if (!chosen) return;
  const { data } = await product.call<Order>(factory.token, "orders.cancel", {
    orderId: chosen.order.id,
    revision: chosen.order.revision,
    reason: "客户取消",
  });
  expect(data.state).toBe("cancelled");
  const keys = data.lines.map((each) => each.id);
  for (const model of models) model.cancel(keys);
  tally.count("cancelled");
}

async function expectAsPredicted({ factory, items, models, live }: Bench): Promise<void> {
  for (const {
    order: { id: orderId },
    items: of,
  } of live) {
    const { data } = await product.call<Order>(factory.token, "orders.show", { orderId });
    expect(
      data.lines.map((each) => ({
        reserved: Number(each.reservedQuantity),
        planned: Number(each.plannedQuantity),
      })),
    ).toEqual(data.lines.map((each, i) => models[of[i]!]!.line(each.id)));
  }
  const { onHand, reserved, onOrder } = await readBooks(connection, factory.tenant.tenantId);
  const found = items.map(({ id }) => [onHand[id] ?? 0, reserved[id] ?? 0, onOrder[id] ?? 0]);
  expect(found).toEqual(models.map((model) => [model.onHand, model.reserved, model.onOrder]));
}

it(
  "reserves, plans and gives back exactly what the model says, step by step",
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const bench = await givenBench();
        for (const step of all) {
          await take(bench, step);
          await expectAsPredicted(bench);
        }
        const { tenantId } = bench.factory.tenant;
        const { faults } = await auditBooks(connection, {
          tenantId,
          except: ["audit.", "references."],
        });
        expect(faults).toEqual([]);
        while (bench.live.length > 0) await cancel(bench, 0);
        await expectAsPredicted(bench);
      }),
      { numRuns: runs(10), seed: seed(), interruptAfterTimeLimit: runs(10) * 5_000 },
    );
    tally.demand(`orders one by one, seed ${seed()}`, {
      confirmed: 40,
      cancelled: 30,
      adjusted: 15,
      "adjustment refused": 4,
    });
  },
  runs(10) * 8_000,
);
