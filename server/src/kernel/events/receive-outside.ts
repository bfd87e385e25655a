import type { Ctx } from "../access/ctx";
import { insertStatement } from "../db/insert-rows";
import { transact } from "../db/transact";
import type { Tx } from "../db/tx";
import type { Id } from "../ids/id";
import { InboxRow } from "./inbox.model";
import { onMessage, type Subscriber } from "./subscribers";

const PREFIX = "inbox.";

/** What the outside tells us, under the id that the outside gave it. */
export interface OutsideFact {
  /** Who tells: `wechat-pay`, `courier`. */
  source: string;
  /** Unique with its source; at most 191 bytes. */
  externalId: string;
  payload: Record<string, unknown>;
}

export interface Received {
  inboxId: Id;
  /** False when it had arrived before: the answer to the sender is the same, and nothing happens twice. */
  isNew: boolean;
}

/**
 * Takes in a fact from outside, already verified: its row is committed before the sender gets its answer, and its effects
 * follow from the outbox, once. The first payload under an id counts; a repetition changes nothing.
 */
export function receiveOutside(ctx: Ctx, fact: OutsideFact): Promise<Received> {
  return transact(ctx, async (joined) => {
    const tx = joined.books;
    const inboxId = tx.newId();
    const row = { id: inboxId, ...fact, receivedAt: tx.now };
    // A second sender waits here for the first one's commit; after its rollback it is the first itself.
    await tx.send(`${insertStatement(tx, InboxRow, [row])} ON DUPLICATE KEY UPDATE id = id`);
    const stored = await tx.row<{ id: Id }>(
      "SELECT id FROM inbox WHERE tenant_id = :tenant AND source = :source AND external_id = :external",
      { source: fact.source, external: fact.externalId },
    );
    const isNew = stored?.id === inboxId;
    if (isNew) tx.enqueue(topicOf(fact.source), { inboxId });
    return { inboxId: stored!.id, isNew };
  });
}

/** A fact from outside as its handler gets it. */
export interface OutsideMessage<T> {
  readonly inboxId: Id;
  readonly source: string;
  readonly externalId: string;
  readonly payload: T;
  readonly receivedAt: Date;
}

/** Declares what the books do about facts from a source: once each, in one transaction with the row's mark. */
export function onOutside<T>(
  source: string,
  handle: (tx: Tx, fact: OutsideMessage<T>) => Promise<void>,
): Subscriber {
  return onMessage<{ inboxId: Id }>(topicOf(source), async (tx, message) => {
    const { inboxId } = message.payload;
    const row = await tx.row<{ externalId: string; payload: string; receivedAt: Date }>(
      `SELECT external_id AS externalId, payload, received_at AS receivedAt FROM inbox
       WHERE tenant_id = :tenant AND id = :inboxId AND processed_at IS NULL FOR UPDATE`,
      { inboxId },
    );
    if (!row) return;
    await handle(tx, { ...row, inboxId, source, payload: JSON.parse(row.payload) as T });
    await tx.write(
      "UPDATE inbox SET processed_at = :now WHERE tenant_id = :tenant AND id = :inboxId",
      { now: tx.now, inboxId },
    );
  });
}

export const topicOf = (source: string) => `${PREFIX}${source}`;
export const isInboxTopic = (topic: string) => topic.startsWith(PREFIX);
