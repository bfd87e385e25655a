import { defineRowPolicy } from "../../kernel/access";

/** A deal belongs to whoever works on it, and to that person's department. Customers do not see how we rate them. */
export const dealPolicy = defineRowPolicy("deal", {
  owner: "owner_id",
  department: "department_id",
});
