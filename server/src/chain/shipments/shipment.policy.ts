import { defineRowPolicy } from "../../kernel/access";

/** A delivery is whose its customer's order is; the customer sees his own. */
const columns = {
  owner: "owner_id",
  department: "department_id",
  customer: "customer_id",
} as const;

export const shipmentPolicy = defineRowPolicy("shipment", columns);
export const claimPolicy = defineRowPolicy("claim", columns);
