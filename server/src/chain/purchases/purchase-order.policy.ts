import { defineRowPolicy } from "../../kernel/access";

/** A purchase order belongs to the buyer who placed it, and to that person's department; the supplier sees his own. */
export const purchaseOrderPolicy = defineRowPolicy("purchase_order", {
  owner: "owner_id",
  department: "department_id",
  supplier: "supplier_id",
});
