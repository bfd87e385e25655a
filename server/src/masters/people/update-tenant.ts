import {
  type InputOf,
  type Tenant as TenantView,
  tenantsContract,
} from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { refuse, refuseNotFound } from "../../kernel/errors";
import { forgetIdentities } from "./identity-cache";
import { onBehalf, presentTenant, TENANT, type TenantRow } from "./tenant.queries";

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
