import type { Job } from "@quanlian/shared/contract";
import type { ActorStamp } from "../access/actor";
import type { Ctx } from "../access/ctx";
import { defineRowPolicy, may, rowAllowed, rowPredicate } from "../access/row-rule";
import { refuseNotFound } from "../errors";
import type { Id } from "../ids/id";
import type { JobError } from "./job.model";
import { jobStates, type JobState } from "./job.states";

/** A job is its starter's; roles may widen that to a department or to all. */
export const jobPolicy = defineRowPolicy("job", { owner: "owner_id", department: "department_id" });

export interface JobsQuery {
  state?: JobState;
  kind?: string;
  cursor?: Id;
  limit: number;
}

interface JobRecord {
  id: Id;
  kind: string;
  state: JobState;
  progressDone: number;
  progressTotal: number | null;
  message: string | null;
  cancelRequested: boolean;
  attempts: number;
  actor: string;
  result: string | null;
  error: string | null;
  ownerId: Id | null;
  departmentId: Id | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

const COLUMNS = `j.id, j.kind, j.state, j.progress_done AS progressDone, j.progress_total AS progressTotal, j.message,
  j.cancel_requested AS cancelRequested, j.attempts, j.actor, j.result, j.error, j.owner_id AS ownerId,
  j.department_id AS departmentId, j.created_at AS createdAt, j.started_at AS startedAt, j.finished_at AS finishedAt`;

const LARGEST_ID = "9223372036854775807";

/** Jobs within the actor's rule, newest first. */
export async function listJobs(ctx: Ctx, query: JobsQuery) {
  const found = await ctx.rows<JobRecord>(
    `SELECT ${COLUMNS} FROM jobs j WHERE j.tenant_id = :tenant AND j.id < :beforeId
       AND (:anyState OR j.state = :state) AND (:anyKind OR j.kind = :kind)
       AND ${rowPredicate(ctx.actor, jobPolicy, "jobs.list", "j")}
     ORDER BY j.id DESC LIMIT :atMost`,
    {
      beforeId: query.cursor ?? LARGEST_ID,
      anyState: query.state === undefined,
      state: query.state ?? "",
      anyKind: query.kind === undefined,
      kind: query.kind ?? "",
      atMost: query.limit + 1,
    },
  );
  const rows = found.slice(0, query.limit).map((record) => present(ctx, record));
  return { rows, nextCursor: found.length > query.limit ? rows.at(-1)!.id : null };
}

/** One job within the actor's rule; another's is not found. */
export async function findJob(ctx: Ctx, jobId: Id, permission = "jobs.show"): Promise<Job> {
  const record = await ctx.row<JobRecord>(
    `SELECT ${COLUMNS} FROM jobs j WHERE j.tenant_id = :tenant AND j.id = :jobId
       AND ${rowPredicate(ctx.actor, jobPolicy, permission, "j")}`,
    { jobId },
  );
  if (!record) refuseNotFound("job");
  return present(ctx, record);
}

function present(ctx: Ctx, record: JobRecord): Job {
  return {
    id: record.id,
    kind: record.kind,
    state: record.state,
    progressDone: record.progressDone,
    progressTotal: record.progressTotal,
    message: record.message,
    cancelRequested: record.cancelRequested,
    attempts: record.attempts,
    startedBy: (JSON.parse(record.actor) as ActorStamp).name,
    result: record.result === null ? null : (JSON.parse(record.result) as unknown),
    error: record.error === null ? null : (JSON.parse(record.error) as JobError),
    createdAt: record.createdAt.toISOString(),
    startedAt: record.startedAt?.toISOString() ?? null,
    finishedAt: record.finishedAt?.toISOString() ?? null,
    actions: actionsOf(ctx, record),
  };
}

function actionsOf(ctx: Ctx, record: JobRecord): string[] {
  const cancellable = jobStates.allows(record.state, "cancel") && !record.cancelRequested;
  const allowed =
    may(ctx.actor, "jobs.cancel") && rowAllowed(ctx.actor, jobPolicy, "jobs.cancel", record);
  return cancellable && allowed ? ["jobs.cancel"] : [];
}
