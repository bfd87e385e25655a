import type { PurchaseOrderView } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { presentPurchaseOrder } from "./purchase-order.present";
import { nameSupplier, readPurchaseOrder } from "./purchase-order.queries";

/** One purchase order as staff see it, if the actor may see it under the permission; otherwise not found. */
export async function findPurchaseOrder(
  ctx: Ctx,
  permission: string,
  purchaseOrderId: Id,
): Promise<PurchaseOrderView> {
  const record = await readPurchaseOrder(ctx, permission, purchaseOrderId);
  const supplierName = await nameSupplier(ctx, record.header.supplierId);
  return presentPurchaseOrder(ctx, permission, record, supplierName);
}
