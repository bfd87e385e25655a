import type { DeadLetter } from "@quanlian/shared/contract";
import type { Ctx } from "../access/ctx";
import { transact } from "../db/transact";
import type { Tx } from "../db/tx";
import { refuse, refuseNotFound } from "../errors";
import type { Id } from "../ids/id";
import { jobStates, type JobState } from "../jobs/job.states";
import { isInboxTopic } from "./receive-outside";

export interface LettersQuery {
  kind?: DeadLetter["kind"];
  cursor?: Id;
  limit: number;
}

interface LetterRecord {
  id: Id;
  isJob: number | string;
  topic: string;
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  deadAt: Date;
}

const LARGEST_ID = "9223372036854775807";

/** What was given up after its last attempt, newest first: messages to and from outside, and jobs. */
export async function listDeadLetters(ctx: Ctx, query: LettersQuery) {
  const found = await ctx.rows<LetterRecord>(
    `SELECT * FROM (
       SELECT id, 0 AS isJob, topic, attempts, last_error AS lastError, created_at AS createdAt, dead_at AS deadAt
       FROM outbox
       WHERE tenant_id = :tenant AND dead_at IS NOT NULL AND id < :beforeId
         AND (:wantsAll OR (:wantsInbox AND topic LIKE 'inbox.%') OR (:wantsMessage AND topic NOT LIKE 'inbox.%'))
       UNION ALL
       SELECT id, 1, kind, attempts, error, created_at, finished_at FROM jobs
       WHERE tenant_id = :tenant AND state = 'dead' AND id < :beforeId AND (:wantsAll OR :wantsJob)
     ) letters ORDER BY id DESC LIMIT :atMost`,
    {
      beforeId: query.cursor ?? LARGEST_ID,
      wantsAll: query.kind === undefined,
      wantsInbox: query.kind === "inbox",
      wantsMessage: query.kind === "message",
      wantsJob: query.kind === "job",
      atMost: query.limit + 1,
    },
  );
  const rows = found.slice(0, query.limit).map(present);
  return { rows, nextCursor: found.length > query.limit ? rows.at(-1)!.id : null };
}

function present(record: LetterRecord): DeadLetter {
  const isJob = Number(record.isJob) === 1;
  return {
    id: record.id,
    kind: isJob ? "job" : messageKind(record.topic),
    topic: record.topic,
    attempts: record.attempts,
    lastError: record.lastError ?? "",
    createdAt: record.createdAt.toISOString(),
    deadAt: record.deadAt.toISOString(),
  };
}

const messageKind = (topic: string) => (isInboxTopic(topic) ? "inbox" : "message");

/**
 * Puts a dead letter back into its queue, with all its attempts before it again. Refuses what is not dead
 * (`letter.not_dead`), so that nothing is delivered twice by an impatient click.
 */
export function rerunDeadLetter(
  ctx: Ctx,
  letterId: Id,
): Promise<{ id: Id; kind: DeadLetter["kind"] }> {
  return transact(
    ctx,
    async (tx) =>
      (await rerunMessage(tx, letterId)) ??
      (await rerunJob(tx, letterId)) ??
      refuseNotFound("deadLetter"),
  );
}

async function rerunMessage(tx: Tx, id: Id) {
  const row = await tx.row<{ topic: string; deadAt: Date | null; attempts: number }>(
    "SELECT topic, dead_at AS deadAt, attempts FROM outbox WHERE tenant_id = :tenant AND id = :id FOR UPDATE",
    { id },
  );
  if (!row) return null;
  if (!row.deadAt) refuse("letter.not_dead");
  await tx.write(
    "UPDATE outbox SET dead_at = NULL, attempts = 0, available_at = :now WHERE tenant_id = :tenant AND id = :id",
    { id, now: tx.now },
  );
  noteRerun(tx, id, { topic: row.topic, attempts: row.attempts });
  return { id, kind: messageKind(row.topic) } as const;
}

async function rerunJob(tx: Tx, id: Id) {
  const row = await tx.row<{ kind: string; state: JobState; attempts: number }>(
    "SELECT kind, state, attempts FROM jobs WHERE tenant_id = :tenant AND id = :id FOR UPDATE",
    { id },
  );
  if (!row) return null;
  if (!jobStates.allows(row.state, "rerun")) refuse("letter.not_dead");
  await tx.write(
    `UPDATE jobs SET state = :next, attempts = 0, run_at = :now, finished_at = NULL, error = NULL,
       cancel_requested = 0 WHERE tenant_id = :tenant AND id = :id`,
    { id, now: tx.now, next: jobStates.step(row.state, "rerun") },
  );
  noteRerun(tx, id, { topic: row.kind, attempts: row.attempts });
  return { id, kind: "job" } as const;
}

function noteRerun(tx: Tx, id: Id, before: Record<string, unknown>): void {
  tx.record({ type: "deadLetter", id, before: { ...before, dead: true }, after: { dead: false } });
}
