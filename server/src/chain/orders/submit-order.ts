import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, loadOnBooks, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { requestApproval, type ApprovalDecided } from "../../workflow";
import { contentObstacle, obstacleTo } from "./confirm-checks";
import { promise, subjectOf } from "./confirm-order";
import { SalesOrder, type WaitingReason } from "./order.model";
import { orderPolicy } from "./order.policy";
import { findOrder, readDemandingLines } from "./order.queries";
import { orderStates } from "./order.states";
import { leaveWaiting } from "./wait-for-person";

/** Asks for the agreement that a draft needs by the tenant's rules; until it is decided the order is frozen. */
export function submitOrder(
  ctx: Ctx,
  { orderId, revision }: InputOf<(typeof ordersContract)["orders.submit"]>,
) {
  return transact(ctx, async (tx) => {
    const order = await loadForUpdate(tx, SalesOrder, orderPolicy, "orders.submit", orderId);
    tx.authorize("orders.submit", orderPolicy, order);
    order.expectRevision(revision);

    const state = orderStates.step(order.state, "submit");
    const reasons = order.approvalReasons ?? [];
    if (reasons.length === 0 || order.approvedAt !== null) refuse("order.needs_no_approval");
    const obstacle = contentObstacle(order, await readDemandingLines(tx, orderId));
    if (obstacle) refuse(obstacle.code, obstacle.facts);

    const before = { state: order.state };
    order.state = state;
    order.waitingReason = null;
    await order.saveRevision(tx);
    tx.record({ ...subjectOf(order), before, after: { state } });
    const { number, ownerId, departmentId } = order;
    const subject = { subjectType: "order", subjectId: orderId };
    const permission = "orders.approve";
    await requestApproval(tx, { ...subject, number, ownerId, departmentId, permission, reasons });
    return findOrder(tx, "orders.submit", orderId);
  });
}

/**
 * What an approval of an order leads to. Agreed, it is confirmed at once; what stands against that (the credit limit, say)
 * makes it a draft that waits with its reason, and the agreement stands. Refused, it is a draft again and says why.
 */
export async function decideOrder(
  tx: Tx,
  { subjectId, approved, note }: ApprovalDecided,
): Promise<void> {
  const order = await loadOnBooks(tx, SalesOrder, subjectId);
  if (!approved) {
    await backToDraft(tx, order, { code: "order.approval_refused", facts: { note: note ?? "" } });
    return;
  }
  order.approvedAt = tx.now;
  const ready = await obstacleTo(tx.books, order, undefined);
  if (ready.obstacle) await backToDraft(tx, order, ready.obstacle);
  else await promise(tx, order, ready);
}

async function backToDraft(tx: Tx, order: SalesOrder, reason: WaitingReason): Promise<void> {
  const before = { state: order.state };
  order.state = orderStates.step(order.state, "refuse");
  await leaveWaiting(tx, order, reason, before);
}
