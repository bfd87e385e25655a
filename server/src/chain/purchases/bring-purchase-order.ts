import type { Day } from "@quanlian/shared/domain";
import { loadOnBooks, type Tx } from "../../kernel/db";
import type { SupplierTerms } from "../../masters/parties";
import { agree } from "./confirm-purchase-order";
import { draftPurchaseOrder } from "./create-purchase-order";
import { saveMoved } from "./move-purchase-order";
import type { WantedLine } from "./purchase-lines";
import { PurchaseOrder } from "./purchase-order.model";
import { purchaseOrderStates } from "./purchase-order.states";

/**
 * Writes down an order that the supplier has had in hand since before, and agreed to: the same draft, issue and agreement as any
 * other's, so that the plan knows what comes and when. Nobody is told, as nothing is new to him.
 */
export async function bringPurchaseOrder(
  tx: Tx,
  head: { pricesIncludeTax: boolean; legacyNumber: string; orderedOn: Day },
  supplier: SupplierTerms,
  lines: readonly WantedLine[],
): Promise<void> {
  const { id } = await draftPurchaseOrder(tx, head, supplier, lines);
  const order = await loadOnBooks(tx, PurchaseOrder, id);
  const before = order.state;
  order.state = purchaseOrderStates.step(order.state, "issue");
  order.issuedAt = tx.now;
  await saveMoved(tx, order, before);
  await agree(tx, order, []);
}
