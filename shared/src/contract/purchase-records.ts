import { z } from "zod";
import { shipTo } from "./order-lines";
import * as shape from "./primitives";

/** What purchase orders and receipts look like to staff and to suppliers. */

export const purchaseOrderStateNames = [
  "draft",
  "pending_approval",
  "issued",
  "confirmed",
  "countered",
  "partly_received",
  "received",
  "closed",
  "cancelled",
] as const;

const line = z.object({
  id: z.string(),
  lineNo: z.int(),
  state: z.enum(["open", "received", "closed", "cancelled"]),
  requisitionLineId: z.string(),
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  warehouseId: z.string(),
  quantity: z.string(),
  receivedQuantity: z.string(),
  /** Prices are null where the actor may not see what things cost. */
  unitPrice: z.string().nullable(),
  taxRate: z.string(),
  inclCents: z.int().nullable(),
  exclCents: z.int().nullable(),
  taxCents: z.int().nullable(),
  dueOn: z.string(),
  confirmedOn: z.string().nullable(),
  counterQuantity: z.string().nullable(),
  counterPrice: z.string().nullable(),
  counterOn: z.string().nullable(),
  orderLineId: z.string().nullable(),
  shipTo: shipTo.nullable(),
});

export const purchaseOrder = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(purchaseOrderStateNames),
  revision: z.number(),
  supplierId: z.string(),
  supplierName: z.string(),
  ownerId: z.string().nullable(),
  departmentId: z.string().nullable(),
  orderedOn: z.string(),
  paymentTermId: z.string().nullable(),
  pricesIncludeTax: z.boolean(),
  inclCents: z.int().nullable(),
  exclCents: z.int().nullable(),
  taxCents: z.int().nullable(),
  note: z.string(),
  counterNote: z.string(),
  /** We would agree to the supplier's counter; somebody who may has to agree first. */
  counterAwaitsApproval: z.boolean(),
  /** Of a draft: the company's rules want somebody's agreement before its supplier gets it. */
  needsApproval: z.boolean(),
  /** Why somebody did not agree to the order. */
  approvalNote: z.string(),
  issuedAt: z.string().nullable(),
  answeredAt: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  cancelReason: z.string().nullable(),
  lines: z.array(line),
  masked: z.array(z.string()),
  actions: shape.actions,
});
/** When an order needs somebody's agreement before its supplier gets it. Null: never for this reason. */
export const purchaseRules = z.object({
  approveAboveCents: z.int().nullable(),
  /** A line dearer than the supplier's price list by more than this; 0.1 is 10 %. */
  approveIncreaseRate: z.string().nullable(),
  /** 0 where none were set yet. */
  revision: z.int(),
});
export type PurchaseRulesView = z.output<typeof purchaseRules>;
export type PurchaseOrderView = z.output<typeof purchaseOrder>;

/** What the supplier's contact sees: his own order, without whom it is for, our notes and our people. */
export const portalPurchaseOrder = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(purchaseOrderStateNames),
  orderedOn: z.string(),
  pricesIncludeTax: z.boolean(),
  inclCents: z.int(),
  exclCents: z.int(),
  taxCents: z.int(),
  counterNote: z.string(),
  issuedAt: z.string(),
  answeredAt: z.string().nullable(),
  lines: z.array(
    line
      .omit({ requisitionLineId: true, warehouseId: true, itemId: true, orderLineId: true })
      .extend({
        unitPrice: z.string(),
        inclCents: z.int(),
        exclCents: z.int(),
        taxCents: z.int(),
      }),
  ),
  actions: shape.actions,
});
export type PortalPurchaseOrder = z.output<typeof portalPurchaseOrder>;

const receiptLine = z.object({
  id: z.string(),
  lineNo: z.int(),
  purchaseOrderLineId: z.string(),
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  warehouseId: z.string(),
  locationId: z.string(),
  lotId: z.string(),
  lotNumber: z.string(),
  quantity: z.string(),
  valueCents: z.int().nullable(),
});

export const goodsReceipt = z.object({
  id: z.string(),
  number: z.string(),
  purchaseOrderId: z.string(),
  purchaseOrderNumber: z.string(),
  supplierId: z.string(),
  supplierName: z.string(),
  receivedOn: z.string(),
  supplierNote: z.string(),
  note: z.string(),
  lines: z.array(receiptLine),
  masked: z.array(z.string()),
});
export type GoodsReceiptView = z.output<typeof goodsReceipt>;
