import type { InputOf, purchaseOrdersContract } from "@quanlian/shared/contract";
import { exact, toDecimalText, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { updateRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { withdrawApproval } from "../../workflow";
import { onPurchaseOrder, saveMoved } from "./move-purchase-order";
import { purchaseOrderCancelled } from "./purchase-order.events";
import { PurchaseOrderLine } from "./purchase-order.model";
import { readPurchaseLines, type PurchaseLineRecord } from "./purchase-order.queries";
import { purchaseOrderLineStates, purchaseOrderStates } from "./purchase-order.states";
import { returnToPool } from "./move-requisition-lines";

const NAME = "purchaseOrders.cancel";

/**
 * Takes an order back of which nothing has come. Its requisition lines are open again, as they were asked for: whoever needs
 * them waits for the next order. History stays readable.
 */
export const cancelPurchaseOrder = (
  ctx: Ctx,
  { reason, ...input }: InputOf<(typeof purchaseOrdersContract)[typeof NAME]>,
) =>
  onPurchaseOrder(ctx, NAME, input, async (tx, order) => {
    const before = order.state;
    if (before === "pending_approval")
      await withdrawApproval(tx, { subjectType: "purchase_order", subjectId: order.id });
    order.state = purchaseOrderStates.step(before, "cancel");
    order.cancelledAt = tx.now;
    order.cancelReason = reason;
    const lines = await readPurchaseLines(tx, order.id);
    const state = purchaseOrderLineStates.step("open", "cancel");
    await updateRows(
      tx,
      PurchaseOrderLine,
      ["state"],
      lines.map(({ id }) => ({ id, state })),
    );
    const lineIds = lines.map(({ requisitionLineId }) => requisitionLineId);
    await returnToPool(tx, lineIds);
    await saveMoved(tx, order, before, { reason });
    const { id: purchaseOrderId, number, supplierId, issuedAt } = order;
    await tx.emit(purchaseOrderCancelled, {
      ...{ purchaseOrderId, number, supplierId, wasIssued: issuedAt !== null, reason },
      lines: await askedFor(tx, lines),
    });
  });

/** How much the pool asks for of each line, and by when. */
async function askedFor(tx: Tx, lines: readonly PurchaseLineRecord[]) {
  const rows = await tx.rows<{ id: Id; quantity: string; dueOn: Day; origin: string }>(
    `SELECT l.id, l.quantity, l.due_on AS dueOn, r.origin
     FROM requisition_lines l JOIN requisitions r ON r.tenant_id = :tenant AND r.id = l.requisition_id
     WHERE l.tenant_id = :tenant AND l.id IN :ids ORDER BY l.id`,
    { ids: lines.map(({ requisitionLineId }) => requisitionLineId) },
  );
  return rows.map(({ id, quantity, dueOn, origin }) => ({
    byHand: origin === "hand",
    ...{ requisitionLineId: id, quantity: toDecimalText(exact(quantity)), dueOn },
  }));
}
