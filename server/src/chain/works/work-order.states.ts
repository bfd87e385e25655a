import { defineStates } from "../../kernel/states";

/** Every legal move of a work order. What is not written here is refused. */
export const workOrderStates = defineStates({
  planned: { release: "released", cancel: "cancelled" },
  released: { start: "in_progress", finish: "finished", cancel: "cancelled" },
  in_progress: { finish: "finished" },
  finished: { close: "closed" },
});

/** Every legal move of a task: one operation of a work order. */
export const taskStates = defineStates({
  waiting: { ready: "ready" },
  ready: { start: "running" },
  running: { pause: "paused", finish: "done" },
  paused: { resume: "running" },
  /** More comes from the operation before than was expected: scrap is made good. */
  done: { reopen: "running" },
});
