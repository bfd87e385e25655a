import { housekeepingCtx } from "../access/worker-ctx";
import type { ActorStamp } from "../access/actor";
import type { Services } from "../access/ctx";
import { sendAcross } from "../db/across";
import { transact } from "../db/transact";
import type { Id } from "../ids/id";
import { MOST_ATTEMPTS } from "./backoff";
import type { Claimed } from "./claimed";
import { deliver } from "./deliver-message";

export interface DrainOptions {
  /** Messages claimed at once; 20 by default. */
  batch?: number;
  /** Stops between two messages; what was claimed and not begun goes back at once. */
  signal?: AbortSignal;
}

const LEASE_MS = 60_000;
const AT_ONCE = 4;

/**
 * Claims a batch of messages and delivers them. Answers how many it claimed: 0 means that nothing waits.
 *
 * What waits is found by its state, never by `id > cursor`: a transaction that took its id early and committed late would
 * be skipped for ever. The claim is a short transaction that moves `available_at` behind a lease, so that a worker may be
 * killed at any point: its messages are claimed again when the lease is over.
 */
export async function drainOutbox(services: Services, options: DrainOptions = {}): Promise<number> {
  const claimed = await claim(services, options.batch ?? 20);
  const waiting = [...claimed];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const late = services.clock.now() >= next.leasedUntil;
      if (options.signal?.aborted || late) {
        waiting.unshift(next);
        return;
      }
      await deliver(services, next);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  if (waiting.length > 0) await giveBack(services, waiting);
  const failed = ended.find((each) => each.status === "rejected");
  if (failed) throw failed.reason;
  return claimed.length;
}

interface OutboxRecord {
  id: Id;
  tenantId: Id;
  topic: string;
  payload: string;
  actor: string;
  requestId: string;
  timeZone: string;
  attempts: number;
}

function claim(services: Services, batch: number): Promise<Claimed[]> {
  const ctx = housekeepingCtx(services, "outbox", "the queue of messages serves every tenant");
  return transact(ctx, async (tx) => {
    const rows = await sendAcross<OutboxRecord[]>(
      tx,
      `SELECT id, tenant_id AS tenantId, topic, payload, actor, request_id AS requestId, time_zone AS timeZone, attempts
       FROM outbox WHERE published_at IS NULL AND dead_at IS NULL AND available_at <= :now
       ORDER BY available_at, id LIMIT :batch FOR UPDATE SKIP LOCKED`,
      { now: tx.now, batch },
    );
    const spent = rows.filter((row) => row.attempts >= MOST_ATTEMPTS);
    const alive = rows.filter((row) => row.attempts < MOST_ATTEMPTS);
    const leasedUntil = new Date(tx.now.getTime() + LEASE_MS);
    if (spent.length > 0) {
      // It was claimed for the last time and never came back: it takes its worker down with it.
      await sendAcross(
        tx,
        `UPDATE outbox SET dead_at = :now, last_error = COALESCE(last_error, :reason) WHERE id IN :ids`,
        { now: tx.now, reason: "no worker survived it", ids: spent.map((row) => row.id) },
      );
    }
    if (alive.length > 0) {
      await sendAcross(
        tx,
        "UPDATE outbox SET available_at = :leasedUntil, attempts = attempts + 1 WHERE id IN :ids",
        { leasedUntil, ids: alive.map((row) => row.id) },
      );
    }
    return alive.map((row) => ({
      ...row,
      payload: JSON.parse(row.payload) as Record<string, unknown>,
      actor: JSON.parse(row.actor) as ActorStamp,
      attempts: row.attempts + 1,
      leasedUntil,
    }));
  });
}

/** Messages that were leased and not begun: at once free again, and the delivery not counted. */
async function giveBack(services: Services, messages: readonly Claimed[]): Promise<void> {
  const ctx = housekeepingCtx(services, "outbox", "the queue of messages serves every tenant");
  await sendAcross(
    ctx,
    `UPDATE outbox SET available_at = :now, attempts = attempts - 1
     WHERE id IN :ids AND available_at = :leasedUntil AND published_at IS NULL`,
    {
      now: ctx.now,
      ids: messages.map((message) => message.id),
      leasedUntil: messages[0]!.leasedUntil,
    },
  );
}
