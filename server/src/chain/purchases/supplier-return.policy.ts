import { defineRowPolicy } from "../../kernel/access";

/** What goes back is whose its receipt is; the supplier sees his own. */
export const supplierReturnPolicy = defineRowPolicy("supplier_return", {
  owner: "owner_id",
  department: "department_id",
  supplier: "supplier_id",
});
