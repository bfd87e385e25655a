import { defineStates, type StateOf } from "../states/define-states";

const moves = {
  queued: { start: "running", cancel: "cancelled" },
  running: {
    succeed: "succeeded",
    fail: "failed",
    cancel: "cancelled",
    retry: "queued",
    giveUp: "dead",
    takeOver: "running",
  },
  dead: { rerun: "queued" },
} as const;

/** Every legal move of a job. `failed` is a business "no" that a repetition would meet again; `dead` gave up. */
export const jobStates = defineStates(moves);
export type JobState = StateOf<typeof moves>;
