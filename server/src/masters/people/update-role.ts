import { type InputOf, peopleContract, type Role as RoleView } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { assignNamed, loadForUpdate, transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { forgetIdentities } from "./identity-cache";
import { rolePolicy } from "./people.policy";
import { ADMINISTRATOR } from "./role.defaults";
import { refuseUnknownRights } from "./role-faults";
import { presentRole } from "./role.present";
import { refuseExcess, stateOf } from "./role.rules";
import { Role } from "./staff.model";

/** Changes what a role grants, for everybody who holds it, from their next request on. */
export function updateRole(
  ctx: Ctx,
  input: InputOf<(typeof peopleContract)["roles.update"]>,
): Promise<RoleView> {
  return transact(ctx, async (tx) => {
    const role = await loadForUpdate(tx, Role, rolePolicy, "roles.update", input.roleId);
    role.expectRevision(input.revision);
    if (role.builtIn && role.code === ADMINISTRATOR) refuse("role.frozen");
    refuseUnknownRights(tx, input);
    refuseExcess(tx, role);
    const before = stateOf(role);
    const { name, permissions, scope, scopes, masks } = input;
    assignNamed(role, { name, permissions, scope, scopes, masks });
    refuseExcess(tx, role);
    await role.saveRevision(tx);
    tx.record({ type: "role", id: role.id, number: role.code, before, after: stateOf(role) });
    forgetIdentities(tx);
    return presentRole(tx, role);
  });
}
