import { type InputOf, peopleContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { rolePolicy } from "./people.policy";
import { ADMINISTRATOR } from "./role.defaults";
import { refuseExcess, stateOf } from "./role.rules";
import { Role } from "./staff.model";

/**
 * Removes a role that nobody holds, not even somebody who has left. The row is locked first: whoever gives the role in the
 * same moment locks it too (`checkMembership`) and then does not find it.
 */
export function removeRole(
  ctx: Ctx,
  { roleId, revision }: InputOf<(typeof peopleContract)["roles.remove"]>,
): Promise<Record<string, never>> {
  return transact(ctx, async (tx) => {
    const role = await loadForUpdate(tx, Role, rolePolicy, "roles.remove", roleId);
    role.expectRevision(revision);
    if (role.builtIn && role.code === ADMINISTRATOR) refuse("role.frozen");
    refuseExcess(tx, role);
    const holders = await tx.row<{ holderCount: number }>(
      "SELECT COUNT(*) AS holderCount FROM user_roles ur WHERE ur.tenant_id = :tenant AND ur.role_id = :roleId",
      { roleId },
    );
    if (holders && holders.holderCount > 0) {
      refuse("record.in_use", { code: role.code, holderCount: holders.holderCount });
    }
    await tx.write("DELETE FROM roles WHERE tenant_id = :tenant AND id = :roleId", { roleId });
    tx.record({ type: "role", id: roleId, number: role.code, before: stateOf(role), after: null });
    return {};
  });
}
