import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { findPurchaseOrder } from "./find-purchase-order";
import { withdrawApproval } from "../../workflow";
import { PurchaseOrder } from "./purchase-order.model";
import { purchaseOrderPolicy } from "./purchase-order.policy";

/** Whom a change of an order concerns, for the audit and for live events. */
export const subjectOf = (order: PurchaseOrder) => ({
  ...{ type: "purchase_order", id: order.id, number: order.number },
  ...{ ownerId: order.ownerId, departmentId: order.departmentId, supplierId: order.supplierId },
});

/** Locks an order within the actor's reach, does the work on it, and answers it as it is then. */
export function onPurchaseOrder(
  ctx: Ctx,
  permission: string,
  { purchaseOrderId, revision }: { purchaseOrderId: Id; revision: number },
  work: (tx: Tx, order: PurchaseOrder) => Promise<void>,
) {
  return transact(ctx, async (tx) => {
    const order = await loadForUpdate(
      tx,
      PurchaseOrder,
      purchaseOrderPolicy,
      permission,
      purchaseOrderId,
    );
    tx.authorize(permission, purchaseOrderPolicy, order);
    order.expectRevision(revision);
    await work(tx, order);
    return findPurchaseOrder(tx, permission, purchaseOrderId);
  });
}

/**
 * Saves an order that has moved, with what the audit says of it. A counter that is over, however it came about, needs nobody's
 * agreement any more.
 */
export async function saveMoved(
  tx: Tx,
  order: PurchaseOrder,
  before: PurchaseOrder["state"],
  more: { after?: object; reason?: string } = {},
): Promise<void> {
  if (order.state !== "countered") await forgetAgreement(tx, order);
  await order.saveRevision(tx);
  const after = { state: order.state, ...more.after };
  const change = { before: { state: before }, after };
  const reason = more.reason === undefined ? {} : { reason: more.reason };
  tx.record({ ...subjectOf(order), ...change, ...reason });
}

/** Takes back what was asked for about a counter that does not stand any more. The caller saves the order. */
export async function forgetAgreement(tx: Tx, order: PurchaseOrder): Promise<void> {
  if (!order.counterAwaitsApproval) return;
  order.counterAwaitsApproval = false;
  await withdrawApproval(tx, { subjectType: "purchase_order", subjectId: order.id });
}
