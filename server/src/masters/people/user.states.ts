import { defineStates } from "../../kernel/states";

/** Every legal move of a user. Whoever left keeps the history and may come back. */
export const userStates = defineStates({
  active: { leave: "left" },
  left: { rejoin: "active" },
});
