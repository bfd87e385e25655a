import { FACTS_WITHIN, IN_ORDER, type ArrowEvidence } from "./evidence";

/** From what a customer says of a delivery to what both sides agree that he owes. */
export const accountsEvidence: readonly ArrowEvidence[] = [
  {
    fact: "shipmentDisputed",
    subjectType: "shipment",
    once: true,
    // What is short or not as it should be is a claim each, line by line.
    sql: `SELECT f.id AS factId, f.subject_id AS subjectId, s.number, f.created_at AS happenedAt,
        COUNT(IF(l.short_quantity > 0, 1, NULL)) + COUNT(IF(l.rejected_quantity > 0, 1, NULL)) AS expectedCount,
        COALESCE(MAX(c.opened), 0) AS foundCount,
        CAST(SUM(l.short_quantity + l.rejected_quantity) AS CHAR) AS expected,
        CAST(COALESCE(MAX(c.quantity), 0) AS CHAR) AS found, MAX(c.createdAt) AS arrivedAt
      FROM facts f
        JOIN shipments s ON s.tenant_id = :tenant AND s.id = f.subject_id
        JOIN shipment_lines l ON l.tenant_id = :tenant AND l.shipment_id = s.id
        LEFT JOIN (SELECT k.shipment_id, COUNT(*) AS opened, SUM(k.quantity) AS quantity, MAX(k.created_at) AS createdAt
          FROM facts g JOIN claims k ON k.tenant_id = :tenant AND k.shipment_id = g.subject_id
          WHERE g.tenant_id = :tenant AND g.created_at >= :since AND g.created_at < :until AND g.name = 'shipmentDisputed'
          GROUP BY k.shipment_id, g.id) c ON c.shipment_id = s.id
      WHERE ${FACTS_WITHIN} AND f.name = 'shipmentDisputed'
      GROUP BY f.id, f.subject_id, s.number, f.created_at ${IN_ORDER}`,
  },
  {
    fact: "statementConfirmed",
    subjectType: "statement",
    once: true,
    // What was agreed to stands on it and on no other: each charge by its line, at the same amount.
    sql: `SELECT f.id AS factId, f.subject_id AS subjectId, s.number, f.created_at AS happenedAt,
        COUNT(l.id) AS expectedCount, COUNT(c.id) AS foundCount,
        CAST(COALESCE(SUM(l.amount_cents), 0) AS CHAR) AS expected,
        CAST(COALESCE(SUM(c.incl_cents), 0) AS CHAR) AS found, f.created_at AS arrivedAt
      FROM facts f
        JOIN statements s ON s.tenant_id = :tenant AND s.id = f.subject_id
        LEFT JOIN statement_lines l ON l.tenant_id = :tenant AND l.statement_id = s.id AND l.kind = 'charge'
        LEFT JOIN charges c ON c.tenant_id = :tenant AND c.id = l.charge_id AND c.statement_id = s.id
      WHERE ${FACTS_WITHIN} AND f.name = 'statementConfirmed'
      GROUP BY f.id, f.subject_id, s.number, f.created_at ${IN_ORDER}`,
  },
];
