import { defineRowPolicy } from "../../kernel/access";

/** A quote belongs to the sales person who serves its customer, and to that person's department. */
export const quotePolicy = defineRowPolicy("quote", {
  owner: "owner_id",
  department: "department_id",
  customer: "customer_id",
});
