import { amountOf, cents, exact, exactFromInteger } from "@quanlian/shared/domain";
import fc from "fast-check";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { runs, seed } from "../../../../tests/invariants/run-options";
import { Tally } from "../../../../tests/invariants/tally";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenFactory,
  givenItem,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { booksCtx, causeOf, givenWarehouse } from "../../../../tests/support/given-inventory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { transact, type Tx } from "../../kernel/db";
import { Refusal } from "../../kernel/errors";
import {
  adjustForLatePrice,
  chargeWip,
  closeWip,
  finishFromWip,
  invoiceReceipt,
  issueToWip,
  NONE,
  postStock,
  receiveAccrued,
  type StockKey,
} from ".";

/**
 * Value in = value out + value held, to the 分, whatever happens in whatever order: a model that knows nothing of the code
 * keeps the books beside it, with two pools, two work orders and a list of what is not invoiced.
 */

let product: TestProduct;
const tally = new Tally();

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

type Step =
  | { kind: "receive"; at: number; quantity: number; cost: number }
  | { kind: "sell"; at: number; quantity: number }
  | { kind: "issue"; at: number; quantity: number; work: number }
  | { kind: "giveBack"; at: number; quantity: number; work: number }
  | { kind: "charge"; work: number; value: number }
  | { kind: "finish"; at: number; quantity: number; cost: number; work: number }
  | { kind: "close"; at: number; work: number }
  | { kind: "transfer"; at: number; quantity: number }
  | { kind: "invoice"; which: number; price: number }
  | { kind: "latePrice"; at: number; quantity: number; difference: number };

const at = fc.nat({ max: 1 });
const work = fc.nat({ max: 1 });
const quantity = fc.integer({ min: 1, max: 30 });
/** Thousandths of a 元, so that amounts round. */
const cost = fc.integer({ min: 1, max: 99_999 });
const step = fc.oneof(
  fc.record({ kind: fc.constant("receive" as const), at, quantity, cost }),
  fc.record({ kind: fc.constant("receive" as const), at, quantity, cost }),
  fc.record({ kind: fc.constant("sell" as const), at, quantity }),
  fc.record({ kind: fc.constant("issue" as const), at, quantity, work }),
  fc.record({ kind: fc.constant("giveBack" as const), at, quantity: fc.constant(2), work }),
  fc.record({ kind: fc.constant("charge" as const), work, value: fc.nat({ max: 5_000 }) }),
  fc.record({ kind: fc.constant("finish" as const), at, quantity, cost, work }),
  fc.record({ kind: fc.constant("close" as const), at, work }),
  fc.record({ kind: fc.constant("transfer" as const), at, quantity }),
  fc.record({ kind: fc.constant("invoice" as const), which: fc.nat({ max: 9 }), price: cost }),
  fc.record({
    kind: fc.constant("latePrice" as const),
    at,
    quantity,
    difference: fc.integer({ min: -3_000, max: 3_000 }),
  }),
) as fc.Arbitrary<Step>;

/** What the model knows: two pools, two works, and all that ever came in and went out. */
class Model {
  pools = [
    { quantity: 0, value: 0 },
    { quantity: 0, value: 0 },
  ];
  works = [
    { value: 0, finished: 0 },
    { value: 0, finished: 0 },
  ];
  open: { receiptLineId: string; at: number; quantity: number; value: number }[] = [];
  valueIn = 0;
  valueOut = 0;

  /** Half up, away from zero: not the code's own arithmetic. */
  static share(value: number, part: number, whole: number): number {
    const exactShare = (2 * Math.abs(value) * part + whole) / (2 * whole);
    return Math.sign(value) * Math.floor(exactShare);
  }

  take(which: number, quantity: number): number {
    const pool = this.pools[which]!;
    const value =
      quantity === pool.quantity ? pool.value : Model.share(pool.value, quantity, pool.quantity);
    pool.quantity -= quantity;
    pool.value -= value;
    return value;
  }

  bring(which: number, quantity: number, value: number): void {
    const pool = this.pools[which]!;
    pool.quantity += quantity;
    pool.value += value;
  }

  /** Of a late difference, what the pool takes; the rest has gone. */
  late(which: number, cameIn: number, difference: number): void {
    const pool = this.pools[which]!;
    const held = Math.min(cameIn, pool.quantity);
    const share = held > 0 ? Math.max(Model.share(difference, held, cameIn), -pool.value) : 0;
    pool.value += share;
    this.valueOut += difference - share;
  }

