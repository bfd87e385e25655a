import {
  sessionsContract,
  type InputOf,
  type Me,
  type SessionEntry,
} from "@quanlian/shared/contract";
import { acrossTenants, type Actor, type Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { assert, refuse, refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { forgetIdentities } from "./identity-cache";
import { revoke } from "./keep-session";
import { hashPassword } from "./password";
import { findPerson, findPlaces, type PersonRow } from "./person.queries";
import { provePassword, setPassword } from "./sign-in";

const MOST_SESSIONS = 100;

/** Who is signed in, where, and what may be done there. */
export async function showMe(ctx: Ctx): Promise<Me> {
  const { person, across } = await ownPerson(ctx);
  const places = await findPlaces(across, person);
  const { memberId } = memberOf(ctx.actor);
  const place = places.find((each) => each.kind === ctx.actor.kind && each.memberId === memberId);
  if (!place) refuse("auth.expired");
  const staff = ctx.actor.kind === "staff" ? ctx.actor : null;
  return {
    person: { id: person.id, name: person.name, language: person.language },
    place,
    departmentId: staff?.departmentId ?? null,
    functions: "functions" in ctx.actor ? [...ctx.actor.functions] : [],
    permissions: [...new Set(staff?.grants.flatMap((grant) => grant.permissions) ?? [])],
    denied: [...(staff?.denied ?? [])],
    places,
  };
}

/** The person's own open sessions at every place, latest first. */
export async function listOwnSessions(ctx: Ctx): Promise<{ sessions: SessionEntry[] }> {
  const { personId, sessionId } = memberOf(ctx.actor);
  const across = acrossTenants(ctx, "a person's own sessions, at every place");
  const rows = await across.rows<
    Omit<SessionEntry, "createdAt" | "lastSeenAt" | "current"> &
      Record<"createdAt" | "lastSeenAt", Date>
  >(
    `SELECT s.id, s.kind, t.name AS tenantName, s.device, s.address, s.created_at AS createdAt,
       s.last_seen_at AS lastSeenAt
     FROM sessions s LEFT JOIN tenants t ON t.id = s.place_tenant_id
     WHERE s.person_id = :personId AND s.revoked_at IS NULL AND s.expires_at > :now
     ORDER BY s.id DESC LIMIT :most`,
    { personId, now: ctx.now, most: MOST_SESSIONS },
  );
  return {
    sessions: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      current: row.id === sessionId,
    })),
  };
}

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

/** Sets a new password, for whoever knows the old one, and ends the person's other sessions. */
export async function changePassword(
  ctx: Ctx,
  input: InputOf<(typeof sessionsContract)["sessions.changePassword"]>,
): Promise<Record<string, never>> {
  const { person, across } = await ownPerson(ctx);
  const { sessionId } = memberOf(ctx.actor);
  await provePassword(across, person.phone ?? "", input.password);
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

async function ownPerson(ctx: Ctx): Promise<{ person: PersonRow; across: Ctx }> {
  const across = acrossTenants(ctx, "a person's own places and sessions");
  const person = await findPerson(across, memberOf(ctx.actor).personId);
  if (!person) refuse("auth.expired");
  return { person, across };
}

function memberOf(actor: Actor): { personId: Id; sessionId: Id; memberId: Id | null } {
  assert(actor.kind !== "anyone" && actor.kind !== "job", "nobody is signed in here");
  const { personId, sessionId } = actor;
  assert(personId !== null && sessionId !== null, "the command line has no session");
  if (actor.kind === "operator") return { personId, sessionId, memberId: null };
  return { personId, sessionId, memberId: actor.kind === "staff" ? actor.userId : actor.contactId };
}
