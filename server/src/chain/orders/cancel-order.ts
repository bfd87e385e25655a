import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import { exact, toYuanText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { withdrawApproval } from "../../workflow";
import { subjectOf } from "./confirm-order";
import { orderCancelled } from "./order.events";
import { SalesOrder } from "./order.model";
import { orderPolicy } from "./order.policy";
import { findOrder, readLines, type LineRecord } from "./order.queries";
import { orderStates } from "./order.states";

/**
 * Takes an order back. Of a confirmed one everything that was planned is compensated in the same transaction: the books
 * then stand as if it had never been, and its history stays readable.
 */
export function cancelOrder(
  ctx: Ctx,
  { orderId, revision, reason }: InputOf<(typeof ordersContract)["orders.cancel"]>,
) {
  return transact(ctx, async (tx) => {
    const order = await loadForUpdate(tx, SalesOrder, orderPolicy, "orders.cancel", orderId);
    tx.authorize("orders.cancel", orderPolicy, order);
    order.expectRevision(revision);

    const before = { state: order.state };
    const wasConfirmed = order.state === "confirmed";
    if (order.state === "pending_approval")
      await withdrawApproval(tx, { subjectType: "order", subjectId: orderId });
    order.state = orderStates.step(order.state, "cancel");
    const lines = await readLines(tx, orderId);
    refuseDelivered(order, lines);
    order.cancelledAt = tx.now;
    order.cancelReason = reason;
    await order.saveRevision(tx);
    tx.record({ ...subjectOf(order), before, after: { state: order.state }, reason });

    await tx.emit(orderCancelled, {
      orderId,
      number: order.number,
      customerId: order.customerId,
      wasConfirmed,
      inclCents: order.inclCents,
      paymentTermId: order.paymentTermId,
      lineIds: lines.map((line) => line.id),
      reason,
    });
    return findOrder(tx, "orders.cancel", orderId);
  });
}

/** Of an order that has begun to be delivered or charged the rest is closed short; it cannot be undone as a whole. */
function refuseDelivered({ settledCents }: SalesOrder, lines: readonly LineRecord[]): void {
  const shipped = lines.filter(({ shippedQuantity }) => exact(shippedQuantity) > 0n);
  if (shipped.length > 0)
    refuse("order.shipped", { lines: shipped.map(({ lineNo }) => lineNo).join(", ") });
  if (settledCents > 0) refuse("order.charged", { amountYuan: toYuanText(settledCents) });
}
