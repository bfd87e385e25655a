import { peopleContract, type InputOf, type Preview } from "@quanlian/shared/contract";
import { grantsPermission, isMasked, type Ctx, type RowScope } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import { staffOf } from "./create-actor-store";
import { maskGroups } from "./grant.rules";
import { findStaffFacts } from "./identity.queries";

/** What a person would see, worked out with the very rules that each of their requests goes through. */
export async function previewPerson(
  ctx: Ctx,
  { userId }: InputOf<(typeof peopleContract)["people.preview"]>,
): Promise<Preview> {
  const facts = await findStaffFacts(ctx, userId);
  if (!facts) refuseNotFound("user");
  const { actor } = staffOf(ctx.tenantId, "0", facts);
  const names = [...new Set(facts.grants.flatMap((grant) => grant.permissions))];
  return {
    userId,
    name: facts.name,
    functions: facts.functions,
    departmentIds: facts.departmentIds,
    denied: facts.denied,
    permissions: names.map((permission) => {
      const granting = facts.grants.filter((grant) => grantsPermission(grant, permission));
      const subjects = new Set(granting.flatMap((grant) => Object.keys(grant.scopes)));
      const scopesOf = (subject: string): RowScope[] => [
        ...new Set(granting.map((grant) => grant.scopes[subject] ?? grant.scope)),
      ];
      return {
        permission,
        scopes: [...new Set(granting.map((grant) => grant.scope))],
        subjects: Object.fromEntries([...subjects].map((name) => [name, scopesOf(name)])),
        masks: maskGroups.filter((group) => isMasked(actor, permission, group)),
      };
    }),
  };
}
