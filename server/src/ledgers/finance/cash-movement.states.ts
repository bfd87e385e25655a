import { defineStates } from "../../kernel/states";

/** Every legal move of a receipt or payment. What is not written here is refused. */
export const cashMovementStates = defineStates({
  posted: { reverse: "reversed" },
});
