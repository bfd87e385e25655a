import type { RowScope } from "../../kernel/access";
import { insertRows, type Tx } from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { excessOf } from "./grant.rules";
import { ADMINISTRATOR } from "./role.defaults";
import { UserRole } from "./staff.model";

interface RoleRow {
  id: Id;
  code: string;
  permissions: string;
  scope: RowScope;
  scopes: string;
  masks: string;
}

/** What a user is to have; each part that is given is checked, and all faults are named at once. */
export interface Membership {
  departmentId?: Id | null;
  roleIds?: readonly Id[];
}

/** Refuses unknown departments and roles, and roles that give more than the actor holds (of those newly given). */
export async function checkMembership(
  tx: Tx,
  wanted: Membership,
  held: readonly Id[] = [],
): Promise<void> {
  const faults = new Faults(tx.language);
  if (wanted.departmentId && !(await departmentExists(tx, wanted.departmentId))) {
    faults.unknown(["departmentId"], wanted.departmentId);
  }
  // Shared: nobody removes a role while it is being given.
  const roles = wanted.roleIds ? await findRoles(tx, wanted.roleIds) : new Map<Id, RoleRow>();
  wanted.roleIds?.forEach((id, at) => {
    if (!roles.has(id)) faults.unknown(["roleIds", at], id);
  });
  faults.refuse();
  for (const role of roles.values()) {
    if (held.includes(role.id)) continue;
    const permission = excessOf(tx.actor, readRole(role));
    if (permission !== null) refuse("auth.forbidden", { permission });
  }
}

/** The user's roles become exactly these. */
export async function setRoles(tx: Tx, userId: Id, roleIds: readonly Id[]): Promise<void> {
  await tx.write("DELETE FROM user_roles WHERE tenant_id = :tenant AND user_id = :userId", {
    userId,
  });
  const rows = [...new Set(roleIds)].map((roleId) => ({ userId, roleId }));
  await insertRows(tx, UserRole, rows);
}

export async function findRoleIds(tx: Tx, userId: Id): Promise<Id[]> {
  const rows = await tx.rows<{ roleId: Id }>(
    `SELECT ur.role_id AS roleId FROM user_roles ur WHERE ur.tenant_id = :tenant AND ur.user_id = :userId
     ORDER BY ur.role_id`,
    { userId },
  );
  return rows.map((row) => row.roleId);
}

/**
 * Refuses when nobody at work holds the administrator's role any more. Called after the change was written, and
 * `lockAdministrator` before, so that two who give it up at once cannot both pass.
 */
export async function demandAdministrator(tx: Tx): Promise<void> {
  const found = await tx.row(
    `SELECT u.id FROM roles r
     JOIN user_roles ur ON ur.tenant_id = :tenant AND ur.role_id = r.id
     JOIN users u ON u.tenant_id = :tenant AND u.id = ur.user_id AND u.state = 'active'
     WHERE r.tenant_id = :tenant AND r.code = :code LIMIT 1`,
    { code: ADMINISTRATOR },
  );
  if (!found) refuse("user.last_administrator");
}

export async function lockAdministrator(tx: Tx): Promise<void> {
  await tx.row(
    "SELECT r.id FROM roles r WHERE r.tenant_id = :tenant AND r.code = :code FOR UPDATE",
    { code: ADMINISTRATOR },
  );
}

async function departmentExists(tx: Tx, departmentId: Id): Promise<boolean> {
  const found = await tx.row(
    "SELECT d.id FROM departments d WHERE d.tenant_id = :tenant AND d.id = :departmentId",
    { departmentId },
  );
  return found !== undefined;
}

async function findRoles(tx: Tx, roleIds: readonly Id[]): Promise<Map<Id, RoleRow>> {
  const rows = await tx.rows<RoleRow>(
    `SELECT r.id, r.code, r.permissions, r.scope, r.scopes, r.masks FROM roles r
     WHERE r.tenant_id = :tenant AND r.id IN :roleIds ORDER BY r.id LOCK IN SHARE MODE`,
    { roleIds: sortedIds(roleIds) },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const readRole = (row: RoleRow) => ({
  permissions: JSON.parse(row.permissions) as string[],
  scope: row.scope,
  scopes: JSON.parse(row.scopes) as Record<string, RowScope>,
  masks: JSON.parse(row.masks) as string[],
});
