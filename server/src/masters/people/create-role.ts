import { type InputOf, peopleContract, type Role as RoleView } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRow, refusingDuplicates, transact } from "../../kernel/db";
import { refuseUnknownRights } from "./role-faults";
import { presentRole } from "./role.present";
import { refuseExcess, stateOf } from "./role.rules";
import { Role } from "./staff.model";

/** A role of the company's own. It cannot grant more than its maker holds. */
export function createRole(
  ctx: Ctx,
  input: InputOf<(typeof peopleContract)["roles.create"]>,
): Promise<RoleView> {
  return transact(ctx, async (tx) => {
    const role = {
      scopes: {},
      masks: [],
      ...input,
      id: tx.newId(),
      builtIn: false,
      revision: 1,
    };
    refuseUnknownRights(tx, role);
    refuseExcess(tx, role);
    await refusingDuplicates({ uq_roles_code: "code" }, () => insertRow(tx, Role, role));
    tx.record({ type: "role", id: role.id, number: role.code, before: null, after: stateOf(role) });
    return presentRole(tx, role);
  });
}
