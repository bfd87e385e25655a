import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import { may, type Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { closeTasks } from "../../workflow";
import { obstacleTo, type Readiness } from "./confirm-checks";
import { openProjectFor } from "./open-project";
import { orderConfirmed } from "./order.events";
import { SalesOrder } from "./order.model";
import { orderPolicy } from "./order.policy";
import { findOrder } from "./order.queries";
import { orderStates } from "./order.states";

/**
 * Turns a draft into a promise to the customer, and plans it in the same transaction.
 *
 * From here planning and finance read the lines as facts, so they freeze: a later change goes through an order change,
 * never through an edit. Refuses an order without lines, a customer on hold, and one beyond the credit limit, unless
 * whoever may override that says why.
 */
export function confirmOrder(
  ctx: Ctx,
  { orderId, revision, creditOverride }: InputOf<(typeof ordersContract)["orders.confirm"]>,
) {
  return transact(ctx, async (tx) => {
    const order = await loadForUpdate(tx, SalesOrder, orderPolicy, "orders.confirm", orderId);
    tx.authorize("orders.confirm", orderPolicy, order);
    order.expectRevision(revision);

    orderStates.step(order.state, "confirm");
    const mayOverride = may(tx.actor, "orders.overrideCredit");
    const ready = await obstacleTo(tx, order, mayOverride ? creditOverride : undefined);
    if (ready.obstacle) refuse(ready.obstacle.code, ready.obstacle.facts);

    await promise(tx, order, ready);
    return findOrder(tx, "orders.confirm", orderId); // the flow has moved it on
  });
}

/** The promise itself, once nothing stands against it: the state, the audit, and the fact that drives the plan. */
export async function promise(tx: Tx, order: SalesOrder, ready: Readiness): Promise<void> {
  const before = { state: order.state };
  order.state = orderStates.step(
    order.state,
    order.state === "pending_approval" ? "approve" : "confirm",
  );
  const waited = order.waitingReason !== null;
  order.confirmedAt = tx.now;
  order.creditOverride = ready.creditOverride;
  order.waitingReason = null;
  if (ready.needsProject) order.projectId = await openProjectFor(tx, order);
  await order.saveRevision(tx);
  tx.record({ ...subjectOf(order), before, after: { state: order.state } });
  // Only an order that waited, or came of a quote, can have left somebody a task.
  if (waited || order.quoteId !== null) {
    const task = waited ? "order_waits" : "order_to_confirm";
    await closeTasks(tx, { subjectType: "order", subjectId: order.id }, task);
  }

  const { id: orderId, number, customerId, inclCents, paymentTermId } = order;
  const { demands } = ready;
  const fact = { orderId, number, customerId, inclCents, paymentTermId, demands };
  await tx.emit(orderConfirmed, fact);
}

/** Who this change concerns, for the audit and for live events. */
export const subjectOf = (order: SalesOrder) => ({
  type: "order",
  id: order.id,
  number: order.number,
  ownerId: order.ownerId,
  departmentId: order.departmentId,
  customerId: order.customerId,
});
