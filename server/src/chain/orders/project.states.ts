import { defineStates } from "../../kernel/states";

/** Every legal move of a project. What is not written here is refused. */
export const projectStates = defineStates({
  open: { finish: "done", cancel: "cancelled" },
});

export const projectTaskStates = defineStates({ open: { finish: "done" } });
export const milestoneStates = defineStates({ open: { reach: "reached" } });

export type ProjectState = (typeof projectStates.names)[number];
