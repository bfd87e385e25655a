import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** Projects: what order lines of the mode project belong to, with tasks and milestones. */

const taskInput = z.strictObject({
  title: shape.text(255),
  assigneeId: shape.id.optional(),
  startsOn: shape.day.optional(),
  dueOn: shape.day.optional(),
  /** The number of an earlier task (its place in this list, from 1) that must be done first. */
  dependsOnNo: z.int().min(1).max(500).optional(),
});
const milestoneInput = z.strictObject({ name: shape.text(64), dueOn: shape.day.optional() });

export const projectStateNames = ["open", "done", "cancelled"] as const;
export const projectTaskStateNames = ["open", "done"] as const;
export const milestoneStateNames = ["open", "reached"] as const;

export const project = z.object({
  id: z.string(),
  number: z.string(),
  name: z.string(),
  state: z.enum(projectStateNames),
  revision: z.int(),
  customerId: z.string(),
  customerName: z.string(),
  ownerId: z.string().nullable(),
  dueOn: z.string().nullable(),
  note: z.string(),
  tasks: z.array(
    z.object({
      id: z.string(),
      taskNo: z.int(),
      title: z.string(),
      assigneeId: z.string().nullable(),
      startsOn: z.string().nullable(),
      dueOn: z.string().nullable(),
      dependsOnNo: z.int().nullable(),
      state: z.enum(projectTaskStateNames),
    }),
  ),
  milestones: z.array(
    z.object({
      id: z.string(),
      milestoneNo: z.int(),
      name: z.string(),
      dueOn: z.string().nullable(),
      state: z.enum(milestoneStateNames),
      reachedOn: z.string().nullable(),
      evidence: z.string(),
    }),
  ),
  orders: z.array(
    z.object({ id: z.string(), number: z.string(), state: z.string(), inclCents: z.int() }),
  ),
  actions: shape.actions,
});
export type ProjectView = z.output<typeof project>;

/** Projects as a list shows them. */
export const projectList = declareList("projects", {
  subject: "project",
  about: "projects",
  function: "sales",
  actors: ["staff"],
  fields: {
    number: listField.code(),
    name: listField.text(),
    state: listField.oneOf(projectStateNames),
    customer: listField.reference(),
    dueOn: listField.day(),
    createdAt: listField.instant({ shown: false }),
  },
});

const staffSales = { actors: ["staff"], function: "sales", output: project } as const;
const oneProject = { type: "project", key: "projectId" } as const;
const named = { projectId: shape.id, revision: shape.revision };

export const projectsContract = {
  ...listContract(projectList),
  "projects.create": write({
    ...staffSales,
    summary: "Opens a project for a customer, with its tasks and milestones.",
    input: z.strictObject({
      customerId: shape.id,
      name: shape.text(128),
      dueOn: shape.day.optional(),
      note: shape.note(1000).optional(),
      tasks: z.array(taskInput).max(500).default([]),
      milestones: z.array(milestoneInput).max(50).default([]),
    }),
    permission: "projects.create",
    subject: { type: "project", creates: true },
    errors: ["reference.not_found", "party.not_customer"],
  }),
  "projects.show": read({
    ...staffSales,
    summary: "One project with its tasks, milestones and orders.",
    input: z.strictObject({ projectId: shape.id }),
    permission: "projects.show",
    subject: oneProject,
  }),
  "projects.update": write({
    ...staffSales,
    summary: "Edits an open project: its name, day and note.",
    input: z.strictObject({
      ...named,
      name: shape.text(128).optional(),
      dueOn: shape.day.nullable().optional(),
      note: shape.note(1000).optional(),
    }),
    permission: "projects.update",
    subject: oneProject,
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "projects.updateTask": write({
    ...staffSales,
    summary: "Edits an open task: what it is, who does it, and when.",
    input: z.strictObject({
      ...named,
      taskNo: z.int().min(1).max(10_000),
      title: shape.text(255).optional(),
      assigneeId: shape.id.nullable().optional(),
      startsOn: shape.day.nullable().optional(),
      dueOn: shape.day.nullable().optional(),
    }),
    permission: "projects.updateTask",
    subject: oneProject,
    errors: ["revision.stale", "state.illegal_move", "reference.not_found"],
  }),
  "projects.addTask": write({
    ...staffSales,
    summary: "Adds a task to an open project.",
    input: z.strictObject({ ...named, task: taskInput }),
    permission: "projects.addTask",
    subject: oneProject,
    errors: ["revision.stale", "state.illegal_move", "reference.not_found"],
  }),
  "projects.finishTask": write({
    ...staffSales,
    summary: "A task is done; the one that it waits for must be.",
    input: z.strictObject({ ...named, taskNo: z.int().min(1).max(10_000) }),
    permission: "projects.finishTask",
    subject: oneProject,
    errors: ["revision.stale", "state.illegal_move", "reference.not_found", "project.task_waits"],
  }),
  "projects.reachMilestone": write({
    ...staffSales,
    summary:
      "A milestone is reached, with its evidence: what the project's orders are to be paid at it falls due.",
    input: z.strictObject({
      ...named,
      milestoneNo: z.int().min(1).max(1_000),
      reachedOn: shape.day.optional(),
      evidence: shape.text(1000),
    }),
    permission: "projects.reachMilestone",
    subject: oneProject,
    errors: ["revision.stale", "state.illegal_move", "reference.not_found"],
  }),
  "projects.finish": write({
    ...staffSales,
    summary: "Ends a project whose tasks are done and whose milestones are reached.",
    input: z.strictObject(named),
    permission: "projects.finish",
    subject: oneProject,
    errors: ["revision.stale", "state.illegal_move", "project.unfinished"],
  }),
  "projects.cancel": write({
    ...staffSales,
    summary: "Gives a project up that has no live order.",
    input: z.strictObject({ ...named, reason: shape.text(500) }),
    permission: "projects.cancel",
    subject: oneProject,
    errors: ["revision.stale", "state.illegal_move", "project.has_orders"],
  }),
} as const satisfies Contract;
