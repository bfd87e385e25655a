import type { Tenant as TenantView } from "@quanlian/shared/contract";
import { createCtx, type Ctx, stampOf } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

export type TenantRow = Omit<TenantView, "functions"> & { functions: string };

export const TENANT = `SELECT t.id, t.code, t.name, t.functions, t.time_zone AS timeZone, t.state, t.revision FROM tenants t`;

/** The operator belongs to no tenant: what is done for one runs in its name, and the audit names the operator. */
export const onBehalf = (ctx: Ctx, tenantId: Id): Ctx =>
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

export const presentTenant = (row: TenantRow): TenantView => ({
  ...row,
  functions: JSON.parse(row.functions) as string[],
});
