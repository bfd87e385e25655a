import { addDays, exact, type Day } from "@quanlian/shared/domain";
import { insertRows, transact, type Tx } from "../../../server/src/kernel/db";
import { takeNumbers } from "../../../server/src/kernel/numbering";
import { prefixes } from "../../../server/src/kernel/numbering";
import { SalesOrder, SalesOrderLine } from "../../../server/src/chain/orders/order.model";
import { priceLine, totalLines } from "../../../server/src/chain/orders/order.rules";
import { seedingCtx, type BenchProduct } from "../support/bench-product";
import { linesOfOrder, range } from "./factory-plan";
import type { BenchFactory } from "./seed-factory";

const ORDERS_PER_TRANSACTION = 200;
const UNIT_PRICE = "12.5";
const TAX_RATE = "0.13";
/** Far enough for every lead time, so that a surplus is never too late to be used. */
const WANTED_IN_DAYS = 90;

/** Writes drafts `from` … `from + count` of the plan into the product's tables; answers their ids. */
export async function seedOrders(
  product: BenchProduct,
  factory: BenchFactory,
  from: number,
  count: number,
): Promise<string[]> {
  const ctx = seedingCtx(product, factory.tenantId, "orders.create");
  const ids: string[] = [];
  for (let done = 0; done < count; done += ORDERS_PER_TRANSACTION) {
    const numbers = range(Math.min(ORDERS_PER_TRANSACTION, count - done)).map(
      (i) => from + done + i,
    );
    ids.push(...(await transact(ctx, (tx) => writeDrafts(tx, factory, numbers))));
  }
  return ids;
}

async function writeDrafts(
  tx: Tx,
  factory: BenchFactory,
  orders: readonly number[],
): Promise<string[]> {
  const numbers = await takeNumbers(tx, prefixes.salesOrder, orders.length);
  const drafts = orders.map((order, i) => draftOf(tx, factory, order, numbers[i]!));
  await insertRows(
    tx,
    SalesOrder,
    drafts.map((draft) => draft.header),
  );
  await insertRows(
    tx,
    SalesOrderLine,
    drafts.flatMap((draft) => draft.lines),
  );
  for (const { header } of drafts) {
    const { id, number, customerId, state } = header;
    tx.record({ type: "order", id, number, customerId, before: null, after: { state } });
  }
  return drafts.map((draft) => draft.header.id);
}

function draftOf(tx: Tx, factory: BenchFactory, order: number, number: string) {
  const id = tx.newId();
  const customerId = factory.customerIds[order % factory.customerIds.length]!;
  const requestedOn: Day = addDays(tx.today, WANTED_IN_DAYS);
  const lines = linesOfOrder(order, factory.size).map(({ product, quantity }, i) => ({
    id: tx.newId(),
    orderId: id,
    lineNo: i + 1,
    customerId,
    mode: "standard" as const,
    state: "open" as const,
    itemId: factory.productIds[product]!,
    quantity,
    unitId: factory.unitId,
    enteredQuantity: quantity,
    unitFactor: "1",
    unitPrice: UNIT_PRICE,
    taxRate: TAX_RATE,
    ...priceLine(exact(quantity), exact(UNIT_PRICE), exact(TAX_RATE), true),
    requestedOn,
    reservedQuantity: "0",
    plannedQuantity: "0",
  }));
  const header = {
    id,
    number,
    customerId,
    state: "draft" as const,
    orderedOn: tx.today,
    requestedOn,
    pricesIncludeTax: true,
    ...totalLines(lines),
  };
  return { header, lines };
}
