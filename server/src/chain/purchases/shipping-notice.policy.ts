import { defineRowPolicy } from "../../kernel/access";

/** An announcement is whose its purchase order is; the supplier sees his own. */
export const shippingNoticePolicy = defineRowPolicy("shipping_notice", {
  owner: "owner_id",
  department: "department_id",
  supplier: "supplier_id",
});
