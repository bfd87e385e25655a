import {
  type InputOf,
  type OutputOf,
  type Place,
  sessionsContract,
} from "@quanlian/shared/contract";
import { acrossTenants, createCtx, type Ctx } from "../../kernel/access";
import { insertRow, isDuplicate, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { ContactLogin } from "./contact.model";
import { forgetIdentities } from "./identity-cache";
import { insertPerson } from "./insert-person";
import { openSession } from "./open-session";
import { hashPassword } from "./password";
import { findPersonByPhone, type PersonRow } from "./person.queries";
import { provePassword } from "./prove-password";
import { hashOf, readInvitationToken } from "./secrets";
import { accountOf } from "./sign-in-attempts";

type Accepting = InputOf<(typeof sessionsContract)["sessions.acceptInvitation"]>;

/**
 * Binds a person to the invited contact and signs in there. A phone that is known already must prove its password; a new
 * one becomes a person. The invitation is spent in the same transaction, so of two who come at once one gets in, and a
 * refusal spends nothing. Whoever stood for this contact before does so no longer.
 */
export async function acceptInvitation(
  ctx: Ctx,
  input: Accepting,
): Promise<OutputOf<(typeof sessionsContract)["sessions.acceptInvitation"]>> {
  const token = readInvitationToken(input.token);
  if (!token) refuse("invitation.spent");
  const tenant = inTenant(ctx, token.tenantId);
  const tokenHash = hashOf(token.secret);
  if (!(await findOpenInvitation(tenant, tokenHash))) refuse("invitation.spent");

  const known = await provePerson(ctx, input);
  const { passwordCost } = ctx.services.config;
  const passwordHash = known ? null : await hashPassword(input.password, passwordCost);
  try {
    return await transact(tenant, async (tx) => {
      const invited = await spend(tx, tokenHash);
      const name = input.name ?? invited.name;
      const person =
        known ?? (await insertPerson(tx, { name, phone: accountOf(input.phone), passwordHash }));
      await bind(tx, invited, person.id, name);
      return openSession(tx, person, placeOf(tx, invited, name), input.device);
    });
  } catch (error) {
    // Somebody else took this new phone number a moment ago: by now it has a password to prove.
    if (isDuplicate(error) && !known) refuse("auth.bad_credentials");
    throw error;
  }
}

/** The person who has this phone already, once the password is proven; undefined when the phone is new. */
async function provePerson(ctx: Ctx, input: Accepting): Promise<PersonRow | undefined> {
  const across = acrossTenants(ctx, "accepting an invitation: persons belong to no tenant");
  const account = accountOf(input.phone);
  if (!(await findPersonByPhone(across, account))) return undefined;
  return provePassword(across, account, input.password);
}

interface InvitedRow {
  id: Id;
  kind: "customer" | "supplier";
  partyId: Id;
  contactId: Id;
  name: string;
  partyName: string | null;
  tenantName: string;
}

const INVITED = `SELECT i.id, i.kind, i.party_id AS partyId, i.contact_id AS contactId, i.name,
    i.party_name AS partyName, t.name AS tenantName
  FROM invitations i JOIN tenants t ON t.id = i.tenant_id
  WHERE i.tenant_id = :tenant AND i.token_hash = :tokenHash AND i.spent_at IS NULL AND i.expires_at > :now
    AND t.state = 'open'`;

const findOpenInvitation = (ctx: Ctx, tokenHash: string) =>
  ctx.row<InvitedRow>(INVITED, { tokenHash, now: ctx.now });

async function spend(tx: Tx, tokenHash: string): Promise<InvitedRow> {
  const spent = await tx.write(
    `UPDATE invitations SET spent_at = :now
     WHERE tenant_id = :tenant AND token_hash = :tokenHash AND spent_at IS NULL AND expires_at > :now`,
    { tokenHash, now: tx.now },
  );
  if (spent !== 1) refuse("invitation.spent");
  const invited = await tx.row<InvitedRow>(
    INVITED.replace("i.spent_at IS NULL", "i.spent_at = :now"),
    { tokenHash, now: tx.now },
  );
  return invited ?? refuse("invitation.spent");
}

async function bind(tx: Tx, invited: InvitedRow, personId: Id, name: string): Promise<void> {
  const { kind, partyId, contactId, partyName } = invited;
  forgetIdentities(tx);
  await tx.write(
    `UPDATE sessions SET revoked_at = :now
     WHERE place_tenant_id = :tenant AND kind = :kind AND member_id = :contactId AND person_id <> :personId
       AND revoked_at IS NULL`,
    { kind, contactId, personId, now: tx.now },
  );
  await tx.write(
    "DELETE FROM contact_logins WHERE tenant_id = :tenant AND kind = :kind AND contact_id = :contactId",
    { kind, contactId },
  );
  await insertRow(tx, ContactLogin, {
    kind,
    partyId,
    contactId,
    personId,
    name,
    partyName,
    state: "active",
  });
  tx.record({
    type: "contactLogin",
    id: contactId,
    before: null,
    after: { kind, partyId, personId, name },
    ...(kind === "customer" ? { customerId: partyId } : { supplierId: partyId }),
  });
}

const placeOf = (tx: Tx, invited: InvitedRow, memberName: string): Place => ({
  kind: invited.kind,
  memberId: invited.contactId,
  memberName,
  tenantId: tx.tenantId,
  tenantName: invited.tenantName,
  partyId: invited.partyId,
  partyName: invited.partyName,
});

/** Nobody is signed in yet: the token itself says which tenant is at work. */
export const inTenant = (ctx: Ctx, tenantId: Id): Ctx =>
  createCtx({
    services: ctx.services,
    actor: { kind: "job", tenantId, name: ctx.origin.operation, onBehalfOf: null },
    origin: ctx.origin,
    language: ctx.language,
    now: ctx.now,
  });