  get held(): number {
    const stock = this.pools.reduce((sum, pool) => sum + pool.value, 0);
    return this.works.reduce((sum, each) => sum + each.value, stock);
  }
}

const yuan = (thousandths: number) =>
  exact(`${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, "0")}`);

interface Bench {
  factory: GivenFactory;
  keys: StockKey[];
  workIds: string[];
  model: Model;
}

async function givenBench(): Promise<Bench> {
  const factory = await givenFactory(product, await givenTenant(product));
  const item = await givenItem(factory);
  const second = await givenWarehouse(factory);
  const keys = [factory.warehouseId, second].map((warehouseId) => ({
    ...{ itemId: item.id, warehouseId, locationId: NONE, lotId: NONE, ownerPartyId: NONE },
    status: "usable" as const,
  }));
  const workIds = [product.services.ids.next(), product.services.ids.next()];
  return { factory, keys, workIds, model: new Model() };
}

/** Carries one step out in books and model; a step that stock does not allow must be refused. */
async function take(bench: Bench, one: Step): Promise<void> {
  const { model } = bench;
  const needed = "at" in one && ["sell", "issue", "transfer"].includes(one.kind);
  const isPossible =
    !needed || model.pools[one.at]!.quantity >= (one as { quantity: number }).quantity;
  const work = (tx: Tx) => carryOut(bench, tx, one);
  if (!isPossible) {
    await expect(transact(booksCtx(product, bench.factory), work)).rejects.toThrow(Refusal);
    tally.count(`refused ${one.kind}`);
    return;
  }
  const done = await transact(booksCtx(product, bench.factory), work);
  done();
  tally.count(one.kind);
}

async function carryOut(bench: Bench, tx: Tx, one: Step): Promise<() => void> {
  const { model, keys, workIds } = bench;
  const cause = causeOf(tx);
  const lineId = tx.newId();
  const out = (q: number) => ({ quantity: -exactFromInteger(q), catchQuantity: 0n });
  const into = (q: number) => ({ quantity: exactFromInteger(q), catchQuantity: 0n });
  const pool = { by: "pool" as const };
  switch (one.kind) {
    case "receive": {
      const key = keys[one.at]!;
      const value = { by: "unitCost" as const, unitCost: yuan(one.cost) };
      const line = { ...key, lineId, ...into(one.quantity), value };
      await receiveAccrued(tx, cause, bench.factory.customerId, [line]);
      const worth = amountOf(line.quantity, value.unitCost) as number;
      return () => {
        model.bring(one.at, one.quantity, worth);
        model.valueIn += worth;
        model.open.push({
          receiptLineId: lineId,
          at: one.at,
          quantity: one.quantity,
          value: worth,
        });
      };
    }
    case "sell": {
      const line = { ...keys[one.at]!, lineId, ...out(one.quantity), value: pool };
      await postStock(tx, { ...cause, kind: "issue" }, [line]);
      return () => (model.valueOut += model.take(one.at, one.quantity));
    }
    case "issue": {
      const line = { ...keys[one.at]!, lineId, ...out(one.quantity), value: pool };
      await issueToWip(tx, cause, workIds[one.work]!, [line]);
      return () => (model.works[one.work]!.value += model.take(one.at, one.quantity));
    }
    case "giveBack": {
      const line = {
        ...keys[one.at]!,
        lineId,
        ...into(one.quantity),
        value: { ...pool, unitCost: exact("1.005") },
      };
      await issueToWip(tx, cause, workIds[one.work]!, [line]);
      return () => {
        const { quantity: held, value } = model.pools[one.at]!;
        const worth = held > 0 ? Model.share(value, one.quantity, held) : 201; // 2 × 1.005, half up
        model.bring(one.at, one.quantity, worth);
        model.works[one.work]!.value -= worth;
      };
    }
    case "charge":
      await chargeWip(tx, cause, workIds[one.work]!, [
        { lineId, kind: "labour", valueCents: cents(one.value) },
      ]);
      return () => {
        model.works[one.work]!.value += one.value;
        model.valueIn += one.value;
      };
    case "finish": {
      const line = {
        ...keys[one.at]!,
        lineId,
        ...into(one.quantity),
        plannedUnitCost: yuan(one.cost),
      };
      await finishFromWip(tx, cause, workIds[one.work]!, [line]);
      const worth = amountOf(line.quantity, line.plannedUnitCost) as number;
      return () => {
        model.bring(one.at, one.quantity, worth);
        model.works[one.work]!.value -= worth;
        model.works[one.work]!.finished += one.quantity;
      };
    }
    case "close": {
      const { finished } = model.works[one.work]!;
      const closing = { lineId, key: keys[one.at]!, cameIn: exactFromInteger(finished) };
      await closeWip(tx, cause, workIds[one.work]!, closing);
      return () => {
        const { value } = model.works[one.work]!;
        model.late(one.at, finished, value);
        model.works[one.work] = { value: 0, finished: 0 };
      };
    }
    case "transfer": {
      const to = keys[1 - one.at]!;
      const toLine = tx.newId();
      await postStock(tx, { ...cause, kind: "transfer" }, [
        { ...keys[one.at]!, lineId, ...out(one.quantity), value: pool },
        { ...to, lineId: toLine, ...into(one.quantity), value: { by: "from", lineId } },
      ]);
      return () => model.bring(1 - one.at, one.quantity, model.take(one.at, one.quantity));
    }
    case "invoice": {
      const receipt = model.open[one.which % (model.open.length || 1)];
      if (!receipt) return () => undefined;
      const quantity = exactFromInteger(receipt.quantity);
      const invoicedCents = amountOf(quantity, yuan(one.price));
      await invoiceReceipt(tx, cause, {
        ...{ lineId, receiptLineId: receipt.receiptLineId, partyId: bench.factory.customerId },
        ...{ key: keys[receipt.at]!, quantity, invoicedCents },
      });
      return () => {
        model.open = model.open.filter((each) => each !== receipt);
        model.valueIn += invoicedCents - receipt.value;
        model.late(receipt.at, receipt.quantity, invoicedCents - receipt.value);
      };
    }
    case "latePrice":
      await adjustForLatePrice(tx, cause, {
        ...{ lineId, key: keys[one.at]!, cameIn: exactFromInteger(one.quantity) },
        differenceCents: cents(one.difference),
      });
      return () => {
        model.valueIn += one.difference;
        model.late(one.at, one.quantity, one.difference);
      };
  }
}

