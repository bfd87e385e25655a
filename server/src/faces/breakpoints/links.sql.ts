import type { ChainLink } from "@quanlian/shared/domain";

/** What a link of the chain holds: documents begun in a period, how many still wait, and what they come to. */
export interface LinkSql {
  link: ChainLink;
  /** SELECT documentCount, openCount, amountCents (or NULL). */
  sql: string;
}

/** From one document to the one that follows from it. */
export interface PassageSql {
  from: ChainLink;
  to: ChainLink;
  /** SELECT passageCount, averageMinutes, of what arrived in the period. */
  sql: string;
}

const within = (alias: string, column = "created_at") =>
  `${alias}.tenant_id = :tenant AND ${alias}.${column} >= :since AND ${alias}.${column} < :until`;

const linkSql = (table: string, open: string, amount = "NULL", also = "") =>
  `SELECT COUNT(*) AS documentCount, CAST(COALESCE(SUM(x.state IN (${open})), 0) AS CHAR) AS openText,
     ${amount === "NULL" ? "NULL" : `CAST(COALESCE(SUM(x.${amount}), 0) AS SIGNED)`} AS amountCents
   FROM ${table} x WHERE ${within("x")} ${also}`;

export const links: readonly LinkSql[] = [
  {
    link: "leads",
    sql: linkSql(
      "leads",
      "'new', 'assigned', 'contacted', 'pooled'",
      "NULL",
      "AND x.merged_into_id IS NULL",
    ),
  },
  { link: "deals", sql: linkSql("deals", "'open'", "amount_cents") },
  {
    link: "quotes",
    sql: linkSql("quotes", "'draft', 'pending_approval', 'sent'", "incl_cents", "AND x.latest = 1"),
  },
  {
    link: "orders",
    sql: linkSql("sales_orders", "'draft', 'pending_approval', 'confirmed'", "incl_cents"),
  },
  {
    link: "plans",
    sql: linkSql("demands", "'open'", "NULL", "AND x.source_type = 'order_line'"),
  },
  {
    link: "purchases",
    sql: linkSql(
      "purchase_orders",
      "'draft', 'issued', 'confirmed', 'countered', 'partly_received'",
      "incl_cents",
    ),
  },
  {
    link: "works",
    sql: linkSql("work_orders", "'planned', 'released', 'in_progress', 'finished'"),
  },
];

const passage = (from: string, to: string, join: string) =>
  `SELECT COUNT(*) AS passageCount,
     CAST(AVG(TIMESTAMPDIFF(SECOND, a.created_at, b.created_at)) / 60 AS SIGNED) AS averageMinutes
   FROM ${to} b JOIN ${from} a ON a.tenant_id = :tenant AND ${join} WHERE ${within("b")}`;

export const passages: readonly PassageSql[] = [
  { from: "leads", to: "deals", sql: passage("leads", "deals", "a.id = b.lead_id") },
  {
    from: "deals",
    to: "quotes",
    sql: passage("deals", "quotes", "a.id = b.deal_id AND b.revision_no = 1"),
  },
  { from: "quotes", to: "orders", sql: passage("quotes", "sales_orders", "a.id = b.quote_id") },
  {
    from: "plans",
    to: "purchases",
    sql: `SELECT COUNT(*) AS passageCount,
        CAST(AVG(TIMESTAMPDIFF(SECOND, r.created_at, o.created_at)) / 60 AS SIGNED) AS averageMinutes
      FROM purchase_orders o
        JOIN purchase_order_lines l ON l.tenant_id = :tenant AND l.purchase_order_id = o.id
        JOIN requisition_lines q ON q.tenant_id = :tenant AND q.id = l.requisition_line_id
        JOIN requisitions r ON r.tenant_id = :tenant AND r.id = q.requisition_id AND r.origin = 'plan'
      WHERE ${within("o")}`,
  },
];
