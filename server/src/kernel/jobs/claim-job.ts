import { randomUUID } from "node:crypto";
import type { ActorStamp } from "../access/actor";
import type { Services } from "../access/ctx";
import type { AccessClaims } from "../access/tokens";
import { housekeepingCtx } from "../access/worker-ctx";
import { sendAcross } from "../db/across";
import { insertRow } from "../db/insert-rows";
import { transact } from "../db/transact";
import type { Tx } from "../db/tx";
import type { Id } from "../ids/id";
import { ChangeRow } from "../live/live.model";

/** A job that this process has leased. */
export interface ClaimedJob {
  id: Id;
  tenantId: Id;
  kind: string;
  input: unknown;
  actor: ActorStamp;
  claims: AccessClaims | null;
  ownerId: Id | null;
  departmentId: Id | null;
  requestId: string;
  timeZone: string;
  attempts: number;
  /** Made anew by each claim: whoever writes to the job must name it, so that a late worker cannot. */
  worker: string;
}

interface JobRecord {
  id: Id;
  tenantId: Id;
  kind: string;
  input: string;
  actor: string;
  claims: string | null;
  ownerId: Id | null;
  departmentId: Id | null;
  requestId: string;
  timeZone: string;
  attempts: number;
}

export const LEASE_MS = 60_000;
export const MOST_ATTEMPTS = 5;

const COLUMNS = `id, tenant_id AS tenantId, kind, input, actor, claims, owner_id AS ownerId,
  department_id AS departmentId, request_id AS requestId, time_zone AS timeZone, attempts`;

/**
 * Leases the next job, or answers null. A job whose worker died (its lease ran out) comes first; one that has taken its
 * worker down so many times is dead instead.
 */
export function claimJob(services: Services): Promise<ClaimedJob | null> {
  const ctx = housekeepingCtx(services, "jobs", "the queue of jobs serves every tenant");
  return transact(ctx, async (tx) => {
    const record = (await nextOrphan(tx)) ?? (await nextQueued(tx));
    if (!record) return null;
    if (record.attempts >= MOST_ATTEMPTS) {
      await bury(tx, record);
      return null;
    }
    const worker = randomUUID();
    await sendAcross(
      tx,
      `UPDATE jobs SET state = 'running', attempts = attempts + 1, worker = :worker, locked_until = :until,
         started_at = :now, progress_done = 0, progress_total = NULL, message = NULL WHERE id = :id`,
      { worker, until: new Date(tx.now.getTime() + LEASE_MS), now: tx.now, id: record.id },
    );
    await announce(tx, record);
    return {
      ...record,
      input: JSON.parse(record.input) as unknown,
      actor: JSON.parse(record.actor) as ActorStamp,
      claims: record.claims === null ? null : (JSON.parse(record.claims) as AccessClaims),
      attempts: record.attempts + 1,
      worker,
    };
  });
}

async function nextOrphan(tx: Tx): Promise<JobRecord | undefined> {
  const rows = await sendAcross<JobRecord[]>(
    tx,
    `SELECT ${COLUMNS} FROM jobs WHERE state = 'running' AND locked_until <= :now
     ORDER BY locked_until, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    { now: tx.now },
  );
  return rows[0];
}

async function nextQueued(tx: Tx): Promise<JobRecord | undefined> {
  const rows = await sendAcross<JobRecord[]>(
    tx,
    `SELECT ${COLUMNS} FROM jobs WHERE state = 'queued' AND run_at <= :now
     ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    { now: tx.now },
  );
  return rows[0];
}

async function bury(tx: Tx, record: JobRecord): Promise<void> {
  const error = { code: "system.internal", facts: { reason: "no worker survived it" }, issues: [] };
  await sendAcross(
    tx,
    `UPDATE jobs SET state = 'dead', finished_at = :now, worker = NULL, locked_until = NULL, error = :error
     WHERE id = :id`,
    { now: tx.now, error: JSON.stringify(error), id: record.id },
  );
  await announce(tx, record);
}

/** Whoever watches the job hears of it; a lease and a progress are no changes that the audit would keep. */
export function announce(
  tx: Tx,
  job: { id: Id; tenantId: Id; ownerId: Id | null; departmentId: Id | null },
): Promise<void> {
  return insertRow(tx, ChangeRow, {
    tenantId: job.tenantId,
    subjectType: "job",
    subjectId: job.id,
    ownerId: job.ownerId,
    departmentId: job.departmentId,
  });
}
