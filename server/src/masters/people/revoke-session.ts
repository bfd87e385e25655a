import { type InputOf, sessionsContract } from "@quanlian/shared/contract";
import { acrossTenants, type Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import { revoke } from "./end-sessions";
import { memberOf } from "./own-person";

/** Ends this session. Doing it twice is no fault. */
export async function signOut(ctx: Ctx): Promise<Record<string, never>> {
  const { sessionId } = memberOf(ctx.actor);
  await transact(acrossTenants(ctx, "a person's own session"), (tx) => revoke(tx, sessionId));
  return {};
}

/** Ends one of the person's own sessions; another person's does not exist for this one. */
export async function revokeOwnSession(
  ctx: Ctx,
  { sessionId }: InputOf<(typeof sessionsContract)["sessions.revoke"]>,
): Promise<Record<string, never>> {
  const { personId } = memberOf(ctx.actor);
  await transact(acrossTenants(ctx, "a person's own session"), async (tx) => {
    const own = await tx.row(
      "SELECT s.id FROM sessions s WHERE s.id = :sessionId AND s.person_id = :personId FOR UPDATE",
      { sessionId, personId },
    );
    if (!own) refuseNotFound("session");
    await revoke(tx, sessionId);
  });
  return {};
}
