import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import { exact, timesRatio, type Cents, cents, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact, updateRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { subjectOf } from "./confirm-order";
import { orderClosedShort } from "./order.events";
import { SalesOrder, SalesOrderLine } from "./order.model";
import { orderPolicy } from "./order.policy";
import { findOrder, readLines } from "./order.queries";
import { orderStates } from "./order.states";
import { reschedulePayments } from "./schedule-payments";

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
    order.state = orderStates.step(order.state, "closeShort");
    order.closedAt = tx.now;
    await order.saveRevision(tx);
    tx.record({ ...subjectOf(order), before, after: { state: order.state }, reason });

    const lines = (await readLines(tx, orderId)).filter((line) => line.state === "open");
    await tx.emit(orderClosedShort, {
      orderId,
      number: order.number,
      customerId: order.customerId,
      inclCents: order.inclCents,
      lineIds: lines.map((line) => line.id),
      reason,
    });
    return findOrder(tx, "orders.closeShort", orderId);
  });
}

/**
 * Closes the lines of an order with what has been delivered of each, and answers what of its amount stays promised: each
 * line's share of its amount, half up.
 */
export async function closeLines(
  tx: Tx,
  orderId: Id,
  deliveredByLine: ReadonlyMap<Id, Exact>,
): Promise<Cents> {
  const lines = (await readLines(tx, orderId)).filter((line) => line.state === "open");
  const kept = lines.reduce((sum, { id, inclCents, quantity }) => {
    const delivered = deliveredByLine.get(id) ?? 0n;
    return sum + Number(timesRatio(BigInt(inclCents), delivered, exact(quantity)));
  }, 0);
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
  return cents(kept);
}
