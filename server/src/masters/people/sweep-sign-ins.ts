import { housekeepingCtx, type Ctx, type Services } from "../../kernel/access";
import { sendAcross } from "../../kernel/db";
import { smallestIdAt } from "../../kernel/ids";

const DAY_MS = 24 * 60 * 60_000;
const BATCH = 1_000;
const BATCHES_A_ROUND = 50;

/**
 * What has ended, and how long it is kept to be looked at. A session that has expired is refused whether its row is there
 * or not, and so is an invitation; an attempt counts for 15 minutes.
 */
const ENDED = [
  {
    table: "sessions",
    keepMs: 7 * DAY_MS,
    ended: "expires_at < :endedBefore",
    order: "expires_at",
  },
  { table: "sign_in_attempts", keepMs: DAY_MS, ended: "last_at < :endedBefore", order: "last_at" },
  // A tenant's table has no index across tenants; its ids tell the age, and the expiry follows the age.
  {
    table: "invitations",
    keepMs: 30 * DAY_MS,
    ended: "id < :beforeId AND expires_at < :endedBefore",
    order: "id",
  },
] as const;

/**
 * Deletes sessions a week after they expired, counted attempts after a day and invitations a month after they expired, of
 * every tenant, in small batches that hold no lock for long. Answers how many rows went.
 *
 * @param nowMs the real clock, from which ids are made
 */
export async function sweepSignIns(services: Services, nowMs = Date.now()): Promise<number> {
  const ctx = housekeepingCtx(services, "sweeper", "what nobody can sign in with goes, everywhere");
  let swept = 0;
  for (const ended of ENDED) swept += await sweepTable(ctx, ended, nowMs);
  return swept;
}

async function sweepTable(ctx: Ctx, spent: (typeof ENDED)[number], nowMs: number): Promise<number> {
  const endedBefore = new Date(ctx.now.getTime() - spent.keepMs);
  const beforeId = smallestIdAt(nowMs - spent.keepMs);
  let swept = 0;
  for (let batch = 0; batch < BATCHES_A_ROUND; batch += 1) {
    const { affectedRows } = await sendAcross<{ affectedRows: number }>(
      ctx,
      `DELETE FROM ${spent.table} WHERE ${spent.ended} ORDER BY ${spent.order} LIMIT :batch`,
      { endedBefore, ...(spent.order === "id" ? { beforeId } : {}), batch: BATCH },
    );
    swept += affectedRows;
    if (affectedRows < BATCH) break;
  }
  return swept;
}
