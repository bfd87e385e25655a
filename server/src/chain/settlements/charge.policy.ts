import { defineRowPolicy } from "../../kernel/access";

/** A charge is whose its document is. */
export const chargePolicy = defineRowPolicy("charge", {
  owner: "owner_id",
  department: "department_id",
});
