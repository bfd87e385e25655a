import { exact } from "@quanlian/shared/domain";
import { acceptStraight, type PurchaseQuantity } from "../chain/purchases";
import { charge } from "../chain/settlements";
import type { ShippedLine } from "../chain/shipments";
import type { Tx } from "../kernel/db";
import type { Id } from "../kernel/ids";
import { findPaymentTerm } from "../masters/parties";

/** A delivery, or a claim of one, that a supplier has shipped straight. */
interface StraightSource {
  sourceType: "shipment" | "claim";
  sourceId: Id;
  number: string;
}

/**
 * What a supplier has shipped straight is owed to him once the customer has accepted it: at his order's price, by his order's
 * term. The lines of one delivery are of one purchase order.
 */
export async function chargeStraight(
  tx: Tx,
  factId: Id,
  source: StraightSource,
  lines: readonly (ShippedLine & { accepted: string })[],
): Promise<void> {
  const accepted = lines.flatMap(
    ({ purchaseOrderLineId, accepted: quantity }): PurchaseQuantity[] =>
      purchaseOrderLineId === null ? [] : [{ purchaseOrderLineId, quantity: exact(quantity) }],
  );
  const shares = await acceptStraight(tx, accepted);
  const [first] = shares;
  if (!first) return;
  const { supplierId, ownerId, departmentId, paymentTermId } = first;
  const term = paymentTermId === null ? undefined : await findPaymentTerm(tx, paymentTermId);
  const byLine = new Map(lines.map((line) => [line.purchaseOrderLineId, line.lineId]));
  await charge(
    tx,
    factId,
    {
      ...{ side: "payable", kind: "receipt", partyId: supplierId, ownerId, departmentId },
      ...{ ...source, chargedOn: tx.today, stages: term?.stages ?? null },
    },
    shares.map((share) => ({
      ...{ lineId: byLine.get(share.purchaseOrderLineId)!, orderId: null },
      ...{ purchaseOrderId: share.purchaseOrderId, itemId: share.itemId },
      ...{ description: share.description, unitName: share.unitName, quantity: share.quantity },
      ...{ unitPrice: share.unitPrice, taxRate: share.taxRate, inclCents: share.inclCents },
      ...{ exclCents: share.exclCents, taxCents: share.taxCents },
    })),
  );
}
