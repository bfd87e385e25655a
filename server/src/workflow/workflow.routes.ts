import { workflowContract } from "@quanlian/shared/contract";
import { listHandlers } from "../kernel/exchange";
import { implement } from "../kernel/http";
import { declareAudience } from "../kernel/live";
import { presentApproval } from "./approval.present";
import { findApproval } from "./approval.queries";
import { approvalResource } from "./approval.resource";
import { approve, refuseApproval } from "./decide-approval";
import { presentTask } from "./task.present";
import { showTask } from "./task.queries";
import { taskResource } from "./task.resource";
import { approvalPolicy, taskPolicy } from "./workflow.policy";
import { completeTask, createTask, dropTask, updateTask } from "./write-task";

declareAudience("approval", approvalPolicy, "approvals.show");
declareAudience("task", taskPolicy, "tasks.show");

// The contract owns names, inputs and outputs; this file only says who answers.
export const workflowOperations = implement(workflowContract, {
  ...listHandlers(approvalResource),
  "approvals.show": async (ctx, { approvalId }) =>
    presentApproval(ctx, await findApproval(ctx, "approvals.show", approvalId)),
  "approvals.approve": async (ctx, input) => presentApproval(ctx, await approve(ctx, input)),
  "approvals.refuse": async (ctx, input) => presentApproval(ctx, await refuseApproval(ctx, input)),
  ...listHandlers(taskResource),
  "tasks.show": async (ctx, { taskId }) => presentTask(ctx, await showTask(ctx, taskId)),
  "tasks.create": async (ctx, input) => presentTask(ctx, await createTask(ctx, input)),
  "tasks.update": async (ctx, input) => presentTask(ctx, await updateTask(ctx, input)),
  "tasks.complete": async (ctx, input) => presentTask(ctx, await completeTask(ctx, input)),
  "tasks.drop": async (ctx, input) => presentTask(ctx, await dropTask(ctx, input)),
});
