import { taskList } from "@quanlian/shared/contract";
import { defineResource } from "../kernel/fields";
import { User } from "../masters/people";
import { Task } from "./workflow.model";
import { taskPolicy } from "./workflow.policy";

/** Where the fields of the list of tasks come from. */
export const taskResource = defineResource(taskList, {
  policy: taskPolicy,
  table: Task,
  alias: "t",
  joins: { u: { table: User, on: "u.id = t.assignee_id" } },
  columns: {
    title: "t.title",
    state: "t.state",
    dueOn: "t.due_on",
    assignee: { id: "t.assignee_id", label: "u.name", join: "u" },
    number: "t.number",
    subjectType: "t.subject_type",
    code: "t.code",
    createdAt: "t.created_at",
  },
  search: { subjectType: null, fields: ["title", "number"] },
});
