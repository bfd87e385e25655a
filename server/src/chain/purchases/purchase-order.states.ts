import { defineStates } from "../../kernel/states";

/**
 * Every legal move of a purchase order. One that the supplier counters runs on as it was issued until we accept. What is not
 * written here is refused.
 */
export const purchaseOrderStates = defineStates({
  draft: { submit: "pending_approval", issue: "issued", cancel: "cancelled" },
  pending_approval: { approve: "issued", refuse: "draft", cancel: "cancelled" },
  issued: {
    confirm: "confirmed",
    counter: "countered",
    receive: "partly_received",
    complete: "received",
    cancel: "cancelled",
  },
  countered: {
    accept: "confirmed",
    refuse: "issued",
    receive: "partly_received",
    complete: "received",
    cancel: "cancelled",
  },
  confirmed: { receive: "partly_received", complete: "received", cancel: "cancelled" },
  partly_received: {
    reopen: "partly_received",
    receive: "partly_received",
    complete: "received",
    close: "closed",
    closeShort: "closed",
  },
  received: { reopen: "partly_received", close: "closed" },
});

/** Every legal move of one of its lines. */
export const purchaseOrderLineStates = defineStates({
  open: { complete: "received", close: "closed", cancel: "cancelled" },
  received: { reopen: "open" },
});

export type PurchaseOrderState = (typeof purchaseOrderStates.names)[number];
