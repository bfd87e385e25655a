import type { PeriodCheck } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import type { Month } from "./period.rules";

/**
 * What must hold before a month closes: counts that were opened in it are posted or cancelled, and the sums of the book
 * agree with its balances.
 */
export async function checkPeriod(ctx: Ctx, month: Month): Promise<PeriodCheck[]> {
  const found = await ctx.rows<{ code: PeriodCheck["code"]; faultCount: number }>(
    `SELECT 'stocktakes_open' AS code, COUNT(*) AS faultCount FROM stocktakes s
       WHERE s.tenant_id = :tenant AND s.state = 'counting' AND s.counted_on <= :endsOn
     UNION ALL SELECT 'quantity_sums', COUNT(*) FROM (
       SELECT k.item_id FROM (
         SELECT m.item_id, m.warehouse_id, m.quantity FROM stock_moves m WHERE m.tenant_id = :tenant
         UNION ALL SELECT b.item_id, b.warehouse_id, -b.quantity FROM stock_balances b WHERE b.tenant_id = :tenant) k
       GROUP BY k.item_id, k.warehouse_id HAVING SUM(k.quantity) <> 0) q
     UNION ALL SELECT 'value_sums', COUNT(*) FROM (
       SELECT k.item_id FROM (
         SELECT m.item_id, m.warehouse_id, m.value_cents AS value FROM stock_moves m WHERE m.tenant_id = :tenant
         UNION ALL SELECT s.item_id, s.warehouse_id, -s.value_cents FROM item_stocks s WHERE s.tenant_id = :tenant) k
       GROUP BY k.item_id, k.warehouse_id HAVING SUM(k.value) <> 0) v
     UNION ALL SELECT 'wip_sums', COUNT(*) FROM (
       SELECT k.work_order_id FROM (
         SELECT e.work_order_id, e.value_cents AS value FROM wip_entries e WHERE e.tenant_id = :tenant
         UNION ALL SELECT b.work_order_id, -b.value_cents FROM wip_balances b WHERE b.tenant_id = :tenant) k
       GROUP BY k.work_order_id HAVING SUM(k.value) <> 0) w`,
    { endsOn: month.endsOn },
  );
  return found.map(({ code, faultCount }) => ({ code, ok: faultCount === 0, faultCount }));
}
