import { goodsReceiptList, purchaseOrderList } from "@quanlian/shared/contract";
import { defineRowPolicy } from "../../kernel/access";
import { defineResource } from "../../kernel/fields";
import type { Id } from "../../kernel/ids";
import { declareSearchable } from "../../kernel/search";
import { Party } from "../../masters/parties";
import { GoodsReceipt, PurchaseOrder } from "./purchase-order.model";
import { purchaseOrderPolicy } from "./purchase-order.policy";

/** Where the fields of the purchase orders' list come from. */
export const purchaseOrderResource = defineResource(purchaseOrderList, {
  policy: purchaseOrderPolicy,
  table: PurchaseOrder,
  alias: "o",
  joins: { p: { table: Party, on: "p.id = o.supplier_id" } },
  columns: {
    number: "o.number",
    state: "o.state",
    supplier: { id: "o.supplier_id", label: "p.name", join: "p" },
    orderedOn: "o.ordered_on",
    inclCents: "o.incl_cents",
    createdAt: "o.created_at",
  },
  search: { subjectType: "purchase_order", fields: ["number"] },
});

declareSearchable("purchase_order", { resource: purchaseOrderResource, title: "number" });

/** The texts under which an order is found. */
export const searchedPurchaseOrder = (order: { id: Id; number: string }) => ({
  id: order.id,
  texts: [order.number],
});

/** What came is whose order it came of; the supplier sees his own. */
export const goodsReceiptPolicy = defineRowPolicy("goods_receipt", {
  owner: "owner_id",
  department: "department_id",
  supplier: "supplier_id",
});

export const goodsReceiptResource = defineResource(goodsReceiptList, {
  policy: goodsReceiptPolicy,
  table: GoodsReceipt,
  alias: "g",
  joins: {
    p: { table: Party, on: "p.id = g.supplier_id" },
    o: { table: PurchaseOrder, on: "o.id = g.purchase_order_id" },
  },
  columns: {
    number: "g.number",
    purchaseOrder: { sql: "o.number", join: "o" },
    supplier: { id: "g.supplier_id", label: "p.name", join: "p" },
    receivedOn: "g.received_on",
    supplierNote: "g.supplier_note",
    createdAt: "g.created_at",
  },
  search: { subjectType: null, fields: ["number", "purchaseOrder"] },
});
