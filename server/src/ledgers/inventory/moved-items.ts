import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** Which of these items have ever had stock: whoever changes how their stock is told apart must ask. */
export async function movedItems(ctx: Ctx, itemIds: readonly Id[]): Promise<ReadonlySet<Id>> {
  if (itemIds.length === 0) return new Set();
  const rows = await ctx.rows<{ itemId: Id }>(
    `SELECT DISTINCT m.item_id AS itemId FROM stock_moves m
     WHERE m.tenant_id = :tenant AND m.item_id IN :itemIds`,
    { itemIds },
  );
  return new Set(rows.map((row) => row.itemId));
}
