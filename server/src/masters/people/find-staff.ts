import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** The active users among these ids, each with its department; others are absent. For whoever lets a row be owned. */
export async function findStaff(
  ctx: Ctx,
  userIds: readonly Id[],
): Promise<ReadonlyMap<Id, { departmentId: Id | null }>> {
  const rows = await ctx.rows<{ id: Id; departmentId: Id | null }>(
    `SELECT u.id, u.department_id AS departmentId FROM users u
     WHERE u.tenant_id = :tenant AND u.id IN :userIds AND u.state = 'active'`,
    { userIds },
  );
  return new Map(rows.map(({ id, departmentId }) => [id, { departmentId }]));
}

/** What these users are called, whether they still work here or not. */
export async function nameStaff(
  ctx: Ctx,
  userIds: readonly Id[],
): Promise<ReadonlyMap<Id, string>> {
  const rows = await ctx.rows<{ id: Id; name: string }>(
    "SELECT u.id, u.name FROM users u WHERE u.tenant_id = :tenant AND u.id IN :userIds",
    { userIds },
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
