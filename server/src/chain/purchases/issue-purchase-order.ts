import type { InputOf, purchaseOrdersContract } from "@quanlian/shared/contract";
import { exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { refuse } from "../../kernel/errors";
import { onPurchaseOrder, saveMoved } from "./move-purchase-order";
import { purchaseOrderIssued } from "./purchase-order.events";
import { readPurchaseLines } from "./purchase-order.queries";
import { purchaseOrderStates } from "./purchase-order.states";

const NAME = "purchaseOrders.issue";

/** Gives an order to its supplier. A line without a price is nothing that he could agree to. */
export const issuePurchaseOrder = (
  ctx: Ctx,
  input: InputOf<(typeof purchaseOrdersContract)[typeof NAME]>,
) =>
  onPurchaseOrder(ctx, NAME, input, async (tx, order) => {
    const before = order.state;
    order.state = purchaseOrderStates.step(order.state, "issue");
    const lines = await readPurchaseLines(tx, order.id);
    const unpriced = lines.filter(({ unitPrice }) => exact(unitPrice) === 0n);
    if (unpriced.length > 0)
      refuse("purchase.price_missing", { lines: unpriced.map(({ lineNo }) => lineNo) });
    order.issuedAt = tx.now;
    await saveMoved(tx, order, before);
    const { id: purchaseOrderId, number, supplierId } = order;
    await tx.emit(purchaseOrderIssued, { purchaseOrderId, number, supplierId });
  });
