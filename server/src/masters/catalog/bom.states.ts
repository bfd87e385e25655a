import { defineStates } from "../../kernel/states";

/** A version is written as a draft, in force once released, and gone once retired. */
export const bomStates = defineStates({
  draft: { release: "released", retire: "retired" },
  released: { retire: "retired" },
});
