import type { Job } from "@quanlian/shared/contract";
import type { Ctx } from "../access/ctx";
import { loadForUpdate } from "../db/documents";
import { transact } from "../db/transact";
import type { Tx } from "../db/tx";
import { refuse } from "../errors";
import type { Id } from "../ids/id";
import { JobRow } from "./job.model";
import { findJob, jobPolicy } from "./job.queries";
import { jobStates } from "./job.states";

/**
 * Cancels a job. One that waits is cancelled now; one that runs is asked to stop, does so at its next sign of progress,
 * and undoes what it wrote. A job that has ended refuses.
 */
export function cancelJob(ctx: Ctx, jobId: Id): Promise<Job> {
  return transact(ctx, async (tx) => {
    const job = await loadForUpdate(tx, JobRow, jobPolicy, "jobs.cancel", jobId);
    if (!jobStates.allows(job.state, "cancel")) refuse("job.not_cancellable");
    const next = job.state === "queued" ? jobStates.step(job.state, "cancel") : job.state;
    await write(tx, jobId, next);
    tx.record({
      type: "job",
      id: jobId,
      before: { state: job.state, cancelRequested: job.cancelRequested },
      after: { state: next, cancelRequested: true },
      ownerId: job.ownerId,
      departmentId: job.departmentId,
    });
    return findJob(tx, jobId, "jobs.cancel");
  });
}

async function write(tx: Tx, id: Id, state: string): Promise<void> {
  await tx.write(
    `UPDATE jobs SET cancel_requested = 1, state = :state, finished_at = :finished
     WHERE tenant_id = :tenant AND id = :id`,
    { id, state, finished: state === "cancelled" ? tx.now : null },
  );
}
