import { FACTS_WITHIN, IN_ORDER, type ArrowEvidence } from "./evidence";

/** From what a supplier announces to what he charges, and from what he brings to what can be used. */
export const goodsEvidence: readonly ArrowEvidence[] = [
  {
    fact: "shippingNoticeSent",
    subjectType: "shipping_notice",
    once: true,
    // What goes straight to a customer is his delivery at the same moment, line by line; what comes to us is expected by its day.
    sql: `SELECT f.id AS factId, f.subject_id AS subjectId, n.number, f.created_at AS happenedAt,
        IF(n.straight = 1, COUNT(l.id), 0) AS expectedCount, IF(n.straight = 1, COUNT(d.id), 0) AS foundCount,
        IF(n.straight = 1, CAST(SUM(l.quantity) AS CHAR), NULL) AS expected,
        IF(n.straight = 1, CAST(COALESCE(SUM(d.quantity), 0) AS CHAR), NULL) AS found, MAX(s.created_at) AS arrivedAt
      FROM facts f
        JOIN shipping_notices n ON n.tenant_id = :tenant AND n.id = f.subject_id
        JOIN shipping_notice_lines l ON l.tenant_id = :tenant AND l.shipping_notice_id = n.id
        LEFT JOIN shipments s ON s.tenant_id = :tenant AND s.shipping_notice_id = n.id
        LEFT JOIN shipment_lines d ON d.tenant_id = :tenant AND d.shipment_id = s.id
          AND d.purchase_order_line_id = l.purchase_order_line_id AND d.line_no = l.line_no
      WHERE ${FACTS_WITHIN} AND f.name = 'shippingNoticeSent'
      GROUP BY f.id, f.subject_id, n.number, n.straight, f.created_at ${IN_ORDER}`,
  },
  {
    fact: "goodsReceived",
    subjectType: "goods_receipt",
    once: true,
    // Each line is charged by its supplier at what it came for, with its tax; what is credited later is a charge of its own.
    sql: `SELECT f.id AS factId, f.subject_id AS subjectId, g.number, f.created_at AS happenedAt,
        COUNT(DISTINCT l.id) AS expectedCount, COUNT(c.id) AS foundCount,
        CAST(SUM(l.value_cents + l.tax_cents) AS CHAR) AS expected, CAST(COALESCE(SUM(c.incl_cents), 0) AS CHAR) AS found,
        MAX(c.created_at) AS arrivedAt
      FROM facts f
        JOIN goods_receipts g ON g.tenant_id = :tenant AND g.id = f.subject_id
        JOIN goods_receipt_lines l ON l.tenant_id = :tenant AND l.goods_receipt_id = g.id
        LEFT JOIN charges c ON c.tenant_id = :tenant AND c.source_type = 'goods_receipt' AND c.source_id = g.id
          AND c.line_id = l.id AND c.credits_id IS NULL
      WHERE ${FACTS_WITHIN} AND f.name = 'goodsReceived'
      GROUP BY f.id, f.subject_id, g.number, f.created_at ${IN_ORDER}`,
  },
  {
    fact: "goodsInspected",
    subjectType: "incoming_inspection",
    once: true,
    // What was looked at has left inspection: as usable or blocked goods, all of it.
    sql: `SELECT f.id AS factId, f.subject_id AS subjectId, n.number, f.created_at AS happenedAt,
        IF(n.passed + n.conceded > 0, 1, 0) + IF(n.failed > 0, 1, 0) AS expectedCount, COUNT(m.id) AS foundCount,
        CAST(n.quantity AS CHAR) AS expected, CAST(COALESCE(SUM(m.quantity), 0) AS CHAR) AS found,
        MAX(m.created_at) AS arrivedAt
      FROM facts f
        JOIN incoming_inspections n ON n.tenant_id = :tenant AND n.id = f.subject_id
        LEFT JOIN stock_moves m ON m.tenant_id = :tenant AND m.fact_id = f.id AND m.source_id = n.id AND m.quantity > 0
          AND m.status <> 'inspection'
      WHERE ${FACTS_WITHIN} AND f.name = 'goodsInspected'
      GROUP BY f.id, f.subject_id, n.number, n.quantity, n.passed, n.conceded, n.failed, f.created_at ${IN_ORDER}`,
  },
];
