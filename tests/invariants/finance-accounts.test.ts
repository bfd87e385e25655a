import fc from "fast-check";
import type { Allocation, CashMovement } from "@quanlian/shared/contract";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { auditBooks, connectForAudit } from "../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../support/given";
import { givenOpenItem, givenTradingParty } from "../support/given-finance";
import { givenFactory, type GivenFactory } from "../support/given-factory";
import { startProduct, type TestProduct } from "../support/product";
import { runs, seed } from "./run-options";
import { Tally } from "./tally";

/**
 * Receipts, payments, allocations, offsets and their reversals, one after the other and at once: what is open of each item
 * is what a model in memory says, never below nothing, and the self-audit is clean.
 */

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

interface ModelItem {
  id: string;
  side: "receivable" | "payable";
  direction: "charge" | "credit";
  amount: number;
  open: number;
  /** Of a receipt or payment: how it is taken back. */
  cash: CashMovement | null;
}

interface World {
  factory: GivenFactory;
  party: { id: string; code: string };
  items: ModelItem[];
  allocations: { made: Allocation; reversed: boolean }[];
}

const pick = fc.nat({ max: 1_000 });
const command = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("cash" as const),
      way: fc.constantFrom("receipt" as const, "payment" as const),
      amount: fc.integer({ min: 1, max: 20_000 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("allocate" as const),
      pairs: fc.array(fc.tuple(pick, pick, fc.integer({ min: 1, max: 4_000 })), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("undo" as const), which: pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reverseCash" as const), which: pick }) },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

async function givenWorld(): Promise<World> {
  const factory = await givenFactory(product, await givenTenant(product));
  const party = await givenTradingParty(factory);
  const brought = [
    ["receivable", "charge", 10_000],
    ["receivable", "charge", 7_777],
    ["payable", "charge", 12_345],
    ["receivable", "credit", 3_000],
  ] as const;
  const items: ModelItem[] = [];
  for (const [side, direction, amount] of brought) {
    const yuan = `${direction === "credit" ? "-" : ""}${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, "0")}`;
    const id = await givenOpenItem(factory, party, { side, amount: yuan });
    items.push({ id, side, direction, amount, open: amount, cash: null });
  }
  return { factory, party, items, allocations: [] };
}

/** Runs one command; what it should come to is known only to whoever runs alone. */
async function run(world: World, one: Command): Promise<boolean> {
  const { factory, party, items } = world;
  const call = <T>(operation: string, input: object) =>
    product.call<T>(factory.token, operation, input);
  switch (one.kind) {
    case "cash": {
      const input = { partyId: party.id, method: "bank", amountCents: one.amount };
      const answer = await call<CashMovement>(`${one.way}s.create`, {
        ...input,
        movedOn: "2026-11-23",
      });
      const side = one.way === "receipt" ? "receivable" : "payable";
      const cash = answer.data;
      const money = { amount: one.amount, open: one.amount, cash };
      items.push({ id: cash.openItemId, side, direction: "credit", ...money });
      return true;
    }
    case "allocate": {
      const lines = one.pairs.map(([from, to, amountCents]) => ({
        fromItemId: items[from % items.length]!.id,
        toItemId: items[to % items.length]!.id,
        amountCents,
      }));
      const input = { partyId: party.id, lines, reason: "" };
      const answer = await call<Allocation>("allocations.allocate", input);
      if (!answer.ok) return false;
      world.allocations.push({ made: answer.data, reversed: false });
      apply(world, answer.data);
      return true;
    }
    case "undo": {
      const chosen = world.allocations[one.which % Math.max(1, world.allocations.length)];
      if (!chosen) return false;
      const input = { allocationId: chosen.made.id, reason: "核错了" };
      const answer = await call<Allocation>("allocations.reverse", input);
      if (!answer.ok) return false;
      chosen.reversed = true;
      apply(world, answer.data);
      return true;
    }
    case "reverseCash": {
      const paid = items.filter(({ cash }) => cash !== null);
      const chosen = paid[one.which % Math.max(1, paid.length)];
      if (!chosen?.cash) return false;
      const { id, revision, kind } = chosen.cash;
      const input = { cashMovementId: id, revision, reason: "录错了" };
      const answer = await call<CashMovement>(`${kind}s.reverse`, input);
      if (!answer.ok) return false;
      chosen.open = 0;
      chosen.amount = 0;
      return true;
    }
  }
}

function apply({ items }: World, { lines }: Allocation): void {
  for (const { fromItemId, toItemId, amountCents } of lines) {
    for (const id of [fromItemId, toItemId]) {
      const item = items.find((each) => each.id === id);
      if (item) item.open -= amountCents;
    }
  }
}

/** Whether the business allows it, judged by the model alone. */
function allowed({ items, allocations }: World, one: Command): boolean {
  if (one.kind === "cash") return true;
  if (one.kind === "undo") {
    const chosen = allocations[one.which % Math.max(1, allocations.length)];
    return chosen !== undefined && !chosen.reversed;
  }
  if (one.kind === "reverseCash") {
    const paid = items.filter(({ cash }) => cash !== null);
    const chosen = paid[one.which % Math.max(1, paid.length)];
    return chosen !== undefined && chosen.amount > 0 && chosen.open === chosen.amount;
  }
  const left = new Map(items.map(({ id, open }) => [id, open]));
  return one.pairs.every(([fromAt, toAt, cents]) => {
    const from = items[fromAt % items.length]!;
    const to = items[toAt % items.length]!;
    const offset = from.side !== to.side && from.direction === "charge";
    const settles = from.side === to.side && from.direction === "credit";
    if (to.direction !== "charge" || !(offset || settles)) return false;
    for (const { id } of [from, to]) left.set(id, left.get(id)! - cents);
    return left.get(from.id)! >= 0 && left.get(to.id)! >= 0;
  });
}

async function expectBooks({ factory, party, items }: World): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT id, CAST(open_cents AS SIGNED) AS open FROM open_items WHERE party_id = ? ORDER BY id",
    [party.id],
  );
  const found = Object.fromEntries(rows.map(({ id, open }) => [String(id), Number(open)]));
  expect(found).toEqual(Object.fromEntries(items.map(({ id, open }) => [id, open])));
  for (const { open, amount } of items) expect(open >= 0 && open <= amount).toBe(true);
  const { tenantId } = factory.tenant;
  const { faults } = await auditBooks(connection, { only: ["finance.", "states."], tenantId });
  expect(faults).toEqual([]);
}

it(
  "does what the model does, step by step, and refuses what it refuses",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 15, maxLength: 25 }), async (commands) => {
        const world = await givenWorld();
        for (const one of commands) {
          const expected = allowed(world, one);
          expect([one, await run(world, one)]).toEqual([one, expected]);
          tally.count(`${one.kind} ${expected ? "done" : "refused"}`);
        }
        await expectBooks(world);
      }),
      { numRuns: runs(6), seed: seed() },
    );
    tally.demand(`accounts, seed ${seed()}`, {
      "cash done": 10,
      "allocate done": 3,
      "allocate refused": 10,
      "undo done": 1,
      "reverseCash done": 1,
    });
  },
  runs(6) * 30_000,
);

it(
  "keeps its promises when up to eight are done at once",
  async () => {
    const round = fc.array(command, { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 3, maxLength: 5 }), async (rounds) => {
        const world = await givenWorld();
        for (const all of rounds) {
          await Promise.all(all.map((one) => run(world, one)));
          await expectBooks(world);
        }
      }),
      { numRuns: runs(4), seed: seed() },
    );
  },
  runs(4) * 40_000,
);
