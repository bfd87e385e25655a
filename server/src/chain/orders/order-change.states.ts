import { defineStates } from "../../kernel/states";

/** Every legal move of an order change. What is not written here is refused. */
export const orderChangeStates = defineStates({
  draft: { submit: "pending_approval", apply: "applied", drop: "dropped" },
  pending_approval: { approve: "draft", refuse: "draft", drop: "dropped" },
});

export type OrderChangeState = (typeof orderChangeStates.names)[number];
