import { defineRowPolicy } from "../../kernel/access";

/** A statement is whose its party is with us; the party sees its own. */
export const statementPolicy = defineRowPolicy("statement", {
  owner: "owner_id",
  department: "department_id",
  customer: "party_id",
  supplier: "party_id",
});
