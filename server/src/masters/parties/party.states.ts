import { defineStates } from "../../kernel/states";

/** Whether we trade with a party. */
export const partyStates = defineStates({
  trading: { hold: "on_hold" },
  on_hold: { release: "trading" },
});

export const stateOf = (party: { onHold: boolean }) => (party.onHold ? "on_hold" : "trading");

/** Whether parties may be given a payment term. */
export const paymentTermStates = defineStates({
  in_use: { deactivate: "out_of_use" },
  out_of_use: { activate: "in_use" },
});
