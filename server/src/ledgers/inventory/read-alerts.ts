import type { InputOf, inventoryContract, StockAlert } from "@quanlian/shared/contract";
import { addDays, exact, toDecimalText, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";

type Input = InputOf<(typeof inventoryContract)["inventory.alerts"]>;

const USUAL_DAYS = { expiring: 30, slow: 180, below_safety: 0 } as const;
const USUAL_ROWS = 50;

/** What somebody should look at, the most urgent first, with how many there are. */
export async function readAlerts(ctx: Ctx, { kind, days, limit = USUAL_ROWS }: Input) {
  const span = days ?? USUAL_DAYS[kind];
  const on: Day = kind === "slow" ? addDays(ctx.today, -span) : addDays(ctx.today, span);
  const parameters: Record<string, Day> = kind === "below_safety" ? {} : { on };
  const rows = await ctx.rows<StockAlert>(`${QUERIES[kind]} LIMIT ${limit}`, parameters);
  const counted = await ctx.row<{ alertCount: number }>(
    `SELECT COUNT(*) AS alertCount FROM (${QUERIES[kind]}) a`,
    parameters,
  );
  return { rows: rows.map(plain), count: counted?.alertCount ?? 0 };
}

const plain = (row: StockAlert): StockAlert => ({
  ...row,
  quantity: toDecimalText(exact(row.quantity)),
  safetyStock: row.safetyStock === null ? null : toDecimalText(exact(row.safetyStock)),
});

const ITEM = "i.id AS itemId, i.code AS itemCode, i.name AS itemName";

const QUERIES: Record<Input["kind"], string> = {
  // Free stock in all warehouses together; what lacks most of its safety stock first.
  below_safety: `SELECT ${ITEM}, NULL AS warehouseId, NULL AS warehouseName, NULL AS lotId, NULL AS lotNumber,
      COALESCE(s.free, 0) AS quantity, i.safety_stock AS safetyStock, NULL AS day
    FROM items i LEFT JOIN (SELECT k.item_id, SUM(k.on_hand - k.reserved) AS free FROM item_stocks k
        WHERE k.tenant_id = :tenant GROUP BY k.item_id) s ON s.item_id = i.id
    WHERE i.tenant_id = :tenant AND i.active = 1 AND i.safety_stock > 0 AND COALESCE(s.free, 0) < i.safety_stock
    ORDER BY COALESCE(s.free, 0) / i.safety_stock, i.id`,
  expiring: `SELECT ${ITEM}, b.warehouse_id AS warehouseId, w.name AS warehouseName, t.id AS lotId, t.number AS lotNumber,
      SUM(b.quantity) AS quantity, NULL AS safetyStock, t.expires_on AS day
    FROM stock_lots t
      JOIN stock_balances b ON b.tenant_id = :tenant AND b.lot_id = t.id AND b.quantity > 0
      JOIN items i ON i.tenant_id = :tenant AND i.id = t.item_id
      JOIN warehouses w ON w.tenant_id = :tenant AND w.id = b.warehouse_id
    WHERE t.tenant_id = :tenant AND t.expires_on <= :on
    GROUP BY i.id, i.code, i.name, b.warehouse_id, w.name, t.id, t.number, t.expires_on
    ORDER BY t.expires_on, t.id`,
  // What came in lately is not slow: it has had no time to leave.
  slow: `SELECT ${ITEM}, k.warehouse_id AS warehouseId, w.name AS warehouseName, NULL AS lotId, NULL AS lotNumber,
      k.on_hand + k.held_quantity AS quantity, NULL AS safetyStock, MAX(IF(m.quantity < 0, m.occurred_on, NULL)) AS day
    FROM item_stocks k
      JOIN items i ON i.tenant_id = :tenant AND i.id = k.item_id
      JOIN warehouses w ON w.tenant_id = :tenant AND w.id = k.warehouse_id
      JOIN stock_moves m ON m.tenant_id = :tenant AND m.item_id = k.item_id AND m.warehouse_id = k.warehouse_id
        AND m.kind NOT IN ('count', 'revaluation')
    WHERE k.tenant_id = :tenant AND k.on_hand + k.held_quantity > 0
    GROUP BY i.id, i.code, i.name, k.warehouse_id, w.name, k.on_hand, k.held_quantity
    HAVING MAX(m.occurred_on) < :on
    ORDER BY MAX(m.occurred_on), i.id`,
};
