import type { Check } from "../check";

const LEFT = "('dispatched', 'delivered', 'accepted', 'disputed', 'resolved')";
const ANSWERED = "('accepted', 'disputed', 'resolved')";

/** What deliveries promise: what left stock is what was picked, and orders, demands and claims know it to the piece. */
export const shipmentChecks: readonly Check[] = [
  {
    name: "shipments.line_is_picked",
    promise: "From its picking on a delivery's goods are picked to the piece.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('shipment ', s.number, ' line ', l.line_no) AS document,
        CAST(l.quantity AS CHAR) AS expected, CAST(COALESCE(SUM(k.quantity), 0) AS CHAR) AS found
      FROM shipment_lines l
        JOIN shipments s ON s.tenant_id = l.tenant_id AND s.id = l.shipment_id
        LEFT JOIN shipment_picks k ON k.tenant_id = l.tenant_id AND k.line_id = l.id
      WHERE s.state NOT IN ('draft', 'cancelled') AND l.item_id IS NOT NULL AND s.shipping_notice_id IS NULL
      GROUP BY l.tenant_id, l.id, s.number, l.line_no, l.quantity HAVING l.quantity <> COALESCE(SUM(k.quantity), 0)`,
  },
  {
    name: "shipments.pick_left_stock",
    promise: "What was picked has left stock exactly when the delivery has.",
    sql: `SELECT k.tenant_id AS tenantId, CONCAT('shipment ', s.number, ' pick ', k.id) AS document,
        IF(s.state IN ${LEFT}, CAST(-k.quantity AS CHAR), 'no move') AS expected,
        COALESCE(CAST(m.quantity AS CHAR), 'no move') AS found
      FROM shipment_picks k
        JOIN shipments s ON s.tenant_id = k.tenant_id AND s.id = k.shipment_id
        LEFT JOIN stock_moves m ON m.tenant_id = k.tenant_id AND m.source_type = 'shipment' AND m.source_id = s.id
          AND m.line_id = k.id AND m.effect = 'ship'
      WHERE NOT m.quantity <=> IF(s.state IN ${LEFT}, -k.quantity, NULL)`,
  },
  {
    name: "shipments.order_knows_shipped",
    promise: "What an order line calls shipped has left, less what is delivered anew.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('order line ', l.id) AS document,
        CAST(COALESCE(d.quantity, 0) - COALESCE(c.quantity, 0) AS CHAR) AS expected,
        CAST(l.shipped_quantity AS CHAR) AS found
      FROM sales_order_lines l
        LEFT JOIN (SELECT x.tenant_id, x.order_line_id, SUM(x.quantity) AS quantity FROM shipment_lines x
          JOIN shipments s ON s.tenant_id = x.tenant_id AND s.id = x.shipment_id WHERE s.state IN ${LEFT}
          GROUP BY x.tenant_id, x.order_line_id) d ON d.tenant_id = l.tenant_id AND d.order_line_id = l.id
        LEFT JOIN (${claimed("redelivered")}) c ON c.tenant_id = l.tenant_id AND c.order_line_id = l.id
      WHERE l.shipped_quantity <> COALESCE(d.quantity, 0) - COALESCE(c.quantity, 0)`,
  },
  {
    name: "shipments.demand_is_fulfilled",
    promise:
      "Planning calls fulfilled what has been shipped of an order line, as far as it was asked for.",
    sql: `SELECT d.tenant_id AS tenantId, CONCAT('demand ', d.id) AS document,
        CAST(LEAST(l.shipped_quantity, d.quantity) AS CHAR) AS expected, CAST(d.fulfilled AS CHAR) AS found
      FROM demands d JOIN sales_order_lines l ON l.tenant_id = d.tenant_id AND l.id = d.source_id
      WHERE d.source_type = 'order_line' AND d.fulfilled <> LEAST(l.shipped_quantity, d.quantity)`,
  },
  {
    name: "shipments.answer_adds_up",
    promise:
      "What a customer says of a line adds up to what left; before he answers he has said nothing.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('shipment ', s.number, ' line ', l.line_no) AS document,
        IF(s.state IN ${ANSWERED}, CAST(l.quantity AS CHAR), 'nothing') AS expected,
        CONCAT_WS(' + ', l.accepted_quantity, l.short_quantity, l.rejected_quantity) AS found
      FROM shipment_lines l JOIN shipments s ON s.tenant_id = l.tenant_id AND s.id = l.shipment_id
      WHERE l.accepted_quantity + l.short_quantity + l.rejected_quantity <> IF(s.state IN ${ANSWERED}, l.quantity, 0)
        OR LEAST(l.accepted_quantity, l.short_quantity, l.rejected_quantity) < 0`,
  },
  {
    name: "shipments.claim_is_answer",
    promise:
      "Each missing or rejected part of a delivery is one claim, and no claim is about anything else.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('shipment line ', line_id, ' ', kind) AS document,
        CAST(SUM(said) AS CHAR) AS expected, CAST(SUM(claimed) AS CHAR) AS found
      FROM (
        SELECT tenant_id, id AS line_id, 'short' AS kind, short_quantity AS said, 0 AS claimed FROM shipment_lines
        UNION ALL SELECT tenant_id, id, 'rejected', rejected_quantity, 0 FROM shipment_lines
        UNION ALL SELECT tenant_id, shipment_line_id, kind, 0, quantity FROM claims) k
      GROUP BY tenant_id, line_id, kind HAVING SUM(said) <> SUM(claimed)`,
  },
  {
    name: "shipments.disputed_has_open_claim",
    promise: "A delivery is disputed as long as a claim of it is open.",
    sql: `SELECT s.tenant_id AS tenantId, CONCAT('shipment ', s.number) AS document,
        IF(s.state = 'disputed', 'an open claim', 'none') AS expected, CONCAT(COUNT(c.id), ' open') AS found
      FROM shipments s LEFT JOIN claims c ON c.tenant_id = s.tenant_id AND c.shipment_id = s.id AND c.state = 'open'
      GROUP BY s.tenant_id, s.id, s.number, s.state HAVING (COUNT(c.id) > 0) <> (s.state = 'disputed')`,
  },
  {
    name: "shipments.order_knows_answers",
    promise:
      "What an order line calls accepted was accepted, or claimed in vain; what it calls credited was credited.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('order line ', l.id) AS document,
        CONCAT_WS(' / ', COALESCE(a.quantity, 0) + COALESCE(r.quantity, 0), COALESCE(c.quantity, 0)) AS expected,
        CONCAT_WS(' / ', l.accepted_quantity, l.credited_quantity) AS found
      FROM sales_order_lines l
        LEFT JOIN (SELECT tenant_id, order_line_id, SUM(accepted_quantity) AS quantity FROM shipment_lines
          GROUP BY tenant_id, order_line_id) a ON a.tenant_id = l.tenant_id AND a.order_line_id = l.id
        LEFT JOIN (${claimed("refused")}) r ON r.tenant_id = l.tenant_id AND r.order_line_id = l.id
        LEFT JOIN (${claimed("credited")}) c ON c.tenant_id = l.tenant_id AND c.order_line_id = l.id
      WHERE l.accepted_quantity <> COALESCE(a.quantity, 0) + COALESCE(r.quantity, 0)
        OR l.credited_quantity <> COALESCE(c.quantity, 0)`,
  },
  {
    name: "shipments.complete_is_answered",
    promise: "Of a complete order every line was delivered within its tolerance and answered for.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('order ', o.number, ' line ', l.line_no) AS document,
        CONCAT('all of ', l.quantity) AS expected,
        CONCAT_WS(' ', l.shipped_quantity, 'shipped', l.accepted_quantity, 'accepted', l.credited_quantity, 'credited') AS found
      FROM sales_order_lines l JOIN sales_orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
      WHERE o.state = 'completed' AND l.state = 'closed' AND (l.shipped_quantity < l.quantity * (1 - l.under_rate)
        OR l.accepted_quantity + l.credited_quantity <> l.shipped_quantity)`,
  },
];

/** What claims of order lines came to. */
function claimed(state: string): string {
  return `SELECT x.tenant_id, x.order_line_id, SUM(c.quantity) AS quantity FROM claims c
    JOIN shipment_lines x ON x.tenant_id = c.tenant_id AND x.id = c.shipment_line_id
    WHERE c.state = '${state}' GROUP BY x.tenant_id, x.order_line_id`;
}
