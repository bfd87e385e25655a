import { acrossTenants, type Actor, type Ctx } from "../../kernel/access";
import { assert, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { findPerson, type PersonRow } from "./person.queries";

export async function ownPerson(ctx: Ctx): Promise<{ person: PersonRow; across: Ctx }> {
  const across = acrossTenants(ctx, "a person's own places and sessions");
  const person = await findPerson(across, memberOf(ctx.actor).personId);
  if (!person) refuse("auth.expired");
  return { person, across };
}

export function memberOf(actor: Actor): { personId: Id; sessionId: Id; memberId: Id | null } {
  assert(actor.kind !== "anyone" && actor.kind !== "job", "nobody is signed in here");
  const { personId, sessionId } = actor;
  assert(personId !== null && sessionId !== null, "the command line has no session");
  if (actor.kind === "operator") return { personId, sessionId, memberId: null };
  return { personId, sessionId, memberId: actor.kind === "staff" ? actor.userId : actor.contactId };
}
