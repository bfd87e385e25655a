import { FACTS_WITHIN, IN_ORDER, type ArrowEvidence } from "./evidence";

/** From the order to the supplier to the goods. */
export const purchasesEvidence: readonly ArrowEvidence[] = [
  {
    fact: "rfqAwarded",
    subjectType: "rfq",
    once: true,
    // Each winner has his order, drafted over as much as he was awarded; what a buyer makes of the draft later is his own matter.
    sql: `SELECT f.id AS factId, f.subject_id AS subjectId, q.number, f.created_at AS happenedAt,
        COUNT(i.id) AS expectedCount, COUNT(o.id) AS foundCount,
        CAST(SUM(a.awarded) AS CHAR) AS expected,
        CAST(COALESCE(SUM(IF(o.revision > 1, a.awarded, o.quantity)), 0) AS CHAR) AS found, MAX(o.created_at) AS arrivedAt
      FROM facts f
        JOIN rfqs q ON q.tenant_id = :tenant AND q.id = f.subject_id
        JOIN rfq_invitations i ON i.tenant_id = :tenant AND i.rfq_id = q.id
        JOIN (SELECT l.invitation_id, SUM(l.awarded_quantity) AS awarded FROM rfq_invitation_lines l
          WHERE l.tenant_id = :tenant AND l.awarded_quantity > 0 GROUP BY l.invitation_id) a ON a.invitation_id = i.id
        LEFT JOIN (SELECT p.id, p.revision, p.created_at, SUM(l.quantity) AS quantity FROM purchase_orders p
          JOIN purchase_order_lines l ON l.tenant_id = :tenant AND l.purchase_order_id = p.id
          WHERE p.tenant_id = :tenant AND p.id IN
            (SELECT w.purchase_order_id FROM rfq_invitations w WHERE w.tenant_id = :tenant AND w.purchase_order_id IS NOT NULL)
          GROUP BY p.id, p.revision, p.created_at) o ON o.id = i.purchase_order_id
      WHERE ${FACTS_WITHIN} AND f.name = 'rfqAwarded'
      GROUP BY f.id, f.subject_id, q.number, f.created_at ${IN_ORDER}`,
  },
  {
    fact: "purchaseOrderConfirmed",
    subjectType: "purchase_order",
    once: false,
    // Of an order's newest agreement: each line's supply is firm, as much as was agreed, and due when the supplier said, then or
    // when he announced the goods.
    sql: `SELECT f.id AS factId, f.subject_id AS subjectId, o.number, f.created_at AS happenedAt,
        COUNT(l.id) AS expectedCount, COUNT(IF(s.firm = 1 AND (s.due_on = l.confirmed_on OR EXISTS (
          SELECT a.id FROM shipping_notice_lines a
            JOIN shipping_notices n ON n.tenant_id = :tenant AND n.id = a.shipping_notice_id AND n.expected_on = s.due_on
          WHERE a.tenant_id = :tenant AND a.purchase_order_line_id = l.id)), 1, NULL)) AS foundCount,
        CAST(SUM(l.quantity) AS CHAR) AS expected, CAST(COALESCE(SUM(s.quantity), 0) AS CHAR) AS found,
        f.created_at AS arrivedAt
      FROM facts f
        JOIN purchase_orders o ON o.tenant_id = :tenant AND o.id = f.subject_id
        JOIN purchase_order_lines l ON l.tenant_id = :tenant AND l.purchase_order_id = o.id
        LEFT JOIN supplies s ON s.tenant_id = :tenant AND s.source_type = 'requisition_line'
          AND s.source_id = l.requisition_line_id
        LEFT JOIN facts later ON later.tenant_id = :tenant AND later.subject_type = 'purchase_order'
          AND later.subject_id = o.id AND later.id > f.id
          AND later.name IN ('purchaseOrderConfirmed', 'purchaseOrderCancelled')
      WHERE ${FACTS_WITHIN} AND f.name = 'purchaseOrderConfirmed' AND later.id IS NULL
      GROUP BY f.id, f.subject_id, o.number, f.created_at ${IN_ORDER}`,
  },
  {
    fact: "purchaseOrderCountered",
    subjectType: "purchase_order",
    once: false,
    // Answered by whatever ends the offer: an agreement, a refusal, a cancellation, goods, or another offer.
    sql: `SELECT f.id AS factId, f.subject_id AS subjectId, o.number, f.created_at AS happenedAt,
        1 AS expectedCount, IF(o.state = 'countered' AND later.id IS NULL, 0, 1) AS foundCount,
        NULL AS expected, NULL AS found, a.answeredAt AS arrivedAt
      FROM facts f
        JOIN purchase_orders o ON o.tenant_id = :tenant AND o.id = f.subject_id
        LEFT JOIN facts later ON later.tenant_id = :tenant AND later.subject_type = 'purchase_order'
          AND later.subject_id = o.id AND later.id > f.id AND later.name = 'purchaseOrderCountered'
        LEFT JOIN (SELECT e.subject_id AS orderId, MIN(e.created_at) AS answeredAt, MIN(g.id) AS factId
          FROM facts g JOIN audit_entries e ON e.tenant_id = :tenant AND e.subject_type = 'purchase_order'
            AND e.subject_id = g.subject_id AND e.id > g.id
            AND e.operation IN ('purchaseOrders.acceptCounter', 'purchaseOrders.refuseCounter', 'purchaseOrders.cancel')
          WHERE g.tenant_id = :tenant AND g.name = 'purchaseOrderCountered' GROUP BY e.subject_id, g.id) a
          ON a.orderId = o.id AND a.factId = f.id
      WHERE ${FACTS_WITHIN} AND f.name = 'purchaseOrderCountered' ${IN_ORDER}`,
  },
];
