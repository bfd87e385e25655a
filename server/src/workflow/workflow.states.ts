import { defineStates } from "../kernel/states";

/** A request is decided or withdrawn, once. */
export const approvalStates = defineStates({
  pending: { approve: "approved", refuse: "refused", withdraw: "withdrawn" },
});

export type ApprovalState = (typeof approvalStates.names)[number];

/** Done by a person, or by the event that it waited for; dropped when nobody needs it any more. */
export const taskStates = defineStates({
  open: { complete: "done", drop: "dropped" },
});

export type TaskState = (typeof taskStates.names)[number];
