import type { Role as RoleView } from "@quanlian/shared/contract";
import { type Ctx, may } from "../../kernel/access";
import type { RowOf } from "../../kernel/db";
import { ADMINISTRATOR } from "./role.defaults";
import { Role } from "./staff.model";

export type RoleRow = Omit<RowOf<typeof Role>, "tenantId" | "createdAt" | "updatedAt">;

export function presentRole(ctx: Ctx, role: RoleRow): RoleView {
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
    actions: frozen ? [] : ["roles.update", "roles.remove"].filter((name) => may(ctx.actor, name)),
  };
}
