import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { hashPassword, isOutdated, verifyPassword } from "./password";
import { findPersonByPhone, type PersonRow } from "./person.queries";
import { countAttempt, forgiveAttempts } from "./sign-in-attempts";

/**
 * The person of an account, if the password is theirs; else `auth.bad_credentials`. The attempt is counted before, and
 * forgiven after. A hash of another cost is renewed on the way.
 */
export async function provePassword(
  across: Ctx,
  account: string,
  password: string,
): Promise<PersonRow> {
  await countAttempt(across, account);
  const person = await findPersonByPhone(across, account);
  const { passwordCost } = across.services.config;
  const right = await verifyPassword(password, person?.passwordHash ?? null, passwordCost);
  if (!person?.passwordHash || !right) refuse("auth.bad_credentials");
  await forgiveAttempts(across, account);
  if (isOutdated(person.passwordHash, passwordCost)) {
    const passwordHash = await hashPassword(password, passwordCost);
    await transact(across, (tx) => setPassword(tx, person.id, passwordHash));
  }
  return person;
}

export const setPassword = (tx: Tx, personId: string, passwordHash: string) =>
  tx.write("UPDATE persons SET password_hash = :passwordHash WHERE id = :personId", {
    personId,
    passwordHash,
  });
