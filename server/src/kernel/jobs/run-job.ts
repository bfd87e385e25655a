import type { Actor } from "../access/actor";
import type { ActorStore } from "../access/actor-store";
import type { Ctx, Services } from "../access/ctx";
import { createCtx } from "../access/create-ctx";
import { jobCtx } from "../access/worker-ctx";
import { transact } from "../db/transact";
import type { Tx } from "../db/tx";
import { assert, Refusal, refuse } from "../errors";
import { backoffMs, errorText } from "../events/backoff";
import { claimJob, LEASE_MS, MOST_ATTEMPTS, type ClaimedJob } from "./claim-job";
import { jobDefinition, JobCancelled, JobLost } from "./define-job";
import type { JobError } from "./job.model";
import { jobStates, type JobState } from "./job.states";
import { followProgress } from "./follow-progress";

/** Claims one job and runs it to its end. Answers false when none waits. */
export async function runNextJob(services: Services, actors: ActorStore): Promise<boolean> {
  const job = await claimJob(services);
  if (!job) return false;
  const books = jobCtx(services, {
    tenantId: job.tenantId,
    name: job.kind,
    onBehalfOf: job.actor,
    requestId: job.requestId,
    timeZone: job.timeZone,
  });
  const following = followProgress(books, job, LEASE_MS);
  try {
    await perform(books, actors, job, following.progress);
  } catch (error) {
    await recordEnd(books, job, error);
  } finally {
    following.end();
  }
  return true;
}

type ProgressOf = ReturnType<typeof followProgress>["progress"];

async function perform(
  books: Ctx,
  actors: ActorStore,
  job: ClaimedJob,
  progress: ProgressOf,
): Promise<void> {
  const definition = jobDefinition(job.kind);
  assert(definition, `no job of the kind ${job.kind} is installed`);
  const input = definition.input.parse(job.input);
  const ctx = definition.runAs === "books" ? books : await starterCtx(books, actors, job);
  await progress(0, null);
  if (definition.transaction === "whole") {
    return transact(ctx, async (tx) => {
      const result = await definition.run(tx, input, progress);
      await succeed(tx.books, job, result);
    });
  }
  const result = await definition.run(ctx, input, progress);
  await transact(books, (tx) => succeed(tx, job, result));
}

/** The person who started the job, as he is now: a lost right is lost here too. */
async function starterCtx(books: Ctx, actors: ActorStore, job: ClaimedJob): Promise<Ctx> {
  if (!job.claims) return books;
  const found = await actors.identify(books.services, job.claims);
  if (!found || !isOf(found.actor, job)) refuse("auth.expired");
  return createCtx({
    services: books.services,
    actor: found.actor,
    origin: books.origin,
    language: found.language,
    timeZone: found.timeZone,
  });
}

const isOf = (actor: Actor, job: ClaimedJob) =>
  "tenantId" in actor && actor.tenantId === job.tenantId;

async function succeed(tx: Tx, job: ClaimedJob, result: unknown): Promise<void> {
  const state = jobStates.step("running", "succeed");
  await moveOn(tx, job, state, { result: JSON.stringify(result ?? null), error: null });
}

interface End {
  result: string | null;
  error: JobError | null;
}

/** Writes the job's next state, if the job is still ours; otherwise everything around it is rolled back. */
async function moveOn(tx: Tx, job: ClaimedJob, state: JobState, end: End, runAt?: Date) {
  const finished = state === "queued" ? null : tx.services.clock.now();
  const moved = await tx.write(
    `UPDATE jobs SET state = :state, result = :result, error = :error, finished_at = :finished,
       run_at = COALESCE(:runAt, run_at), worker = NULL, locked_until = NULL
     WHERE tenant_id = :tenant AND id = :id AND worker = :worker AND state = 'running'`,
    {
      state,
      result: end.result,
      error: end.error && JSON.stringify(end.error),
      finished,
      runAt: runAt ?? null,
      id: job.id,
      worker: job.worker,
    },
  );
  if (moved !== 1) throw new JobLost();
  tx.record({
    type: "job",
    id: job.id,
    before: { kind: job.kind, state: "running" },
    after: { kind: job.kind, state },
    ownerId: job.ownerId,
    departmentId: job.departmentId,
  });
}

async function recordEnd(books: Ctx, job: ClaimedJob, error: unknown): Promise<void> {
  if (error instanceof JobLost) return;
  const { state, runAt } = endOf(books, job, error);
  const stored = error instanceof JobCancelled ? null : jobErrorOf(error);
  if (state === "queued" || state === "dead") {
    const about = { err: error, kind: job.kind, jobId: job.id, attempts: job.attempts };
    books.services.log.warn(about, "a job broke off");
  }
  try {
    await transact(books, (tx) =>
      moveOn(tx, job, state, { result: null, error: stored }, runAt ?? undefined),
    );
  } catch (lost) {
    if (!(lost instanceof JobLost)) throw lost;
  }
}

/** A refusal is an answer: repeating the job would only meet it again. Anything else is tried again, later each time. */
function endOf(ctx: Ctx, job: ClaimedJob, error: unknown): { state: JobState; runAt?: Date } {
  if (error instanceof JobCancelled) return { state: jobStates.step("running", "cancel") };
  if (error instanceof Refusal && error.code !== "system.busy") {
    return { state: jobStates.step("running", "fail") };
  }
  if (job.attempts >= MOST_ATTEMPTS) return { state: jobStates.step("running", "giveUp") };
  return {
    state: jobStates.step("running", "retry"),
    runAt: new Date(ctx.services.clock.now().getTime() + backoffMs(job.attempts)),
  };
}

function jobErrorOf(error: unknown): JobError {
  if (error instanceof Refusal) {
    return { code: error.code, facts: error.facts, issues: error.issues };
  }
  return { code: "system.internal", facts: { reason: errorText(error) }, issues: [] };
}
