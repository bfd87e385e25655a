import { peopleContract, type InputOf, type Role as RoleView } from "@quanlian/shared/contract";
import { may, type Ctx } from "../../kernel/access";
import {
  insertRow,
  loadForUpdate,
  refusingDuplicates,
  transact,
  type RowOf,
  type Tx,
} from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { excessOf } from "./grant.rules";
import { forgetIdentities } from "./identity-cache";
import { rolePolicy } from "./people.policy";
import { ADMINISTRATOR } from "./role.defaults";
import { Role } from "./staff.model";

type RoleRow = Omit<RowOf<typeof Role>, "tenantId" | "createdAt" | "updatedAt">;
const MOST_ROLES = 500;

/** Every role of the company, in the order in which they were made. */
export async function listRoles(ctx: Ctx): Promise<{ roles: RoleView[] }> {
  const rows = await ctx.rows<Record<keyof RoleRow, unknown>>(
    `SELECT r.id, r.code, r.name, r.permissions, r.scope, r.scopes, r.masks, r.built_in AS builtIn, r.revision
     FROM roles r WHERE r.tenant_id = :tenant ORDER BY r.id LIMIT :most`,
    { most: MOST_ROLES },
  );
  return {
    roles: rows.map((row) => {
      const parsed = { ...row } as Record<string, unknown>;
      for (const name of ["permissions", "scopes", "masks"] as const) {
        parsed[name] = JSON.parse(String(row[name]));
      }
      return presentRole(ctx, parsed as unknown as RoleRow);
    }),
  };
}

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
    refuseExcess(tx, role);
    await refusingDuplicates({ uq_roles_code: "code" }, () => insertRow(tx, Role, role));
    tx.record({ type: "role", id: role.id, number: role.code, before: null, after: stateOf(role) });
    return presentRole(tx, role);
  });
}

/** Changes what a role grants, for everybody who holds it, from their next request on. */
export function updateRole(
  ctx: Ctx,
  input: InputOf<(typeof peopleContract)["roles.update"]>,
): Promise<RoleView> {
  return transact(ctx, async (tx) => {
    const role = await loadForUpdate(tx, Role, rolePolicy, "roles.update", input.roleId);
    role.expectRevision(input.revision);
    if (role.builtIn && role.code === ADMINISTRATOR) refuse("role.frozen");
    refuseExcess(tx, role);
    const before = stateOf(role);
    const { roleId: _id, revision: _revision, ...changes } = input;
    Object.assign(role, changes);
    refuseExcess(tx, role);
    await role.saveRevision(tx);
    tx.record({ type: "role", id: role.id, number: role.code, before, after: stateOf(role) });
    forgetIdentities(tx);
    return presentRole(tx, role);
  });
}

type Granting = Pick<RoleRow, "permissions" | "scope" | "scopes" | "masks">;

/** Neither before nor after may it grant more than the actor holds: taking from one's betters is no better. */
function refuseExcess(tx: Tx, role: Granting): void {
  const { permissions, scope, scopes, masks } = role;
  const permission = excessOf(tx.actor, { permissions, scope, scopes, masks });
  if (permission !== null) refuse("auth.forbidden", { permission });
}

const stateOf = (role: Granting & { name: string }) => {
  const { name, permissions, scope, scopes, masks } = role;
  return { name, permissions, scope, scopes, masks };
};

function presentRole(ctx: Ctx, role: RoleRow): RoleView {
  const frozen = role.builtIn && role.code === ADMINISTRATOR;
  return {
    id: role.id,
    code: role.code,
    name: role.name,
    permissions: role.permissions,
    scope: role.scope,
    scopes: role.scopes,
    masks: role.masks as RoleView["masks"],
    builtIn: role.builtIn,
    revision: role.revision,
    actions: !frozen && may(ctx.actor, "roles.update") ? ["roles.update"] : [],
  };
}
