import { defineStates } from "../../kernel/states";

/** Every legal move of a stocktake. While it counts, moves of its scope are refused if it freezes. */
export const stocktakeStates = defineStates({
  draft: { start: "counting", cancel: "cancelled" },
  counting: { post: "posted", cancel: "cancelled" },
});

export type StocktakeState = (typeof stocktakeStates.names)[number];
