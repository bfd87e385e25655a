import type { Ctx } from "../access/ctx";
import { transact } from "../db/transact";
import { announce, type ClaimedJob } from "./claim-job";
import { JobCancelled, JobLost, type Progress } from "./define-job";

const WRITE_EVERY_MS = 500;
const LONGEST_MESSAGE = 500;

/**
 * Keeps a running job's lease alive while the process lives, and gives the job its `progress`. Both write in short
 * transactions of their own, so that watchers see them before the job commits, and neither waits for the job.
 *
 * @param books the job's tenant, whole
 * @param leaseMs how long the job stays ours after each sign of life
 */
export function followProgress(books: Ctx, job: ClaimedJob, leaseMs: number) {
  let writtenAtMs: number | null = null;
  let stop: Error | null = null;

  const progress: Progress = async (done, total = null, message) => {
    if (stop) throw stop;
    const now = books.services.clock.now().getTime();
    const due = writtenAtMs === null || now - writtenAtMs >= WRITE_EVERY_MS || done === total;
    if (!due) return;
    writtenAtMs = now;
    await signOfLife(books, job, leaseMs, {
      done,
      total,
      message: message?.slice(0, LONGEST_MESSAGE) ?? null,
    });
  };
  const heartbeat = setInterval(() => {
    signOfLife(books, job, leaseMs, null).catch((error: unknown) => {
      // A database that is away for a moment costs nothing but one beat.
      if (error instanceof JobCancelled || error instanceof JobLost) stop = error;
      else books.services.log.warn({ err: error, jobId: job.id }, "a job's heartbeat failed");
    });
  }, leaseMs / 4);
  heartbeat.unref();
  return { progress, end: () => clearInterval(heartbeat) };
}

interface Sign {
  done: number;
  total: number | null;
  message: string | null;
}

/** Extends the lease and, with a sign, tells how far it is. Throws when the job was taken over or is to stop. */
function signOfLife(books: Ctx, job: ClaimedJob, leaseMs: number, sign: Sign | null) {
  return transact(books, async (tx) => {
    // Read under its lock first: an UPDATE that changes nothing reports no row, and the clock may stand still.
    const row = await tx.row<{ cancelRequested: boolean }>(
      `SELECT cancel_requested AS cancelRequested FROM jobs
       WHERE tenant_id = :tenant AND id = :id AND worker = :worker AND state = 'running' FOR UPDATE`,
      { id: job.id, worker: job.worker },
    );
    if (!row) throw new JobLost();
    if (row.cancelRequested) throw new JobCancelled();
    const until = new Date(tx.services.clock.now().getTime() + leaseMs);
    await tx.write("UPDATE jobs SET locked_until = :until WHERE tenant_id = :tenant AND id = :id", {
      until,
      id: job.id,
    });
    if (sign) {
      await tx.write(
        `UPDATE jobs SET progress_done = :done, progress_total = :total, message = :message
         WHERE tenant_id = :tenant AND id = :id`,
        { id: job.id, ...sign },
      );
      await announce(tx, job);
    }
  });
}
