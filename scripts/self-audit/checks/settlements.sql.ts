import type { Check } from "../check";

/** What charges promise: they are the amounts of the books, line by line, and nothing is credited beyond its charge. */
export const settlementChecks: readonly Check[] = [
  {
    name: "settlements.charge_splits_tax",
    promise: "A charge with tax is the charge without tax and the tax, all of one sign.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('charge ', id) AS document, CAST(incl_cents AS CHAR) AS expected,
        CONCAT(excl_cents, ' + ', tax_cents) AS found
      FROM charges WHERE incl_cents <> excl_cents + tax_cents OR incl_cents * quantity < 0`,
  },
  {
    name: "settlements.charges_are_open_items",
    promise: "What a document charges is open on its party's account, to the cent.",
    sql: `SELECT tenant_id AS tenantId, CONCAT(source_type, ' ', source_id, ' of party ', party_id) AS document,
        CAST(SUM(charged) AS CHAR) AS expected, CAST(SUM(opened) AS CHAR) AS found
      FROM (
        SELECT tenant_id, party_id, side, source_type, source_id, incl_cents AS charged, 0 AS opened FROM charges
        UNION ALL SELECT tenant_id, party_id, side, source_type, source_id, 0,
          IF(direction = 'charge', amount_cents, -amount_cents) FROM open_items
          WHERE source_type NOT IN ('open_item', 'cash_movement')) k
      GROUP BY tenant_id, party_id, side, source_type, source_id HAVING SUM(charged) <> SUM(opened)`,
  },
  {
    name: "settlements.credit_within_charge",
    promise: "Nothing is credited beyond what was charged, neither in quantity nor in money.",
    sql: `SELECT c.tenant_id AS tenantId, CONCAT('charge ', c.id) AS document,
        CONCAT_WS(' ', 'at most', c.quantity, 'at', c.incl_cents) AS expected,
        CONCAT_WS(' ', -SUM(r.quantity), 'at', -SUM(r.incl_cents)) AS found
      FROM charges c JOIN charges r ON r.tenant_id = c.tenant_id AND r.credits_id = c.id
      GROUP BY c.tenant_id, c.id, c.quantity, c.incl_cents, c.tax_cents
      HAVING -SUM(r.quantity) > c.quantity OR -SUM(r.incl_cents) > c.incl_cents
        OR (-SUM(r.quantity) = c.quantity AND -SUM(r.incl_cents) <> c.incl_cents)`,
  },
  {
    name: "settlements.order_is_settled",
    promise:
      "What of an order is settled was charged; more than that only where goods were credited before they were charged.",
    sql: `SELECT o.tenant_id AS tenantId, CONCAT('order ', o.number) AS document,
        CAST(COALESCE(c.cents, 0) AS CHAR) AS expected, CAST(o.settled_cents AS CHAR) AS found
      FROM sales_orders o
        LEFT JOIN (SELECT tenant_id, order_id, SUM(incl_cents) AS cents FROM charges WHERE credits_id IS NULL
          GROUP BY tenant_id, order_id) c ON c.tenant_id = o.tenant_id AND c.order_id = o.id
        LEFT JOIN (SELECT tenant_id, order_id, SUM(credited_quantity) AS credited FROM sales_order_lines
          GROUP BY tenant_id, order_id) l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
      WHERE o.settled_cents < COALESCE(c.cents, 0)
        OR (o.settled_cents > COALESCE(c.cents, 0) AND COALESCE(l.credited, 0) = 0)`,
  },
  {
    name: "settlements.receipt_is_charged",
    promise:
      "What came of a supplier's goods is charged by him at what it is worth to us, and its tax.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('goods receipt line ', l.id) AS document,
        CONCAT_WS(' + ', l.value_cents, l.tax_cents) AS expected,
        COALESCE(CONCAT_WS(' + ', c.excl_cents, c.tax_cents), 'no charge') AS found
      FROM goods_receipt_lines l LEFT JOIN charges c ON c.tenant_id = l.tenant_id AND c.source_type = 'goods_receipt'
        AND c.source_id = l.goods_receipt_id AND c.line_id = l.id AND c.credits_id IS NULL
      WHERE c.id IS NULL OR c.side <> 'payable' OR c.party_id <> l.supplier_id OR c.excl_cents <> l.value_cents
        OR c.tax_cents <> l.tax_cents`,
  },
];
