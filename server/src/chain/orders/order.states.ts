import { defineStates } from "../../kernel/states";

/** Every legal move of a sales order. What is not written here is refused. */
export const orderStates = defineStates({
  draft: { submit: "pending_approval", confirm: "confirmed", cancel: "cancelled" },
  pending_approval: { approve: "confirmed", refuse: "draft", cancel: "cancelled" },
  confirmed: { complete: "completed", cancel: "cancelled", closeShort: "closed_short" },
});

export type OrderState = (typeof orderStates.names)[number];
