import { type InputOf, sessionsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { forgetIdentities } from "./identity-cache";
import { memberOf, ownPerson } from "./own-person";
import { hashPassword } from "./password";
import { provePassword, setPassword } from "./prove-password";

/**
 * Sets a new password, for whoever knows the old one, and ends the person's other sessions. Sent twice it counts once: the
 * second time the new password is the one that is known.
 */
export async function changePassword(
  ctx: Ctx,
  input: InputOf<(typeof sessionsContract)["sessions.changePassword"]>,
): Promise<Record<string, never>> {
  const { person, across } = await ownPerson(ctx);
  const { sessionId } = memberOf(ctx.actor);
  await provePassword(across, person.phone ?? "", input.password, input.newPassword);
  const passwordHash = await hashPassword(input.newPassword, ctx.services.config.passwordCost);
  await transact(across, async (tx) => {
    await setPassword(tx, person.id, passwordHash);
    forgetIdentities(tx);
    await tx.write(
      `UPDATE sessions SET revoked_at = :now
       WHERE person_id = :personId AND id <> :sessionId AND revoked_at IS NULL`,
      { personId: person.id, sessionId, now: tx.now },
    );
  });
  return {};
}
