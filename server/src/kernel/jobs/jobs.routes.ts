import { jobsContract } from "@quanlian/shared/contract";
import { implement } from "../http/registry";
import { declareAudience } from "../live/audiences";
import { cancelJob } from "./cancel-job";
import { findJob, jobPolicy, listJobs } from "./job.queries";

declareAudience("job", jobPolicy, "jobs.show");

export const jobsOperations = implement(jobsContract, {
  "jobs.list": (ctx, input) => listJobs(ctx, input),
  "jobs.show": (ctx, { jobId }) => findJob(ctx, jobId),
  "jobs.cancel": (ctx, { jobId }) => cancelJob(ctx, jobId),
});
