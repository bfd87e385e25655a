import { defineStates } from "../../kernel/states";

/** Every legal move of an order change. What is not written here is refused. */
export const orderChangeStates = defineStates({
  draft: { apply: "applied", drop: "dropped" },
});

export type OrderChangeState = (typeof orderChangeStates.names)[number];
