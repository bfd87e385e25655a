import type { InputOf, purchaseOrdersContract } from "@quanlian/shared/contract";
import { exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { onPurchaseOrder, saveMoved } from "./move-purchase-order";
import { reasonsFor } from "./purchase-approval";
import { purchaseOrderIssued } from "./purchase-order.events";
import type { PurchaseOrder } from "./purchase-order.model";
import { readPurchaseLines, type PurchaseLineRecord } from "./purchase-order.queries";
import { purchaseOrderStates } from "./purchase-order.states";

const NAME = "purchaseOrders.issue";

/** Gives an order to its supplier. What the company's rules want somebody's agreement to is submitted instead. */
export const issuePurchaseOrder = (
  ctx: Ctx,
  input: InputOf<(typeof purchaseOrdersContract)[typeof NAME]>,
) =>
  onPurchaseOrder(ctx, NAME, input, async (tx, order) => {
    purchaseOrderStates.step(order.state, "issue");
    const lines = await readPurchaseLines(tx, order.id);
    refuseUnpriced(lines);
    const { number, inclCents } = order;
    const reasons = await reasonsFor(tx, order, { inclCents, lines });
    if (reasons.length > 0) refuse("purchase.needs_approval", { number });
    await giveToSupplier(tx, order, "issue");
  });

/** A line without a price is nothing that a supplier could agree to. */
export function refuseUnpriced(lines: readonly PurchaseLineRecord[]): void {
  const unpriced = lines.filter(({ unitPrice }) => exact(unitPrice) === 0n);
  if (unpriced.length > 0)
    refuse("purchase.price_missing", { lines: unpriced.map(({ lineNo }) => lineNo) });
}

/** From here on the supplier sees the order. */
export async function giveToSupplier(
  tx: Tx,
  order: PurchaseOrder,
  step: "issue" | "approve",
): Promise<void> {
  const before = order.state;
  order.state = purchaseOrderStates.step(before, step);
  order.issuedAt = tx.now;
  order.approvalNote = null;
  await saveMoved(tx, order, before);
  const { id: purchaseOrderId, number, supplierId } = order;
  await tx.emit(purchaseOrderIssued, { purchaseOrderId, number, supplierId });
}
