import type { Check } from "../check";

/** What purchase orders promise: sums to the cent, one live order per requisition line, never more received than ordered. */
export const purchaseChecks: readonly Check[] = [
  {
    name: "purchases.header_is_lines",
    promise:
      "A purchase order's amounts are the sums of its lines, and an amount with tax is the one without and the tax.",
    sql: `SELECT o.tenant_id AS tenantId, CONCAT('purchase order ', o.number) AS document,
        CONCAT_WS(' ', SUM(l.incl_cents), SUM(l.excl_cents), SUM(l.tax_cents)) AS expected,
        CONCAT_WS(' ', o.incl_cents, o.excl_cents, o.tax_cents) AS found
      FROM purchase_orders o JOIN purchase_order_lines l ON l.tenant_id = o.tenant_id AND l.purchase_order_id = o.id
      GROUP BY o.tenant_id, o.id, o.number, o.incl_cents, o.excl_cents, o.tax_cents
      HAVING o.incl_cents <> SUM(l.incl_cents) OR o.excl_cents <> SUM(l.excl_cents) OR o.tax_cents <> SUM(l.tax_cents)
        OR o.incl_cents <> o.excl_cents + o.tax_cents`,
  },
  {
    name: "purchases.waits_for_its_approval",
    promise:
      "A purchase order, or a counter to one that is countered, waits for agreement exactly while a request about it is pending.",
    sql: `SELECT o.tenant_id AS tenantId, CONCAT('purchase order ', o.number) AS document,
        IF(a.id IS NULL, 'waits for nobody', 'waits') AS expected,
        CONCAT(o.state, IF(o.counter_awaits_approval, ', counter waits', '')) AS found
      FROM purchase_orders o LEFT JOIN approvals a
        ON a.tenant_id = o.tenant_id AND a.subject_type = 'purchase_order' AND a.subject_id = o.id AND a.pending = 1
      WHERE (o.state = 'pending_approval' OR o.counter_awaits_approval = 1) <> (a.id IS NOT NULL)
        OR (o.counter_awaits_approval = 1 AND o.state <> 'countered')`,
  },
  {
    name: "purchases.line_orders_requisition",
    promise:
      "A live order line orders a requisition line of the same item and warehouse that is ordered, or done once all was looked at; alone.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('purchase order line ', l.id) AS document,
        'its requisition line, ordered once' AS expected,
        CONCAT_WS(' ', r.state, 'item', r.item_id, 'at', r.warehouse_id, 'ordered by', o.liveCount) AS found
      FROM purchase_order_lines l
        JOIN requisition_lines r ON r.tenant_id = l.tenant_id AND r.id = l.requisition_line_id
        JOIN (SELECT tenant_id, requisition_line_id, COUNT(*) AS liveCount FROM purchase_order_lines
          WHERE state <> 'cancelled' GROUP BY tenant_id, requisition_line_id) o
          ON o.tenant_id = l.tenant_id AND o.requisition_line_id = l.requisition_line_id
      WHERE l.state <> 'cancelled' AND (o.liveCount <> 1 OR r.item_id <> l.item_id OR r.warehouse_id <> l.warehouse_id
        OR r.state <> IF(l.state = 'open' OR EXISTS (SELECT 1 FROM incoming_inspections n
          WHERE n.tenant_id = l.tenant_id AND n.purchase_order_line_id = l.id AND n.state = 'pending'), 'ordered', 'done'))`,
  },
  {
    name: "purchases.ordered_is_bought",
    promise: "A requisition line that is ordered or done has a live order line.",
    sql: `SELECT r.tenant_id AS tenantId, CONCAT('requisition line ', r.id) AS document, 'an order line' AS expected,
        'none' AS found
      FROM requisition_lines r LEFT JOIN purchase_order_lines l
        ON l.tenant_id = r.tenant_id AND l.requisition_line_id = r.id AND l.state <> 'cancelled'
      WHERE r.state IN ('ordered', 'done') AND l.id IS NULL`,
  },
  {
    name: "purchases.asked_in_one_request",
    promise:
      "A requisition line is in a request for quotation if one that is not over asks for it, and in one alone.",
    sql: `SELECT r.tenant_id AS tenantId, CONCAT('requisition line ', r.id) AS document,
        IF(r.state = 'in_rfq', '1', '0') AS expected, CAST(COUNT(q.id) AS CHAR) AS found
      FROM requisition_lines r
        JOIN rfq_lines l ON l.tenant_id = r.tenant_id AND l.requisition_line_id = r.id
        LEFT JOIN rfqs q ON q.tenant_id = l.tenant_id AND q.id = l.rfq_id AND q.state IN ('draft', 'sent', 'closed')
      GROUP BY r.tenant_id, r.id, r.state
      HAVING (r.state = 'in_rfq' AND COUNT(q.id) <> 1) OR (r.state IN ('open', 'ordered', 'done') AND COUNT(q.id) <> 0)
      UNION ALL
      SELECT r.tenant_id, CONCAT('requisition line ', r.id), '1', '0' FROM requisition_lines r
        LEFT JOIN rfq_lines l ON l.tenant_id = r.tenant_id AND l.requisition_line_id = r.id
      WHERE r.state = 'in_rfq' AND l.id IS NULL`,
  },
  {
    name: "purchases.won_is_ordered",
    promise:
      "Who has won a request has an order of his own from it, and was awarded something; nobody else was.",
    sql: `SELECT i.tenant_id AS tenantId, CONCAT('request ', i.number, ' to supplier ', i.supplier_id) AS document,
        IF(i.state = 'won', 'an order and an award', 'neither') AS expected,
        CONCAT_WS(' ', IF(o.id IS NULL, 'no order', 'order'), COALESCE(l.awarded, 0)) AS found
      FROM rfq_invitations i
        LEFT JOIN purchase_orders o ON o.tenant_id = i.tenant_id AND o.id = i.purchase_order_id AND o.supplier_id = i.supplier_id
        LEFT JOIN (SELECT tenant_id, invitation_id, SUM(awarded_quantity) AS awarded FROM rfq_invitation_lines
          GROUP BY tenant_id, invitation_id) l ON l.tenant_id = i.tenant_id AND l.invitation_id = i.id
      WHERE (i.state = 'won') <> (o.id IS NOT NULL) OR (i.state = 'won') <> (COALESCE(l.awarded, 0) > 0)`,
  },
  {
    name: "purchases.asked_is_copied",
    promise: "Every supplier reads the question as it stands in the request, line by line.",
    sql: `SELECT a.tenant_id AS tenantId, CONCAT('line ', a.line_no, ' to supplier ', a.supplier_id) AS document,
        CONCAT_WS(' ', l.item_code, l.quantity, l.due_on) AS expected,
        CONCAT_WS(' ', a.item_code, a.quantity, a.due_on) AS found
      FROM rfq_invitation_lines a
        JOIN rfq_lines l ON l.tenant_id = a.tenant_id AND l.id = a.rfq_line_id
        JOIN rfq_invitations i ON i.tenant_id = a.tenant_id AND i.id = a.invitation_id
      WHERE a.item_code <> l.item_code OR a.quantity <> l.quantity OR a.due_on <> l.due_on OR l.rfq_id <> i.rfq_id
        OR a.supplier_id <> i.supplier_id`,
  },
  {
    name: "purchases.received_is_receipts",
    promise:
      "What an order line calls received has come to us, less what failed and comes once more, or gone straight to a customer; never more than may come.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('purchase order line ', l.id) AS document,
        CONCAT(COALESCE(g.quantity, 0), ' of ', l.quantity) AS expected, CAST(l.received_quantity AS CHAR) AS found
      FROM purchase_order_lines l LEFT JOIN (
        SELECT tenant_id, purchase_order_line_id, SUM(quantity) AS quantity FROM (
          SELECT tenant_id, purchase_order_line_id, quantity FROM goods_receipt_lines
          UNION ALL SELECT tenant_id, purchase_order_line_id, quantity FROM shipment_lines
            WHERE purchase_order_line_id IS NOT NULL
          UNION ALL SELECT tenant_id, purchase_order_line_id, -failed FROM incoming_inspections WHERE replaced = 1) c
        GROUP BY tenant_id, purchase_order_line_id) g ON g.tenant_id = l.tenant_id AND g.purchase_order_line_id = l.id
      WHERE l.received_quantity <> COALESCE(g.quantity, 0) OR l.received_quantity > l.quantity * (1 + l.over_rate)`,
  },
  {
    name: "purchases.receipt_is_stock",
    promise:
      "A line of a receipt is one stock move in: same item, warehouse, place, lot, quantity and value.",
    sql: `SELECT g.tenant_id AS tenantId, CONCAT('goods receipt line ', g.id) AS document,
        CONCAT_WS(' ', g.quantity, 'worth', g.value_cents) AS expected,
        IF(m.id IS NULL, 'no stock move', CONCAT_WS(' ', m.quantity, 'worth', m.value_cents)) AS found
      FROM goods_receipt_lines g LEFT JOIN stock_moves m
        ON m.tenant_id = g.tenant_id AND m.source_type = 'goods_receipt' AND m.source_id = g.goods_receipt_id
        AND m.line_id = g.id
      WHERE m.id IS NULL OR m.item_id <> g.item_id OR m.warehouse_id <> g.warehouse_id OR m.location_id <> g.location_id
        OR m.lot_id <> g.lot_id OR m.quantity <> g.quantity OR m.value_cents <> g.value_cents`,
  },
  {
    name: "purchases.inspection_is_receipt",
    promise:
      "Goods that are looked at are those of their receipt, and what was found accounts for all of them: usable, let through or failed.",
    sql: `SELECT n.tenant_id AS tenantId, CONCAT('incoming inspection ', n.number) AS document,
        CONCAT_WS(' ', r.quantity, 'of item', r.item_id, IF(n.state = 'pending', 'unjudged', 'judged')) AS expected,
        CONCAT_WS(' ', n.quantity, 'of item', n.item_id, n.passed, n.conceded, n.failed) AS found
      FROM incoming_inspections n
        LEFT JOIN goods_receipt_lines r ON r.tenant_id = n.tenant_id AND r.id = n.goods_receipt_line_id
      WHERE r.id IS NULL OR r.quantity <> n.quantity OR r.item_id <> n.item_id OR r.goods_receipt_id <> n.goods_receipt_id
        OR r.purchase_order_line_id <> n.purchase_order_line_id
        OR n.passed + n.conceded + n.failed <> IF(n.state = 'pending', 0, n.quantity)
        OR (n.state = 'concession') <> (n.conceded > 0) OR (n.replaced = 1 AND n.failed = 0)`,
  },
  {
    name: "purchases.inspected_is_moved",
    promise:
      "What was judged has left inspection: as usable what passed or was let through, blocked what failed.",
    sql: `SELECT n.tenant_id AS tenantId, CONCAT('incoming inspection ', n.number) AS document,
        CONCAT_WS(' ', n.passed + n.conceded, n.failed) AS expected,
        CONCAT_WS(' ', COALESCE(m.usable, 0), COALESCE(m.frozen, 0)) AS found
      FROM incoming_inspections n LEFT JOIN (
        SELECT tenant_id, source_id, SUM(IF(status = 'usable', quantity, 0)) AS usable,
          SUM(IF(status = 'frozen', quantity, 0)) AS frozen
        FROM stock_moves WHERE source_type = 'incoming_inspection' GROUP BY tenant_id, source_id) m
        ON m.tenant_id = n.tenant_id AND m.source_id = n.id
      WHERE COALESCE(m.usable, 0) <> n.passed + n.conceded OR COALESCE(m.frozen, 0) <> n.failed`,
  },
  {
    name: "purchases.returned_within_receipt",
    promise: "Of a line of a receipt never more goes back than came with it.",
    sql: `SELECT g.tenant_id AS tenantId, CONCAT('goods receipt line ', g.id) AS document,
        CONCAT('at most ', g.quantity) AS expected, CAST(SUM(l.quantity) AS CHAR) AS found
      FROM goods_receipt_lines g
        JOIN supplier_return_lines l ON l.tenant_id = g.tenant_id AND l.goods_receipt_line_id = g.id
        JOIN supplier_returns r ON r.tenant_id = l.tenant_id AND r.id = l.supplier_return_id AND r.state <> 'cancelled'
      GROUP BY g.tenant_id, g.id, g.quantity HAVING SUM(l.quantity) > g.quantity`,
  },
  {
    name: "purchases.return_is_stock_and_credit",
    promise:
      "What has gone back has left stock, and what was charged for it is credited by its supplier, line by line.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('return ', r.number, ' line ', l.line_no) AS document,
        IF(r.state = 'dispatched', CAST(l.quantity AS CHAR), 'nothing') AS expected,
        CONCAT_WS(' ', COALESCE(-m.quantity, 'no move'), COALESCE(-c.quantity, 'no credit')) AS found
      FROM supplier_return_lines l
        JOIN supplier_returns r ON r.tenant_id = l.tenant_id AND r.id = l.supplier_return_id
        LEFT JOIN stock_moves m ON m.tenant_id = l.tenant_id AND m.source_type = 'supplier_return' AND m.source_id = r.id
          AND m.line_id = l.id
        LEFT JOIN charges c ON c.tenant_id = l.tenant_id AND c.source_type = 'supplier_return' AND c.source_id = r.id
          AND c.line_id = l.id
      WHERE IF(r.state = 'dispatched', NOT (m.quantity <=> -l.quantity) OR NOT (c.quantity <=> -l.quantity),
        m.id IS NOT NULL OR c.id IS NOT NULL)`,
  },
  {
    name: "purchases.straight_is_delivery",
    promise:
      "What a supplier announces as gone straight to a customer is that customer's delivery, line by line.",
    sql: `SELECT n.tenant_id AS tenantId, CONCAT('shipping notice ', n.number, ' line ', l.line_no) AS document,
        CONCAT(l.quantity, ' of line ', l.purchase_order_line_id) AS expected,
        IF(d.id IS NULL, 'no delivery', CONCAT(d.quantity, ' of line ', d.purchase_order_line_id)) AS found
      FROM shipping_notice_lines l
        JOIN shipping_notices n ON n.tenant_id = l.tenant_id AND n.id = l.shipping_notice_id AND n.straight = 1
        LEFT JOIN shipments s ON s.tenant_id = n.tenant_id AND s.shipping_notice_id = n.id
        LEFT JOIN shipment_lines d ON d.tenant_id = s.tenant_id AND d.shipment_id = s.id AND d.line_no = l.line_no
      WHERE d.id IS NULL OR d.quantity <> l.quantity OR d.purchase_order_line_id <> l.purchase_order_line_id`,
  },
  {
    name: "purchases.straight_is_accepted",
    promise:
      "A supplier may charge of what went straight to a customer what that customer has accepted, or claimed in vain.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('purchase order line ', l.id) AS document,
        CAST(COALESCE(d.quantity, 0) + COALESCE(c.quantity, 0) AS CHAR) AS expected,
        CAST(l.accepted_quantity AS CHAR) AS found
      FROM purchase_order_lines l
        LEFT JOIN (SELECT tenant_id, purchase_order_line_id, SUM(accepted_quantity) AS quantity FROM shipment_lines
          GROUP BY tenant_id, purchase_order_line_id) d ON d.tenant_id = l.tenant_id AND d.purchase_order_line_id = l.id
        LEFT JOIN (SELECT x.tenant_id, x.purchase_order_line_id, SUM(c.quantity) AS quantity FROM claims c
          JOIN shipment_lines x ON x.tenant_id = c.tenant_id AND x.id = c.shipment_line_id WHERE c.state = 'refused'
          GROUP BY x.tenant_id, x.purchase_order_line_id) c ON c.tenant_id = l.tenant_id AND c.purchase_order_line_id = l.id
      WHERE l.accepted_quantity <> COALESCE(d.quantity, 0) + COALESCE(c.quantity, 0)`,
  },
];
