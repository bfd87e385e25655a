import type { InputOf, purchaseOrdersContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadOnBooks, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { giveTask, type ApprovalDecided } from "../../workflow";
import { acceptOffer, asOffered, dropOffer } from "./accept-offer";
import { giveToSupplier, refuseUnpriced } from "./issue-purchase-order";
import { onPurchaseOrder, saveMoved } from "./move-purchase-order";
import { askForAgreement, reasonsFor } from "./purchase-approval";
import { PurchaseOrder } from "./purchase-order.model";
import { readPurchaseLines } from "./purchase-order.queries";
import { purchaseOrderStates } from "./purchase-order.states";

const NAME = "purchaseOrders.submit";

/** Asks for the agreement that a draft needs by the company's rules; until it is decided the order is frozen. */
export const submitPurchaseOrder = (
  ctx: Ctx,
  input: InputOf<(typeof purchaseOrdersContract)[typeof NAME]>,
) =>
  onPurchaseOrder(ctx, NAME, input, async (tx, order) => {
    const before = order.state;
    order.state = purchaseOrderStates.step(before, "submit");
    const lines = await readPurchaseLines(tx, order.id);
    refuseUnpriced(lines);
    const { number, inclCents } = order;
    const reasons = await reasonsFor(tx, order, { inclCents, lines });
    if (reasons.length === 0) refuse("purchase.needs_no_approval", { number });
    order.approvalNote = null;
    await saveMoved(tx, order, before);
    await askForAgreement(tx, order, reasons);
  });

/**
 * What an approval of a purchase order leads to. Agreed, its supplier has it at once; refused, it is a draft again and says why. Of
 * an order that its supplier has countered the offer is accepted, or dropped.
 */
export async function decidePurchaseOrder(
  tx: Tx,
  { subjectId, approved, note }: ApprovalDecided,
): Promise<void> {
  const order = await loadOnBooks(tx, PurchaseOrder, subjectId);
  if (order.counterAwaitsApproval) return decideCounter(tx, order, approved);
  if (approved) return giveToSupplier(tx, order, "approve");
  const before = order.state;
  order.state = purchaseOrderStates.step(before, "refuse");
  order.approvalNote = note;
  await saveMoved(tx, order, before, note === null ? {} : { reason: note });
  await giveTask(tx, {
    ...{ subjectType: "purchase_order", subjectId, number: order.number },
    ...{ assigneeId: order.ownerId, departmentId: order.departmentId, dueOn: tx.today },
    code: "purchase_refused",
    facts: { number: order.number, note: note ?? "" },
  });
}

async function decideCounter(tx: Tx, order: PurchaseOrder, approved: boolean): Promise<void> {
  // Decided, and so nothing to be taken back when the order moves.
  order.counterAwaitsApproval = false;
  const lines = await readPurchaseLines(tx, order.id);
  if (!approved) return dropOffer(tx, order, lines);
  await acceptOffer(
    tx,
    order,
    lines.map((line) => asOffered(line, order.pricesIncludeTax)),
  );
}
