import type { Check } from "../check";

/** What sales orders promise: amounts that add up to the cent, and lines that planning knows with the same figures. */
export const orderChecks: readonly Check[] = [
  {
    name: "orders.header_is_lines",
    promise: "An order's amounts are the sums of its lines, to the cent.",
    sql: `SELECT o.tenant_id AS tenantId, CONCAT('order ', o.number) AS document,
        CONCAT_WS(' / ', COALESCE(l.incl, 0), COALESCE(l.excl, 0), COALESCE(l.tax, 0)) AS expected,
        CONCAT_WS(' / ', o.incl_cents, o.excl_cents, o.tax_cents) AS found
      FROM sales_orders o LEFT JOIN (
        SELECT tenant_id, order_id, SUM(incl_cents) AS incl, SUM(excl_cents) AS excl, SUM(tax_cents) AS tax
        FROM sales_order_lines WHERE state <> 'removed' GROUP BY tenant_id, order_id) l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
      WHERE o.incl_cents <> COALESCE(l.incl, 0) OR o.excl_cents <> COALESCE(l.excl, 0)
        OR o.tax_cents <> COALESCE(l.tax, 0)`,
  },
  {
    name: "orders.line_splits_tax",
    promise: "A line with tax is the line without tax and the tax.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('order line ', id) AS document, CAST(incl_cents AS CHAR) AS expected,
        CONCAT(excl_cents, ' + ', tax_cents) AS found
      FROM sales_order_lines WHERE incl_cents <> excl_cents + tax_cents`,
  },
  {
    // The net amount is rounded half up from incl ÷ (1 + rate). Multiplied out, because a division would round by itself.
    name: "orders.line_amount_is_quantity_times_price",
    promise:
      "A line's amount is quantity × price, and its other figure follows by the tax rate, each rounded half up once.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('order ', o.number, ' line ', l.line_no) AS document,
        CONCAT(l.entered_quantity, ' x ', l.unit_price, ' at ', l.tax_rate) AS expected,
        CONCAT_WS(' / ', l.incl_cents, l.excl_cents, l.tax_cents) AS found
      FROM sales_order_lines l JOIN sales_orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
      WHERE (o.prices_include_tax = 1 AND (l.incl_cents <> ROUND(l.entered_quantity * l.unit_price * 100)
          OR 2 * (l.excl_cents * (1 + l.tax_rate) - l.incl_cents) > 1 + l.tax_rate
          OR 2 * (l.excl_cents * (1 + l.tax_rate) - l.incl_cents) <= -(1 + l.tax_rate)))
        OR (o.prices_include_tax = 0 AND (l.excl_cents <> ROUND(l.entered_quantity * l.unit_price * 100)
          OR l.tax_cents <> ROUND(l.excl_cents * l.tax_rate)))`,
  },
  {
    name: "orders.line_agrees_with_header",
    promise: "A line carries its order's customer, and is cancelled exactly with it.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('order ', o.number, ' line ', l.line_no) AS document,
        CONCAT('customer ', o.customer_id, ' ', o.state) AS expected,
        CONCAT('customer ', l.customer_id, ' ', l.state) AS found
      FROM sales_order_lines l JOIN sales_orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
      WHERE l.customer_id <> o.customer_id OR (o.state = 'cancelled' AND l.state NOT IN ('cancelled', 'removed'))
        OR (o.state = 'draft' AND l.state <> 'open')`,
  },
  {
    name: "orders.line_is_planned",
    promise:
      "Each open line of a confirmed order has one demand of the same item and quantity, and shows its figures.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('order ', o.number, ' line ', l.line_no) AS document,
        CONCAT_WS(' ', 'item', l.item_id, l.quantity, 'reserved', l.reserved_quantity, 'planned', l.planned_quantity) AS expected,
        IF(d.id IS NULL, 'no demand',
          CONCAT_WS(' ', d.state, 'item', d.item_id, d.quantity, 'reserved', d.reserved, 'pegged', d.pegged)) AS found
      FROM sales_order_lines l
        JOIN sales_orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
        LEFT JOIN demands d ON d.tenant_id = l.tenant_id AND d.source_type = 'order_line' AND d.source_id = l.id
      WHERE o.state = 'confirmed' AND l.state = 'open' AND l.needs_supply = 1 AND (d.id IS NULL OR d.item_id <> l.item_id
        OR d.quantity <> l.quantity OR d.reserved <> l.reserved_quantity OR d.pegged <> l.planned_quantity
        OR (l.warehouse_id IS NOT NULL AND d.warehouse_id <> l.warehouse_id))`,
  },
  {
    name: "orders.line_quantity_is_entered",
    promise: "A line's quantity is what was entered times the unit's factor.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('order line ', l.id) AS document,
        CONCAT(l.entered_quantity, ' x ', l.unit_factor) AS expected, CAST(l.quantity AS CHAR) AS found
      FROM sales_order_lines l WHERE l.quantity <> ROUND(l.entered_quantity * l.unit_factor, 6)`,
  },
  {
    name: "orders.unplanned_line_asks_nothing",
    promise:
      "Free text and services ask nothing of planning, and a line without an item is free text.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('order line ', l.id) AS document, 'no demand' AS expected,
        CONCAT_WS(' ', 'needs supply', l.needs_supply, 'demand', COALESCE(d.id, 'none')) AS found
      FROM sales_order_lines l
        LEFT JOIN demands d ON d.tenant_id = l.tenant_id AND d.source_type = 'order_line' AND d.source_id = l.id
      WHERE (l.needs_supply = 0 AND d.id IS NOT NULL) OR (l.item_id IS NULL AND l.needs_supply = 1)`,
  },
  {
    name: "orders.unconfirmed_asks_nothing",
    promise:
      "A draft has no demand, those of a cancelled order are cancelled with it, and one closed short or complete asks for what it delivered.",
    sql: `SELECT d.tenant_id AS tenantId, CONCAT('order ', o.number, ' line ', l.line_no) AS document,
        'no live demand' AS expected, CONCAT('demand ', d.id, ' ', d.state, ' ', d.quantity) AS found
      FROM demands d
        JOIN sales_order_lines l ON l.tenant_id = d.tenant_id AND l.id = d.source_id
        JOIN sales_orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
      WHERE d.source_type = 'order_line' AND (o.state IN ('draft', 'pending_approval')
        OR (o.state IN ('closed_short', 'completed') AND (d.quantity <> d.fulfilled OR l.reserved_quantity <> 0 OR l.planned_quantity <> 0))
        OR (o.state = 'cancelled' AND (d.state <> 'cancelled' OR l.reserved_quantity <> 0 OR l.planned_quantity <> 0)))`,
  },
  {
    name: "orders.payments_are_amount",
    promise:
      "An order confirmed under a payment term is to be paid in stages that sum to its amount, to the cent; a cancelled one not at all.",
    sql: `SELECT o.tenant_id AS tenantId, CONCAT('order ', o.number) AS document,
        IF(o.state = 'cancelled', '0', CAST(COALESCE(o.kept_cents, o.incl_cents) AS CHAR)) AS expected,
        COALESCE(CAST(SUM(IF(p.state = 'open', p.amount_cents, 0)) AS CHAR), 'no schedule') AS found
      FROM sales_orders o
        LEFT JOIN sales_order_payments p ON p.tenant_id = o.tenant_id AND p.order_id = o.id
      WHERE o.confirmed_at IS NOT NULL AND o.payment_term_id IS NOT NULL
      GROUP BY o.tenant_id, o.id, o.number, o.state, o.kept_cents, o.incl_cents
      HAVING COUNT(p.id) = 0 OR SUM(IF(p.state = 'open', p.amount_cents, 0)) <>
        IF(o.state = 'cancelled', 0, COALESCE(o.kept_cents, o.incl_cents))`,
  },
  {
    name: "orders.one_fact_each",
    promise:
      "An order was confirmed once or never, cancelled once or never, as its state and dates say.",
    sql: `SELECT o.tenant_id AS tenantId, CONCAT('order ', o.number) AS document,
        CONCAT(o.state, IF(o.confirmed_at IS NULL, ' not', ''), ' confirmed,',
          IF(o.cancelled_at IS NULL, ' not', ''), ' cancelled') AS expected,
        CONCAT(COALESCE(f.confirmed, 0), ' confirmed, ', COALESCE(f.cancelled, 0), ' cancelled') AS found
      FROM sales_orders o LEFT JOIN (
        SELECT tenant_id, subject_id, SUM(name = 'orderConfirmed') AS confirmed, SUM(name = 'orderCancelled') AS cancelled
        FROM facts WHERE subject_type = 'order' GROUP BY tenant_id, subject_id) f
        ON f.tenant_id = o.tenant_id AND f.subject_id = o.id
      WHERE COALESCE(f.confirmed, 0) <> IF(o.confirmed_at IS NULL, 0, 1)
        OR COALESCE(f.cancelled, 0) <> IF(o.cancelled_at IS NULL, 0, 1)
        OR (o.state = 'cancelled') <> (o.cancelled_at IS NOT NULL)
        OR (o.state IN ('confirmed', 'completed', 'closed_short') AND o.confirmed_at IS NULL)
        OR (o.state IN ('draft', 'pending_approval') AND o.confirmed_at IS NOT NULL)`,
  },
];
