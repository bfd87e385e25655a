import type { Me } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { refuse } from "../../kernel/errors";
import { memberOf, ownPerson } from "./own-person";
import { findPlaces } from "./person.queries";

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
