import { defineStates } from "../../kernel/states";

/** What goods that came are found to be, once. */
export const incomingInspectionStates = defineStates({
  pending: { pass: "passed", concede: "concession", fail: "failed" },
});
