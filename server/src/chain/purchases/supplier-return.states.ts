import { defineStates } from "../../kernel/states";

/** Every legal move of a return to a supplier. */
export const supplierReturnStates = defineStates({
  draft: { dispatch: "dispatched", cancel: "cancelled" },
});
