import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { hashPassword, isOutdated, verifyPassword } from "./password";
import { findPersonByPhone, type PersonRow } from "./person.queries";
import { countAttempt, forgiveAttempts } from "./sign-in-attempts";

/**
 * The person of an account, if the password is theirs; else `auth.bad_credentials`. The attempt is counted before, and
 * forgiven after. A hash of another cost is renewed on the way. Where one of two may be the password (it was just changed,
 * and the change is asked for again), both count as one attempt.
 */
export async function provePassword(
  across: Ctx,
  account: string,
  ...passwords: [string, string?]
): Promise<PersonRow> {
  await countAttempt(across, account);
  const person = await findPersonByPhone(across, account);
  const { passwordCost } = across.services.config;
  const password = await rightOne(passwords, person?.passwordHash ?? null, passwordCost);
  if (!person?.passwordHash || password === null) refuse("auth.bad_credentials");
  await forgiveAttempts(across, account);
  if (isOutdated(person.passwordHash, passwordCost)) {
    const passwordHash = await hashPassword(password, passwordCost);
    await transact(across, (tx) => setPassword(tx, person.id, passwordHash));
  }
  return person;
}

async function rightOne(
  passwords: readonly (string | undefined)[],
  hash: string | null,
  cost: number,
): Promise<string | null> {
  for (const password of passwords) {
    if (password !== undefined && (await verifyPassword(password, hash, cost))) return password;
  }
  return null;
}

export const setPassword = (tx: Tx, personId: string, passwordHash: string) =>
  tx.write("UPDATE persons SET password_hash = :passwordHash WHERE id = :personId", {
    personId,
    passwordHash,
  });
