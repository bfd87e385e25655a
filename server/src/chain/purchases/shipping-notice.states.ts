import { defineStates } from "../../kernel/states";

/** Every legal move of a supplier's announcement. */
export const shippingNoticeStates = defineStates({
  sent: { receive: "received", cancel: "cancelled" },
});
