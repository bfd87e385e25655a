import type { Check } from "../check";

/** What the books of value beside the stock promise: work, variances, goods not invoiced, closed months, counts, pieces. */
export const costChecks: readonly Check[] = [
  {
    name: "costs.wip_is_entries",
    promise: "What is in a work order is the sum of its entries.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('work order ', work_order_id) AS document,
        CAST(SUM(entered) AS CHAR) AS expected, CAST(SUM(held) AS CHAR) AS found
      FROM (
        SELECT tenant_id, work_order_id, value_cents AS entered, 0 AS held FROM wip_entries
        UNION ALL SELECT tenant_id, work_order_id, 0, value_cents FROM wip_balances) k
      GROUP BY tenant_id, work_order_id HAVING SUM(entered) <> SUM(held)`,
  },
  {
    name: "costs.material_is_moves",
    promise: "What a work order takes and gives of stock is what the stock book says.",
    sql: `SELECT e.tenant_id AS tenantId, CONCAT('work order entry ', e.id) AS document,
        COALESCE(CAST(-m.value_cents AS CHAR), 'a stock move') AS expected, CAST(e.value_cents AS CHAR) AS found
      FROM wip_entries e LEFT JOIN stock_moves m ON m.tenant_id = e.tenant_id AND m.fact_id = e.fact_id
        AND m.effect = e.effect AND m.line_id = e.line_id
      WHERE e.kind IN ('material', 'finish') AND (m.id IS NULL OR m.value_cents <> -e.value_cents)`,
  },
  {
    name: "costs.closing_goes_somewhere",
    promise: "What a closed work order had left went to stock and to variance, to the cent.",
    sql: `SELECT e.tenant_id AS tenantId, CONCAT('work order ', e.work_order_id) AS document,
        CAST(-e.value_cents AS CHAR) AS expected,
        CAST(COALESCE(m.value_cents, 0) + COALESCE(v.value_cents, 0) AS CHAR) AS found
      FROM wip_entries e
        LEFT JOIN stock_moves m ON m.tenant_id = e.tenant_id AND m.fact_id = e.fact_id AND m.effect = e.effect
          AND m.line_id = e.line_id
        LEFT JOIN cost_variances v ON v.tenant_id = e.tenant_id AND v.fact_id = e.fact_id AND v.effect = e.effect
          AND v.line_id = e.line_id
      WHERE e.kind = 'close' AND -e.value_cents <> COALESCE(m.value_cents, 0) + COALESCE(v.value_cents, 0)`,
  },
  {
    name: "costs.accrual_within_receipt",
    promise:
      "A receipt is never invoiced beyond what came in, and nothing is left of the value when all is invoiced.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('receipt line ', receipt_line_id) AS document, '>= 0' AS expected,
        CONCAT(SUM(quantity), ' / ', SUM(value_cents)) AS found
      FROM receipt_accruals GROUP BY tenant_id, receipt_line_id
      HAVING SUM(quantity) < 0 OR (SUM(quantity) = 0 AND SUM(value_cents) <> 0)`,
  },
  {
    name: "costs.receipt_is_accrued",
    promise: "An accrual that came in is the value of its stock move.",
    sql: `SELECT a.tenant_id AS tenantId, CONCAT('accrual ', a.id) AS document,
        COALESCE(CAST(m.value_cents AS CHAR), 'a stock move') AS expected, CAST(a.value_cents AS CHAR) AS found
      FROM receipt_accruals a LEFT JOIN stock_moves m ON m.tenant_id = a.tenant_id AND m.fact_id = a.fact_id
        AND m.effect = a.effect AND m.line_id = a.line_id
      WHERE a.quantity > 0 AND (m.id IS NULL OR m.value_cents <> a.value_cents)`,
  },
  {
    name: "costs.closed_month_is_moves",
    promise:
      "What a closed month was worth is the sum of the moves until its end: nothing was dated into it since.",
    sql: `SELECT p.tenant_id AS tenantId, CONCAT('period ', p.month) AS document,
        CAST((SELECT COALESCE(SUM(m.value_cents), 0) FROM stock_moves m
          WHERE m.tenant_id = p.tenant_id AND m.occurred_on <= p.ends_on) AS CHAR) AS expected,
        CAST(p.stock_cents AS CHAR) AS found
      FROM stock_periods p
      WHERE p.state = 'closed' AND (p.stock_cents <> (SELECT COALESCE(SUM(m.value_cents), 0) FROM stock_moves m
            WHERE m.tenant_id = p.tenant_id AND m.occurred_on <= p.ends_on)
          OR p.stock_cents <> (SELECT COALESCE(SUM(v.value_cents), 0) FROM stock_period_values v
            WHERE v.tenant_id = p.tenant_id AND v.period_id = p.id))`,
  },
  {
    name: "costs.gate_is_last_closed",
    promise: "The book is closed through the last closed month.",
    sql: `SELECT p.tenant_id AS tenantId, 'periods' AS document, CAST(MAX(p.ends_on) AS CHAR) AS expected,
        CAST(MAX(g.closed_through) AS CHAR) AS found
      FROM stock_periods p LEFT JOIN stock_gates g ON g.tenant_id = p.tenant_id
      WHERE p.state = 'closed' GROUP BY p.tenant_id HAVING NOT (MAX(p.ends_on) <=> MAX(g.closed_through))`,
  },
  {
    name: "stocktakes.differences_are_posted",
    promise:
      "A posted count has moved each key by what was counted less what the books said then, and no other key.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('stocktake ', stocktake_id, ' item ', item_id) AS document,
        CAST(SUM(differs) AS CHAR) AS expected, CAST(SUM(moved) AS CHAR) AS found
      FROM (
        SELECT n.tenant_id, n.stocktake_id, n.item_id, n.location_id, n.lot_id, n.owner_party_id, n.status,
          n.counted_quantity - n.book_quantity AS differs, 0 AS moved
          FROM stocktake_lines n JOIN stocktakes s ON s.tenant_id = n.tenant_id AND s.id = n.stocktake_id
          WHERE s.state = 'posted' AND n.counted_quantity IS NOT NULL
        UNION ALL SELECT tenant_id, source_id, item_id, location_id, lot_id, owner_party_id, status, 0, quantity
          FROM stock_moves WHERE kind = 'count') k
      GROUP BY tenant_id, stocktake_id, item_id, location_id, lot_id, owner_party_id, status
      HAVING SUM(differs) <> SUM(moved)`,
  },
  {
    name: "stocktakes.freeze_while_counting",
    promise: "Only a running count that freezes holds its places.",
    sql: `SELECT f.tenant_id AS tenantId, CONCAT('stocktake ', s.number) AS document,
        IF(s.state = 'counting' AND s.freezes = 1, 'frozen', 'free') AS expected, IF(f.frozen = 1, 'frozen', 'free') AS found
      FROM stocktake_scopes f JOIN stocktakes s ON s.tenant_id = f.tenant_id AND s.id = f.stocktake_id
      WHERE f.frozen <> IF(s.state = 'counting' AND s.freezes = 1, 1, 0)`,
  },
  {
    name: "serials.each_counts_once",
    promise:
      "Of an item told apart by serial, each balance is the number of pieces that lie there.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('item ', item_id, ' warehouse ', warehouse_id) AS document,
        CAST(SUM(pieces) AS CHAR) AS expected, CAST(SUM(held) AS CHAR) AS found
      FROM (
        SELECT tenant_id, item_id, warehouse_id, location_id, lot_id, owner_party_id, status, 1 AS pieces, 0 AS held
          FROM stock_serials WHERE state = 'in_stock'
        UNION ALL SELECT b.tenant_id, b.item_id, b.warehouse_id, b.location_id, b.lot_id, b.owner_party_id, b.status, 0,
          b.quantity FROM stock_balances b JOIN items i ON i.tenant_id = b.tenant_id AND i.id = b.item_id
          WHERE i.tracking = 'serial') k
      GROUP BY tenant_id, item_id, warehouse_id, location_id, lot_id, owner_party_id, status
      HAVING SUM(pieces) <> SUM(held)`,
  },
  {
    name: "lots.are_of_their_item",
    promise:
      "A stock key names only lots of its item, and of an item told apart by lot always one.",
    sql: `SELECT b.tenant_id AS tenantId, CONCAT('item ', b.item_id, ' lot ', b.lot_id) AS document,
        'a lot of the item' AS expected, COALESCE(CAST(t.item_id AS CHAR), 'none') AS found
      FROM stock_balances b JOIN items i ON i.tenant_id = b.tenant_id AND i.id = b.item_id
        LEFT JOIN stock_lots t ON t.tenant_id = b.tenant_id AND t.id = b.lot_id
      WHERE b.quantity <> 0 AND ((b.lot_id <> 0 AND NOT (t.item_id <=> b.item_id)) OR (i.tracking = 'lot' AND b.lot_id = 0))`,
  },
];
