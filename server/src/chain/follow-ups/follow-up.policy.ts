import { defineRowPolicy } from "../../kernel/access";

/** In the list a follow-up belongs to its writer; at its subject it is read by whoever may see the subject. */
export const followUpPolicy = defineRowPolicy("followUp", {
  owner: "owner_id",
  department: "department_id",
});
