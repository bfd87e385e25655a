import type { Ctx, Services } from "../access/ctx";
import { housekeepingCtx } from "../access/worker-ctx";
import { sendAcross } from "../db/across";
import type { WriteResult } from "../db/execute";
import { smallestIdAt } from "../ids/id";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BATCH = 1_000;
const BATCHES_A_ROUND = 50;

/** What is swept: by the age that the ids tell, so by the primary key alone. */
const SPENT = [
  { table: "changes", keepMs: HOUR_MS, only: "TRUE" },
  { table: "idempotency_keys", keepMs: 7 * DAY_MS, only: "TRUE" },
  // What was given up stays until a person has looked at it.
  { table: "outbox", keepMs: 30 * DAY_MS, only: "published_at IS NOT NULL" },
] as const;

/**
 * Deletes what has served its time, in small batches that hold no lock for long: live changes after an hour, idempotency
 * keys after 7 days, delivered messages after 30. Answers how many rows went.
 *
 * @param nowMs the real clock, from which ids are made
 */
export async function sweepSpent(services: Services, nowMs = Date.now()): Promise<number> {
  const ctx = housekeepingCtx(
    services,
    "sweeper",
    "what has served its time goes for every tenant",
  );
  let swept = 0;
  for (const spent of SPENT) swept += await sweepTable(ctx, spent, nowMs);
  return swept;
}

async function sweepTable(ctx: Ctx, spent: (typeof SPENT)[number], nowMs: number): Promise<number> {
  let swept = 0;
  for (let batch = 0; batch < BATCHES_A_ROUND; batch += 1) {
    const { affectedRows } = await sendAcross<WriteResult>(
      ctx,
      `DELETE FROM ${spent.table} WHERE id < :beforeId AND ${spent.only} ORDER BY id LIMIT :batch`,
      { beforeId: smallestIdAt(nowMs - spent.keepMs), batch: BATCH },
    );
    swept += affectedRows;
    if (affectedRows < BATCH) break;
  }
  return swept;
}
