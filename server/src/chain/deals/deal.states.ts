import { defineStates } from "../../kernel/states";

/** Every legal move of a deal. Its stage is finer: a stage is of the kind of the state in which its deals are. */
export const dealStates = defineStates({
  open: { move: "open", win: "won", lose: "lost" },
  won: { reopen: "open" },
  lost: { reopen: "open" },
});

export type DealState = (typeof dealStates.names)[number];
