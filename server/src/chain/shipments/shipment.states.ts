import { defineStates } from "../../kernel/states";

/** Every legal move of a delivery note. What is not written here is refused. */
export const shipmentStates = defineStates({
  draft: { pick: "picked", cancel: "cancelled" },
  picked: { pick: "picked", dispatch: "dispatched", cancel: "cancelled" },
  dispatched: { deliver: "delivered", accept: "accepted", dispute: "disputed" },
  delivered: { accept: "accepted", dispute: "disputed" },
  disputed: { resolve: "resolved" },
});

/** Every legal move of a claim. */
export const claimStates = defineStates({
  open: { credit: "credited", redeliver: "redelivered", refuse: "refused" },
});

export type ShipmentState = (typeof shipmentStates.names)[number];
export type ClaimState = (typeof claimStates.names)[number];
