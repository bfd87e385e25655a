import {
  day,
  defineDocument,
  defineTable,
  instant,
  integer,
  nullable,
  oneOf,
  reference,
  text,
} from "../../kernel/db";
import { milestoneStates, projectStates, projectTaskStates } from "./project.states";

/** What lines of the mode project belong to. */
export class Project extends defineDocument(
  "projects",
  {
    number: text(64),
    name: text(128),
    customerId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    state: oneOf(...projectStates.names),
    dueOn: nullable(day()),
    note: nullable(text(1000)),
  },
  { customer: "customerId" },
) {}

/** Something to do for a project, perhaps after another task. */
export class ProjectTask extends defineTable("project_tasks", {
  projectId: reference(),
  taskNo: integer(),
  title: text(255),
  assigneeId: nullable(reference()),
  startsOn: nullable(day()),
  dueOn: nullable(day()),
  dependsOnNo: nullable(integer()),
  state: oneOf(...projectTaskStates.names),
  doneAt: nullable(instant()),
}) {}

/** A point of a project at which something is to be paid. Its name is the one that payment terms give their stages. */
export class ProjectMilestone extends defineTable(
  "project_milestones",
  {
    projectId: reference(),
    milestoneNo: integer(),
    customerId: reference(),
    name: text(64),
    dueOn: nullable(day()),
    state: oneOf(...milestoneStates.names),
    reachedOn: nullable(day()),
    evidence: nullable(text(1000)),
  },
  { customer: "customerId" },
) {}
