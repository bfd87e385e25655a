import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, staff, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** What documents wait for, and what people have to do by when. */

export const approvalStateNames = ["pending", "approved", "refused", "withdrawn"] as const;
export const taskStateNames = ["open", "done", "dropped"] as const;

export const approvalList = declareList("approvals", {
  subject: "approval",
  about: "requests for approval",
  function: "core",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    subjectType: listField.code(),
    state: listField.oneOf(approvalStateNames),
    requester: listField.reference(),
    decider: listField.reference(),
    decidedAt: listField.instant(),
    createdAt: listField.instant(),
  },
});

export const taskList = declareList("tasks", {
  subject: "task",
  about: "what people have to do",
  function: "core",
  actors: ["staff"],
  searchable: true,
  fields: {
    title: listField.text(),
    state: listField.oneOf(taskStateNames),
    dueOn: listField.day(),
    assignee: listField.reference(),
    number: listField.code(),
    subjectType: listField.code({ shown: false }),
    code: listField.code({ shown: false }),
    createdAt: listField.instant({ shown: false }),
  },
});

const facts = z.record(z.string(), z.unknown());

export const approval = z.object({
  id: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  number: z.string(),
  state: z.enum(approvalStateNames),
  ownerId: z.string().nullable(),
  departmentId: z.string().nullable(),
  requesterId: z.string().nullable(),
  requesterName: z.string().nullable(),
  permission: z.string(),
  reasons: z.array(z.object({ code: z.string(), facts, message: z.string() })),
  note: z.string(),
  deciderName: z.string().nullable(),
  decidedAt: z.string().nullable(),
  createdAt: z.string(),
  revision: z.int(),
  actions: shape.actions,
});
export type Approval = z.output<typeof approval>;

export const task = z.object({
  id: z.string(),
  subjectType: z.string().nullable(),
  subjectId: z.string().nullable(),
  number: z.string().nullable(),
  state: z.enum(taskStateNames),
  assigneeId: z.string().nullable(),
  assigneeName: z.string().nullable(),
  departmentId: z.string().nullable(),
  code: z.string().nullable(),
  facts,
  title: z.string(),
  note: z.string(),
  dueOn: z.string().nullable(),
  closedAt: z.string().nullable(),
  createdAt: z.string(),
  revision: z.int(),
  actions: shape.actions,
});
export type Task = z.output<typeof task>;

const taskKey = { taskId: shape.id, revision: shape.revision };
const aboutTask = { output: task, subject: { type: "task", key: "taskId" } } as const;
const deciding = {
  ...staff,
  output: approval,
  subject: { type: "approval", key: "approvalId" },
  errors: ["revision.stale", "state.illegal_move", "approval.own_request"],
} as const;

export const workflowContract = {
  ...listContract(approvalList),
  "approvals.show": read({
    ...staff,
    summary: "One request with its reasons, and whether this person may decide it.",
    input: z.strictObject({ approvalId: shape.id }),
    output: approval,
    permission: "approvals.show",
    subject: { type: "approval", key: "approvalId" },
  }),
  "approvals.approve": write({
    ...deciding,
    summary:
      "Agrees to what a document asks for; the document goes on in the same transaction. Nobody decides his own request.",
    input: z.strictObject({
      approvalId: shape.id,
      revision: shape.revision,
      note: shape.text(1000).optional(),
    }),
    permission: "approvals.approve",
  }),
  "approvals.refuse": write({
    ...deciding,
    summary: "Does not agree, and says why; the document goes back to whoever asked.",
    input: z.strictObject({
      approvalId: shape.id,
      revision: shape.revision,
      note: shape.text(1000),
    }),
    permission: "approvals.refuse",
  }),
  ...listContract(taskList),
  "tasks.show": read({
    ...staff,
    ...aboutTask,
    summary: "One task, in the reader's language.",
    input: z.strictObject({ taskId: shape.id }),
    permission: "tasks.show",
  }),
  "tasks.create": write({
    ...staff,
    summary: "Writes down something to do: for oneself unless a colleague is named.",
    input: z.strictObject({
      title: shape.text(500),
      note: shape.note(1000).optional(),
      dueOn: shape.day.optional(),
      /** Null: for whoever of the own department takes it. */
      assigneeId: shape.id.nullable().optional(),
    }),
    output: task,
    permission: "tasks.create",
    subject: { type: "task", creates: true },
    errors: ["reference.not_found"],
  }),
  "tasks.update": write({
    ...staff,
    ...aboutTask,
    summary: "Changes an open task: its text, its day, who does it.",
    input: z.strictObject({
      ...taskKey,
      title: shape.text(500).optional(),
      note: shape.note(1000).optional(),
      dueOn: shape.day.nullable().optional(),
      assigneeId: shape.id.nullable().optional(),
    }),
    permission: "tasks.update",
    errors: ["revision.stale", "state.illegal_move", "reference.not_found"],
  }),
  "tasks.complete": write({
    ...staff,
    ...aboutTask,
    summary: "Says that a task is done.",
    input: z.strictObject(taskKey),
    permission: "tasks.complete",
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "tasks.drop": write({
    ...staff,
    ...aboutTask,
    summary: "Says that a task is not needed any more.",
    input: z.strictObject(taskKey),
    permission: "tasks.drop",
    errors: ["revision.stale", "state.illegal_move"],
  }),
} as const satisfies Contract;
