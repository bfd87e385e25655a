import { createHash } from "node:crypto";
import { stampOf, type Actor } from "../access/actor";
import type { Ctx } from "../access/ctx";
import { onBooks } from "../access/create-ctx";
import { duplicateKey, isDuplicate } from "../db/execute";
import { insertRow } from "../db/insert-rows";
import { transact } from "../db/transact";
import type { Tx } from "../db/tx";
import { refuse } from "../errors";
import { IdempotencyKey } from "./http.model";

const UNIQUE_KEY = "uq_idempotency_keys";

/** Whose key it is: keys of different actors never meet. */
const actorKey = (actor: Actor) => {
  const stamp = stampOf(actor);
  return `${stamp.kind}:${stamp.id ?? ""}`;
};

export const requestHash = (operation: string, body: unknown) =>
  createHash("sha256")
    .update(operation)
    .update("\n")
    .update(JSON.stringify(body) ?? "")
    .digest("hex");

/**
 * Runs a write once per key. The key's row is the first thing the transaction writes and its answer the last, so the
 * effects and the memory of them are committed together. A second request with the key waits for the first, then gets the
 * same answer; with another body it is refused. A refused or crashed request leaves no trace and may be sent again.
 */
export async function writeOnce(
  ctx: Ctx,
  key: string,
  hash: string,
  work: (tx: Tx) => Promise<string>,
): Promise<{ answer: string; replayed: boolean }> {
  try {
    const answer = await transact(ctx, async (tx) => {
      const id = tx.newId();
      await insertRow(tx.books, IdempotencyKey, {
        id,
        actorKey: actorKey(ctx.actor),
        key,
        operation: ctx.origin.operation,
        requestHash: hash,
        status: 0,
      });
      const result = await work(tx);
      await tx.books.write(
        "UPDATE idempotency_keys SET answer = :answer, status = 200 WHERE tenant_id = :tenant AND id = :id",
        { answer: result, id },
      );
      return result;
    });
    return { answer, replayed: false };
  } catch (error) {
    if (!isDuplicate(error) || duplicateKey(error) !== UNIQUE_KEY) throw error;
    return { answer: await storedAnswer(ctx, key, hash), replayed: true };
  }
}

async function storedAnswer(ctx: Ctx, key: string, hash: string): Promise<string> {
  const stored = await onBooks(ctx).row<{ requestHash: string; answer: string | null }>(
    `SELECT request_hash AS requestHash, answer FROM idempotency_keys
     WHERE tenant_id = :tenant AND actor_key = :actor AND \`key\` = :key`,
    { actor: actorKey(ctx.actor), key },
  );
  if (!stored) refuse("system.busy");
  if (stored.requestHash !== hash) refuse("idempotency.key_reused", { key });
  return stored.answer ?? "null";
}
