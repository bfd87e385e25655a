import { defineRowPolicy } from "../../kernel/access";

/** A change belongs to whom its order belongs to. */
export const orderChangePolicy = defineRowPolicy("order_change", {
  owner: "owner_id",
  department: "department_id",
  customer: "customer_id",
});
