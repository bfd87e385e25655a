import { shippingNoticeList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { Party } from "../../masters/parties";
import { PurchaseOrder } from "./purchase-order.model";
import { ShippingNotice } from "./shipping-notice.model";
import { shippingNoticePolicy } from "./shipping-notice.policy";

/** Where the fields of the announcements' list come from. */
export const shippingNoticeResource = defineResource(shippingNoticeList, {
  policy: shippingNoticePolicy,
  table: ShippingNotice,
  alias: "n",
  joins: {
    p: { table: Party, on: "p.id = n.supplier_id" },
    o: { table: PurchaseOrder, on: "o.id = n.purchase_order_id" },
  },
  columns: {
    number: "n.number",
    state: "n.state",
    supplier: { id: "n.supplier_id", label: "p.name", join: "p" },
    purchaseOrder: { id: "n.purchase_order_id", label: "o.number", join: "o" },
    straight: "n.straight",
    carrier: "n.carrier",
    waybill: "n.waybill",
    shippedOn: "n.shipped_on",
    expectedOn: "n.expected_on",
    createdAt: "n.created_at",
  },
  search: { subjectType: null, fields: ["number", "waybill"] },
});
