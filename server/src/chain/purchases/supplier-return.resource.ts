import { supplierReturnList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { Party } from "../../masters/parties";
import { GoodsReceipt } from "./purchase-order.model";
import { SupplierReturn } from "./supplier-return.model";
import { supplierReturnPolicy } from "./supplier-return.policy";

/** Where the fields of the list of returns come from. */
export const supplierReturnResource = defineResource(supplierReturnList, {
  policy: supplierReturnPolicy,
  table: SupplierReturn,
  alias: "r",
  joins: {
    p: { table: Party, on: "p.id = r.supplier_id" },
    g: { table: GoodsReceipt, on: "g.id = r.goods_receipt_id" },
  },
  columns: {
    number: "r.number",
    state: "r.state",
    supplier: { id: "r.supplier_id", label: "p.name", join: "p" },
    goodsReceipt: { id: "r.goods_receipt_id", label: "g.number", join: "g" },
    reason: "r.reason",
    waybill: "r.waybill",
    returnedOn: "r.returned_on",
    createdAt: "r.created_at",
  },
  search: { subjectType: null, fields: ["number", "waybill"] },
});
