import { defineRowPolicy } from "../../kernel/access";

/** An order belongs to the sales person who serves its customer, and to that person's department. */
export const orderPolicy = defineRowPolicy("order", {
  owner: "owner_id",
  department: "department_id",
  customer: "customer_id",
});
