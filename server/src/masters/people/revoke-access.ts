import { peopleContract, type InputOf } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import { revokeMember } from "./end-sessions";
import type { Id } from "../../kernel/ids";
import { partyReach } from "./party-reach";
import { userPolicy } from "./people.policy";
import { User } from "./staff.model";

/** Ends every session of a user in this company: the next request with any of their tokens is refused. */
export function revokeUserSessions(
  ctx: Ctx,
  { userId }: InputOf<(typeof peopleContract)["people.revokeSessions"]>,
): Promise<{ revokedCount: number }> {
  return transact(ctx, async (tx) => {
    const user = await loadForUpdate(tx, User, userPolicy, "people.revokeSessions", userId);
    const revokedCount = await revokeMember(tx, "staff", user.id);
    tx.record({ type: "user", id: user.id, before: null, after: { revokedCount } });
    return { revokedCount };
  });
}

const PERMISSION = "people.revokeContactAccess";

/**
 * Shuts a customer's or supplier's contact out: the login ends, with every session and every open invitation. A new
 * invitation lets the contact in again.
 */
export function revokeContactAccess(
  ctx: Ctx,
  { contactId }: InputOf<(typeof peopleContract)["people.revokeContactAccess"]>,
): Promise<{ revokedCount: number }> {
  return transact(ctx, async (tx) => {
    const partyId = await partyOf(tx, contactId);
    const mine = partyId && (await partyReach().mayNameParty(tx, PERMISSION, partyId));
    if (!partyId || !mine) refuseNotFound("contactLogin");
    await tx.write(
      "UPDATE contact_logins SET state = 'ended' WHERE tenant_id = :tenant AND contact_id = :contactId",
      { contactId },
    );
    await tx.write(
      `UPDATE invitations SET spent_at = :now
       WHERE tenant_id = :tenant AND contact_id = :contactId AND spent_at IS NULL`,
      { contactId, now: tx.now },
    );
    const revokedCount = await revokeMember(tx, "contact", contactId);
    tx.record({
      type: "contactLogin",
      id: contactId,
      before: { state: "active" },
      after: { state: "ended", revokedCount },
    });
    return { revokedCount };
  });
}

/** The party of a contact that has a login or was ever invited. */
async function partyOf(tx: Tx, contactId: Id): Promise<Id | null> {
  const row = await tx.row<{ partyId: Id }>(
    `SELECT c.party_id AS partyId FROM contact_logins c WHERE c.tenant_id = :tenant AND c.contact_id = :contactId
     UNION SELECT i.party_id FROM invitations i WHERE i.tenant_id = :tenant AND i.contact_id = :contactId LIMIT 1`,
    { contactId },
  );
  return row?.partyId ?? null;
}
