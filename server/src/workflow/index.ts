export { approvalDecided, type ApprovalDecided } from "./approval.events";
export { closeTasks } from "./close-tasks";
export { moveTasks } from "./move-tasks";
export { giveTask, type GivenTask } from "./give-task";
export {
  requestApproval,
  withdrawApproval,
  type ApprovalRequest,
  type WorkflowSubject,
} from "./request-approval";
export type { ApprovalReason } from "./workflow.model";
export { workflowOperations } from "./workflow.routes";
