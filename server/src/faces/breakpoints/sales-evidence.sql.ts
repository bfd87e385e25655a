import { FACTS_WITHIN, IN_ORDER, type ArrowEvidence } from "./evidence";

/** From the lead to the order's plan. */
export const salesEvidence: readonly ArrowEvidence[] = [
  {
    fact: "leadConverted",
    subjectType: "lead",
    once: true,
    // Leads that were merged are one enquirer: what belongs to one of them belongs to all.
    sql: `SELECT f.id AS factId, f.subject_id AS subjectId, l.number, f.created_at AS happenedAt,
        c.convertedCount AS expectedCount, COALESCE(d.dealCount, 0) AS foundCount,
        NULL AS expected, NULL AS found, d.arrivedAt
      FROM facts f
        JOIN leads l ON l.tenant_id = :tenant AND l.id = f.subject_id
        JOIN (SELECT COALESCE(a.merged_into_id, a.id) AS rootId, COUNT(DISTINCT a.id) AS convertedCount
          FROM facts g JOIN leads a ON a.tenant_id = :tenant AND a.id = g.subject_id
          WHERE g.tenant_id = :tenant AND g.name = 'leadConverted' GROUP BY COALESCE(a.merged_into_id, a.id)) c
          ON c.rootId = COALESCE(l.merged_into_id, l.id)
        LEFT JOIN (SELECT COALESCE(b.merged_into_id, b.id) AS rootId, COUNT(*) AS dealCount,
            MIN(x.created_at) AS arrivedAt
          FROM deals x JOIN leads b ON b.tenant_id = :tenant AND b.id = x.lead_id
          WHERE x.tenant_id = :tenant GROUP BY COALESCE(b.merged_into_id, b.id)) d
          ON d.rootId = COALESCE(l.merged_into_id, l.id)
      WHERE ${FACTS_WITHIN} AND f.name = 'leadConverted' ${IN_ORDER}`,
  },
  {
    fact: "quoteAccepted",
    subjectType: "quote",
    once: true,
    // An order that a person has edited or changed since is what was agreed later: its amount is not compared.
    sql: `SELECT f.id AS factId, f.subject_id AS subjectId, q.number, f.created_at AS happenedAt,
        1 AS expectedCount, COALESCE(o.orderCount, 0) AS foundCount,
        IF(o.orderCount = 1 AND e.editCount IS NULL, JSON_VALUE(f.payload, '$.inclCents'), NULL) AS expected,
        IF(o.orderCount = 1 AND e.editCount IS NULL, o.inclCents, NULL) AS found, o.arrivedAt
      FROM facts f
        JOIN quotes q ON q.tenant_id = :tenant AND q.id = f.subject_id
        LEFT JOIN (SELECT x.quote_id AS quoteId, COUNT(*) AS orderCount, MIN(x.id) AS orderId,
            CAST(SUM(x.incl_cents) AS SIGNED) AS inclCents, MIN(x.created_at) AS arrivedAt
          FROM sales_orders x WHERE x.tenant_id = :tenant AND x.quote_id IS NOT NULL GROUP BY x.quote_id) o
          ON o.quoteId = q.id
        LEFT JOIN (SELECT a.subject_id AS orderId, COUNT(*) AS editCount FROM audit_entries a
          WHERE a.tenant_id = :tenant AND a.subject_type = 'order'
            AND a.operation IN ('orders.update', 'orderChanges.apply') GROUP BY a.subject_id) e
          ON e.orderId = o.orderId
      WHERE ${FACTS_WITHIN} AND f.name = 'quoteAccepted' ${IN_ORDER}`,
  },
  {
    fact: "orderConfirmed",
    subjectType: "order",
    once: true,
    sql: plannedLines("orderConfirmed"),
  },
  {
    fact: "orderChanged",
    subjectType: "order",
    once: false,
    sql: plannedLines("orderChanged"),
  },
  {
    fact: "orderCancelled",
    subjectType: "order",
    once: true,
    // What is delivered stays; everything else that was asked for is asked for no more. Of a draft nothing was planned.
    sql: `SELECT f.id AS factId, f.subject_id AS subjectId, o.number, f.created_at AS happenedAt,
        COALESCE(d.demandCount, 0) AS expectedCount, COALESCE(d.releasedCount, 0) AS foundCount,
        '0' AS expected, CAST(COALESCE(d.stillHeld, 0) AS CHAR) AS found, f.created_at AS arrivedAt
      FROM facts f
        JOIN sales_orders o ON o.tenant_id = :tenant AND o.id = f.subject_id
        LEFT JOIN (SELECT l.order_id AS orderId, COUNT(*) AS demandCount,
            COUNT(IF(n.state <> 'open', 1, NULL)) AS releasedCount, SUM(n.reserved + n.pegged) AS stillHeld
          FROM sales_order_lines l
            JOIN demands n ON n.tenant_id = :tenant AND n.source_type = 'order_line' AND n.source_id = l.id
          WHERE l.tenant_id = :tenant GROUP BY l.order_id) d ON d.orderId = o.id
      WHERE ${FACTS_WITHIN} AND f.name = 'orderCancelled' ${IN_ORDER}`,
  },
];

/**
 * What the order's lines of goods ask for against what planning holds for them, of the order's newest promise: a later change,
 * cancellation or closing says something else, and is looked at in its own turn.
 */
function plannedLines(name: "orderConfirmed" | "orderChanged"): string {
  return `SELECT f.id AS factId, f.subject_id AS subjectId, o.number, f.created_at AS happenedAt,
      p.lineCount AS expectedCount, p.demandCount AS foundCount,
      CAST(p.asked AS CHAR) AS expected, CAST(p.planned AS CHAR) AS found, p.arrivedAt
    FROM facts f
      JOIN sales_orders o ON o.tenant_id = :tenant AND o.id = f.subject_id
      JOIN (SELECT l.order_id AS orderId, COUNT(*) AS lineCount, COUNT(d.id) AS demandCount,
          SUM(IF(l.state = 'cancelled', COALESCE(d.fulfilled, 0), l.quantity)) AS asked,
          SUM(COALESCE(d.quantity, 0)) AS planned, MAX(IF(d.fact_id = g.lastFactId, d.created_at, NULL)) AS arrivedAt
        FROM sales_order_lines l
          JOIN (SELECT h.subject_id AS orderId, MAX(h.id) AS lastFactId FROM facts h
            WHERE h.tenant_id = :tenant AND h.subject_type = 'order' AND h.name IN ('orderConfirmed', 'orderChanged')
            GROUP BY h.subject_id) g ON g.orderId = l.order_id
          LEFT JOIN demands d ON d.tenant_id = :tenant AND d.source_type = 'order_line' AND d.source_id = l.id
        WHERE l.tenant_id = :tenant AND l.needs_supply = 1 GROUP BY l.order_id) p ON p.orderId = o.id
      LEFT JOIN facts later ON later.tenant_id = :tenant AND later.subject_type = 'order' AND later.subject_id = o.id
        AND later.id > f.id AND later.name IN ('orderChanged', 'orderCancelled', 'orderClosedShort')
    WHERE ${FACTS_WITHIN} AND f.name = '${name}' AND later.id IS NULL ${IN_ORDER}`;
}
