import type { Ctx, Services } from "../access/ctx";
import { jobCtx } from "../access/worker-ctx";
import { transact } from "../db/transact";
import type { Tx } from "../db/tx";
import { backoffMs, errorText, MOST_ATTEMPTS } from "./backoff";
import type { Claimed } from "./claimed";
import { isInboxTopic } from "./receive-outside";
import { subscriberOf, type Message } from "./subscribers";

/** Another worker has the message by now (our lease ran out), or it is done: leave everything as it is. */
class LeaseLost extends Error {}

/**
 * Delivers one claimed message under its tenant's name. A failure is written into the row: the next attempt waits
 * 10 s · 2ⁿ, at most an hour, and after the twelfth the message is dead and awaits a person.
 */
export async function deliver(services: Services, claimed: Claimed): Promise<void> {
  const ctx = jobCtx(services, {
    tenantId: claimed.tenantId,
    name: claimed.topic,
    onBehalfOf: claimed.actor,
    requestId: claimed.requestId,
    timeZone: claimed.timeZone,
  });
  try {
    await handle(ctx, claimed);
  } catch (error) {
    if (error instanceof LeaseLost) return;
    services.log.warn(
      { err: error, topic: claimed.topic, messageId: claimed.id, attempts: claimed.attempts },
      "a message could not be delivered",
    );
    await recordFailure(ctx, claimed, error);
  }
}

async function handle(ctx: Ctx, claimed: Claimed): Promise<void> {
  const subscriber = subscriberOf(claimed.topic);
  if (!subscriber) return handleUnheard(ctx, claimed);
  const message: Message = {
    id: claimed.id,
    topic: claimed.topic,
    payload: claimed.payload,
    attempt: claimed.attempts,
  };
  if (subscriber.kind === "outside") {
    await subscriber.handle(ctx, message);
    return transact(ctx, (tx) => mark(tx, claimed, null));
  }
  return transact(ctx, async (tx) => {
    await mark(tx, claimed, null);
    await subscriber.handle(tx, message);
  });
}

/**
 * A message that nobody listens to is done: modules may announce what no room acts on yet. The row says so. What came
 * from outside must not end in silence: there a missing subscriber is a failure that ends among the dead letters.
 */
function handleUnheard(ctx: Ctx, claimed: Claimed): Promise<void> {
  if (isInboxTopic(claimed.topic)) throw new Error(`Nobody handles ${claimed.topic}`);
  return transact(ctx, (tx) => mark(tx, claimed, "nobody listens"));
}

/** Locks and marks the row, if the lease is still ours: every claim moves `attempts` and `available_at` on. */
async function mark(tx: Tx, claimed: Claimed, note: string | null): Promise<void> {
  const marked = await tx.write(
    `UPDATE outbox SET published_at = :now, last_error = :note
     WHERE tenant_id = :tenant AND id = :id AND attempts = :attempts AND available_at = :lease
       AND published_at IS NULL AND dead_at IS NULL`,
    {
      now: tx.now,
      note,
      id: claimed.id,
      attempts: claimed.attempts,
      lease: claimed.leasedUntil,
    },
  );
  if (marked !== 1) throw new LeaseLost();
}

function recordFailure(ctx: Ctx, claimed: Claimed, error: unknown): Promise<void> {
  return transact(ctx, async (tx) => {
    const now = ctx.services.clock.now();
    const dead = claimed.attempts >= MOST_ATTEMPTS;
    await tx.write(
      `UPDATE outbox SET available_at = :next, last_error = :error, dead_at = :dead
       WHERE tenant_id = :tenant AND id = :id AND attempts = :attempts AND available_at = :lease
         AND published_at IS NULL`,
      {
        next: new Date(now.getTime() + backoffMs(claimed.attempts)),
        error: errorText(error),
        dead: dead ? now : null,
        id: claimed.id,
        attempts: claimed.attempts,
        lease: claimed.leasedUntil,
      },
    );
  });
}
