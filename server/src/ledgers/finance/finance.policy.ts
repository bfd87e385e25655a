import { defineRowPolicy } from "../../kernel/access";

/** What is between a party and us is seen by whoever looks after the party; its own contacts may see it and no other. */
const columns = {
  owner: "owner_id",
  department: "department_id",
  customer: "party_id",
  supplier: "party_id",
} as const;

export const openItemPolicy = defineRowPolicy("open_item", columns);
export const receiptPolicy = defineRowPolicy("receipt", columns);
export const paymentPolicy = defineRowPolicy("payment", columns);
export const allocationPolicy = defineRowPolicy("allocation", columns);
