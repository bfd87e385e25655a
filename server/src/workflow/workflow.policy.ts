import { defineRowPolicy, type RowPolicy } from "../kernel/access";

/** A request belongs to whoever owns the document that waits. */
export const approvalPolicy = defineRowPolicy("approval", {
  owner: "owner_id",
  department: "department_id",
});

/** The row scope that decides about a document of this kind is the one that roles name for the document itself. */
export const decidingPolicy = (subjectType: string): RowPolicy => ({
  ...approvalPolicy,
  subject: subjectType,
});

/** A task belongs to whoever has to do it. */
export const taskPolicy = defineRowPolicy("task", {
  owner: "assignee_id",
  department: "department_id",
});
