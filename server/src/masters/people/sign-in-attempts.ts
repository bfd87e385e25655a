import { normalisePhone } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { hashOf } from "./secrets";

const MOST_FAILURES = 5;
const LOCK_MINUTES = 15;

/** The account as it is counted and looked up: a phone number in its one spelling, else the text as typed. */
export const accountOf = (typed: string) => normalisePhone(typed) ?? typed.trim().toLowerCase();

/**
 * Counts one attempt on an account before its password is looked at, in a transaction of its own: what is refused
 * afterwards stays counted, over all processes, and attempts in parallel cannot outrun the limit. After five failures
 * the account is shut for 15 minutes from the last of them, known or not, so that the answer tells nothing.
 */
export async function countAttempt(ctx: Ctx, account: string): Promise<void> {
  const accountKey = hashOf(account);
  const forgottenAt = new Date(ctx.now.getTime() - LOCK_MINUTES * 60_000);
  const attempt = await transact(ctx, async (tx) => {
    // MariaDB assigns from left to right: last_at moves on only for an attempt that was let through.
    await tx.write(
      `INSERT INTO sign_in_attempts (account_key, failures, last_at, address)
       VALUES (:accountKey, 1, :now, :address)
       ON DUPLICATE KEY UPDATE
         failures = CASE WHEN last_at <= :forgottenAt THEN 1 WHEN failures >= :most THEN :most + 1 ELSE failures + 1 END,
         last_at = IF(failures > :most, last_at, :now), address = :address`,
      { accountKey, now: ctx.now, address: ctx.origin.address, forgottenAt, most: MOST_FAILURES },
    );
    return tx.row<{ failures: number; lastAt: Date }>(
      "SELECT failures, last_at AS lastAt FROM sign_in_attempts WHERE account_key = :accountKey",
      { accountKey },
    );
  });
  if (attempt && attempt.failures > MOST_FAILURES) {
    const openAt = attempt.lastAt.getTime() + LOCK_MINUTES * 60_000;
    const minutes = Math.max(1, Math.ceil((openAt - ctx.now.getTime()) / 60_000));
    refuse("auth.locked_out", { minutes });
  }
}

/** The password was right: what was counted before is forgiven. */
export function forgiveAttempts(ctx: Ctx, account: string): Promise<number> {
  return transact(ctx, (tx) =>
    tx.write("DELETE FROM sign_in_attempts WHERE account_key = :accountKey", {
      accountKey: hashOf(account),
    }),
  );
}
