import { defineRowPolicy } from "../../kernel/access";

/** What goods are found to be is whose their purchase order is; the supplier sees his own. */
export const incomingInspectionPolicy = defineRowPolicy("incoming_inspection", {
  owner: "owner_id",
  department: "department_id",
  supplier: "supplier_id",
});