async function expectAsPredicted({ factory, keys, workIds, model }: Bench): Promise<void> {
  const ctx = booksCtx(product, factory);
  const stocks = await ctx.rows<{ warehouseId: string; quantity: string; value: number }>(
    `SELECT s.warehouse_id AS warehouseId, s.on_hand AS quantity, CAST(s.value_cents AS SIGNED) AS value
     FROM item_stocks s WHERE s.tenant_id = :tenant`,
  );
  const works = await ctx.rows<{ workId: string; value: number }>(
    `SELECT w.work_order_id AS workId, CAST(w.value_cents AS SIGNED) AS value FROM wip_balances w WHERE w.tenant_id = :tenant`,
  );
  const pools = keys.map((key) => stocks.find((row) => row.warehouseId === key.warehouseId));
  expect(pools.map((row) => [Number(row?.quantity ?? 0), Number(row?.value ?? 0)])).toEqual(
    model.pools.map((pool) => [pool.quantity, pool.value]),
  );
  const inWork = workIds.map((id) => Number(works.find((row) => row.workId === id)?.value ?? 0));
  expect(inWork).toEqual(model.works.map((each) => each.value));
  expect(model.valueIn).toBe(model.valueOut + model.held);
}

it(
  "keeps value in = value out + value held to the 分, and leaves nothing behind the last unit",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 15, maxLength: 30, size: "max" }),
        async (all) => {
          const bench = await givenBench();
          for (const one of all) await take(bench, one);
          await expectAsPredicted(bench);
          for (const which of [0, 1]) {
            const { quantity: left } = bench.model.pools[which]!;
            if (left > 0) await take(bench, { kind: "sell", at: which, quantity: left });
          }
          await expectAsPredicted(bench);
          expect(bench.model.pools.map((pool) => pool.value)).toEqual([0, 0]);
        },
      ),
      { numRuns: runs(12), seed: seed() },
    );
    const audit = await runSelfAudit(product.services.config.databaseUrl, {
      only: ["inventory.", "costs."],
    });
    expect(audit.faults).toEqual([]);
    tally.demand(`value flows, seed ${seed()}`, {
      ...{ receive: 40, sell: 5, issue: 5, giveBack: 5, finish: 10, close: 10 },
      ...{ transfer: 5, invoice: 10, latePrice: 10, "refused sell": 2 },
    });
  },
  runs(12) * 10_000,
);
