import { type InputOf, type OutputOf, tenantsContract } from "@quanlian/shared/contract";
import { zhCN } from "@quanlian/shared/locale";
import { type Ctx, DEFAULT_TIME_ZONE } from "../../kernel/access";
import { insertRow, insertRows, refusingDuplicates, transact, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { insertUser, personFor } from "./create-user";
import { Tenant } from "./person.model";
import { ADMINISTRATOR, builtInRoleName, builtInRoles } from "./role.defaults";
import { Department, Role } from "./staff.model";
import { onBehalf } from "./tenant.queries";

/** Opens a company: its built-in roles, a first department, and an administrator who can sign in at once. */
export function openTenant(
  ctx: Ctx,
  input: InputOf<(typeof tenantsContract)["tenants.open"]>,
): Promise<OutputOf<(typeof tenantsContract)["tenants.open"]>> {
  const tenantId = ctx.services.ids.next();
  return transact(onBehalf(ctx, tenantId), async (tx) => {
    const { code, name, functions } = input;
    const row = {
      id: tenantId,
      code,
      name,
      functions: [...new Set<string>(functions)],
      timeZone: input.timeZone ?? DEFAULT_TIME_ZONE,
      state: "open" as const,
    };
    await refusingDuplicates({ uq_tenants_code: "code" }, () =>
      insertRow(tx, Tenant, { ...row, updatedAt: tx.now }),
    );
    tx.record({ type: "tenant", id: tenantId, number: code, before: null, after: row });
    const departmentId = tx.newId();
    await insertRow(tx, Department, {
      id: departmentId,
      parentId: null,
      code: "company",
      name: zhCN["department.company"],
    });
    const administratorRoleId = await insertBuiltInRoles(tx);
    const { administrator } = input;
    const administratorId = await insertUser(tx, {
      personId: await personFor(tx, administrator),
      name: administrator.name,
      departmentId,
      roleIds: [administratorRoleId],
    });
    return { tenant: { ...row, revision: 1 }, administratorId };
  });
}

async function insertBuiltInRoles(tx: Tx): Promise<Id> {
  const rows = builtInRoles.map((role) => ({
    ...role,
    id: tx.newId(),
    name: builtInRoleName(role.code),
    scopes: {},
    builtIn: true,
  }));
  await insertRows(tx, Role, rows);
  const administrator = rows.find((role) => role.code === ADMINISTRATOR);
  assert(administrator, "no administrator among the built-in roles");
  return administrator.id;
}
