import {
  tenantsContract,
  type InputOf,
  type OutputOf,
  type Tenant as TenantView,
} from "@quanlian/shared/contract";
import { zhCN } from "@quanlian/shared/locale";
import {
  acrossTenants,
  createCtx,
  DEFAULT_TIME_ZONE,
  stampOf,
  type Ctx,
} from "../../kernel/access";
import { insertRow, insertRows, refusingDuplicates, transact, type Tx } from "../../kernel/db";
import { assert, refuse, refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { insertUser, personFor } from "./create-user";
import { forgetIdentities } from "./identity-cache";
import { Tenant } from "./person.model";
import { ADMINISTRATOR, builtInRoleName, builtInRoles } from "./role.defaults";
import { Department, Role } from "./staff.model";

type TenantRow = Omit<TenantView, "functions"> & { functions: string };

const TENANT = `SELECT t.id, t.code, t.name, t.functions, t.time_zone AS timeZone, t.state, t.revision FROM tenants t`;

/** The companies on the platform, a page by id. For the operator, who sees no more of them than this. */
export async function listTenants(
  ctx: Ctx,
  input: InputOf<(typeof tenantsContract)["tenants.list"]>,
): Promise<OutputOf<(typeof tenantsContract)["tenants.list"]>> {
  const across = acrossTenants(ctx, "the operator's list of tenants");
  const rows = await across.rows<TenantRow>(
    `${TENANT} WHERE t.id > :afterId ORDER BY t.id LIMIT :most`,
    {
      afterId: input.after ?? "0",
      most: input.limit + 1,
    },
  );
  const page = rows.slice(0, input.limit);
  const next = rows.length > input.limit ? page.at(-1)!.id : null;
  return { tenants: page.map(presentTenant), next };
}

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

/** Changes a company's name or functions, closes or reopens it. Its data stays, whatever is off. */
export function updateTenant(
  ctx: Ctx,
  input: InputOf<(typeof tenantsContract)["tenants.update"]>,
): Promise<TenantView> {
  return transact(onBehalf(ctx, input.tenantId), async (tx) => {
    const row = await tx.row<TenantRow>(`${TENANT} WHERE t.id = :tenantId FOR UPDATE`, {
      tenantId: input.tenantId,
    });
    if (!row) refuseNotFound("tenant");
    if (row.revision !== input.revision) {
      refuse("revision.stale", { expected: input.revision, current: row.revision });
    }
    const before = presentTenant(row);
    const after: TenantView = {
      ...before,
      name: input.name ?? before.name,
      functions: input.functions ? [...new Set(input.functions)] : before.functions,
      state: input.state ?? before.state,
      revision: before.revision + 1,
    };
    await tx.write(
      `UPDATE tenants SET name = :name, functions = :functions, state = :state, revision = :revision,
         updated_at = :now WHERE id = :id`,
      {
        id: after.id,
        name: after.name,
        functions: JSON.stringify(after.functions),
        state: after.state,
        revision: after.revision,
        now: tx.now,
      },
    );
    tx.record({ type: "tenant", id: after.id, number: after.code, before, after });
    forgetIdentities(tx);
    return after;
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

/** The operator belongs to no tenant: what is done for one runs in its name, and the audit names the operator. */
const onBehalf = (ctx: Ctx, tenantId: Id): Ctx =>
  createCtx({
    services: ctx.services,
    actor: {
      kind: "job",
      tenantId,
      name: ctx.origin.operation,
      onBehalfOf: stampOf(ctx.actor),
    },
    origin: ctx.origin,
    language: ctx.language,
    now: ctx.now,
  });

const presentTenant = (row: TenantRow): TenantView => ({
  ...row,
  functions: JSON.parse(row.functions) as string[],
});
