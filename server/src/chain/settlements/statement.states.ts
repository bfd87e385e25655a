import { defineStates } from "../../kernel/states";

/** Every legal move of a statement. What is not written here is refused. */
export const statementStates = defineStates({
  draft: { send: "sent", withdraw: "withdrawn" },
  sent: { confirm: "confirmed", dispute: "disputed", withdraw: "withdrawn" },
  // Figures may be given again, and agreed to in the end.
  disputed: { confirm: "confirmed", dispute: "disputed", withdraw: "withdrawn" },
  confirmed: { sign: "signed" },
});

export type StatementState = (typeof statementStates.names)[number];
