import { projectsContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { createProject } from "./create-project";
import {
  addProjectTask,
  cancelProject,
  finishProject,
  finishProjectTask,
  reachMilestone,
  updateProject,
  updateProjectTask,
} from "./move-project";
import { findProject } from "./project.queries";
import { projectPolicy, projectResource } from "./project.resource";

declareAudience("project", projectPolicy, "projects.show", "sales");

// The contract owns names, inputs and outputs; this file only says who answers.
export const projectsOperations = implement(projectsContract, {
  ...listHandlers(projectResource),
  "projects.create": (ctx, input) => createProject(ctx, input),
  "projects.show": (ctx, { projectId }) => findProject(ctx, "projects.show", projectId),
  "projects.update": (ctx, input) => updateProject(ctx, input),
  "projects.updateTask": (ctx, input) => updateProjectTask(ctx, input),
  "projects.addTask": (ctx, input) => addProjectTask(ctx, input),
  "projects.finishTask": (ctx, input) => finishProjectTask(ctx, input),
  "projects.reachMilestone": (ctx, input) => reachMilestone(ctx, input),
  "projects.finish": (ctx, input) => finishProject(ctx, input),
  "projects.cancel": (ctx, input) => cancelProject(ctx, input),
});
