export {
  defineJob,
  installJobs,
  JobCancelled,
  JobLost,
  type AnyJob,
  type JobDefinition,
  type Progress,
} from "./define-job";
export { startJob } from "./start-job";
export { runNextJob } from "./run-job";
export { findJob, jobPolicy } from "./job.queries";
export { jobsOperations } from "./jobs.routes";
export type { JobState } from "./job.states";
