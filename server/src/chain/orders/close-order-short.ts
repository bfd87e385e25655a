import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import { cents, exact, timesRatio, type Cents } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, loadOnBooks, transact, updateRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { subjectOf } from "./confirm-order";
import { orderClosedShort } from "./order.events";
import { SalesOrder, SalesOrderLine } from "./order.model";
import { orderPolicy } from "./order.policy";
import { findOrder, readLines } from "./order.queries";
import { orderStates } from "./order.states";
import { reschedulePayments } from "./schedule-payments";
import { committedOf } from "./settle-orders";

/**
 * Ends an order with less than was ordered. What has been delivered stays promised and is to be paid; everything that was
 * planned for the rest is taken back in the same transaction.
 */
export function closeOrderShort(
  ctx: Ctx,
  { orderId, revision, reason }: InputOf<(typeof ordersContract)["orders.closeShort"]>,
) {
  return transact(ctx, async (tx) => {
    const order = await loadForUpdate(tx, SalesOrder, orderPolicy, "orders.closeShort", orderId);
    tx.authorize("orders.closeShort", orderPolicy, order);
    order.expectRevision(revision);

    const before = { state: order.state };
    const committedCents = committedOf(order);
    order.state = orderStates.step(order.state, "closeShort");
    order.closedAt = tx.now;
    await order.saveRevision(tx);
    tx.record({ ...subjectOf(order), before, after: { state: order.state }, reason });

    const lines = (await readLines(tx, orderId)).filter((line) => line.state === "open");
    await tx.emit(orderClosedShort, {
      orderId,
      number: order.number,
      customerId: order.customerId,
      committedCents,
      lineIds: lines.map((line) => line.id),
      reason,
    });
    return findOrder(tx, "orders.closeShort", orderId);
  });
}

/** What of an order's amount stays promised, and what its customer is committed to by it. */
export interface ClosedLines {
  keptCents: Cents;
  committedCents: Cents;
}

/**
 * Closes the open lines of an order with what has been delivered of each: of its amount, each line's share stays promised, half up.
 */
export async function closeLines(tx: Tx, orderId: Id): Promise<ClosedLines> {
  const lines = (await readLines(tx, orderId)).filter((line) => line.state === "open");
  const kept = lines.reduce(
    (sum, { inclCents, quantity, shippedQuantity }) =>
      sum + Number(timesRatio(BigInt(inclCents), exact(shippedQuantity), exact(quantity))),
    0,
  );
  await updateRows(
    tx,
    SalesOrderLine,
    ["state", "reservedQuantity", "plannedQuantity", "promisedOn"],
    lines.map(({ id }) => ({
      id,
      state: "closed" as const,
      reservedQuantity: "0",
      plannedQuantity: "0",
      promisedOn: null,
    })),
  );
  await tx.write(
    "UPDATE sales_orders SET kept_cents = :kept, promised_on = NULL WHERE tenant_id = :tenant AND id = :orderId",
    { orderId, kept },
  );
  await reschedulePayments(tx, orderId, cents(kept));
  const order = await loadOnBooks(tx, SalesOrder, orderId);
  return { keptCents: cents(kept), committedCents: committedOf(order) };
}
