import type { PurchaseOrderView } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { reasonsFor } from "./purchase-approval";
import { presentPurchaseOrder } from "./purchase-order.present";
import { nameSupplier, readPurchaseOrder } from "./purchase-order.queries";

/** One purchase order as staff see it, if the actor may see it under the permission; otherwise not found. */
export async function findPurchaseOrder(
  ctx: Ctx,
  permission: string,
  purchaseOrderId: Id,
): Promise<PurchaseOrderView> {
  const record = await readPurchaseOrder(ctx, permission, purchaseOrderId);
  const { header, lines } = record;
  const supplierName = await nameSupplier(ctx, header.supplierId);
  const reasons =
    header.state === "draft"
      ? await reasonsFor(ctx, header, { inclCents: header.inclCents, lines })
      : [];
  const about = { supplierName, needsApproval: reasons.length > 0 };
  return presentPurchaseOrder(ctx, permission, record, about);
}
