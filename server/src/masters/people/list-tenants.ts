import { type InputOf, type OutputOf, tenantsContract } from "@quanlian/shared/contract";
import { acrossTenants, type Ctx } from "../../kernel/access";
import { presentTenant, TENANT, type TenantRow } from "./tenant.queries";

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
