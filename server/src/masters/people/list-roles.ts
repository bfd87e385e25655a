import type { Role as RoleView } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { presentRole, type RoleRow } from "./role.present";

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
