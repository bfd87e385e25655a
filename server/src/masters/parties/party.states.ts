import { defineStates } from "../../kernel/states";

/** Whether we trade with a party. */
export const partyStates = defineStates({
  trading: { hold: "on_hold" },
  on_hold: { release: "trading" },
});

export const stateOf = (party: { onHold: boolean }) => (party.onHold ? "on_hold" : "trading");
