import type { Check } from "../check";

/** What quotes promise: amounts that add up, answers that fit the state, and one order at most of each. */
export const quoteChecks: readonly Check[] = [
  {
    name: "quotes.header_is_lines",
    promise:
      "A quote's amounts are the sums of its lines that are not optional, to the cent; a line's are its first quantity's.",
    sql: `SELECT q.tenant_id AS tenantId, CONCAT('quote ', q.number, ' revision ', q.revision_no) AS document,
        CONCAT_WS(' / ', COALESCE(l.incl, 0), COALESCE(l.excl, 0), COALESCE(l.tax, 0)) AS expected,
        CONCAT_WS(' / ', q.incl_cents, q.excl_cents, q.tax_cents) AS found
      FROM quotes q LEFT JOIN (
        SELECT tenant_id, quote_id, SUM(incl_cents) AS incl, SUM(excl_cents) AS excl, SUM(tax_cents) AS tax
        FROM quote_lines WHERE optional = 0 GROUP BY tenant_id, quote_id) l
        ON l.tenant_id = q.tenant_id AND l.quote_id = q.id
      WHERE q.incl_cents <> COALESCE(l.incl, 0) OR q.excl_cents <> COALESCE(l.excl, 0)
        OR q.tax_cents <> COALESCE(l.tax, 0)
      UNION ALL
      SELECT l.tenant_id, CONCAT('quote line ', l.id), CONCAT_WS(' / ', b.incl_cents, b.excl_cents, b.tax_cents),
        CONCAT_WS(' / ', l.incl_cents, l.excl_cents, l.tax_cents)
      FROM quote_lines l LEFT JOIN quote_breaks b ON b.tenant_id = l.tenant_id AND b.line_id = l.id AND b.break_no = 1
      WHERE b.id IS NULL OR l.incl_cents <> b.incl_cents OR l.excl_cents <> b.excl_cents OR l.tax_cents <> b.tax_cents`,
  },
  {
    name: "quotes.break_amount_is_quantity_times_price",
    promise:
      "A quantity's amount is quantity × price after the discount, split by the line's tax rate, each rounded half up once.",
    sql: `SELECT b.tenant_id AS tenantId, CONCAT('quote ', q.number, ' line ', l.line_no, ' break ', b.break_no) AS document,
        CONCAT(b.quantity, ' x ', b.unit_price, ' less ', b.discount_rate, ' at ', l.tax_rate) AS expected,
        CONCAT_WS(' / ', b.net_price, b.incl_cents, b.excl_cents, b.tax_cents) AS found
      FROM quote_breaks b JOIN quote_lines l ON l.tenant_id = b.tenant_id AND l.id = b.line_id
        JOIN quotes q ON q.tenant_id = b.tenant_id AND q.id = b.quote_id
      WHERE b.net_price <> ROUND(b.unit_price * (1 - b.discount_rate), 6) OR b.incl_cents <> b.excl_cents + b.tax_cents
        OR (q.prices_include_tax = 1 AND (b.incl_cents <> ROUND(b.quantity * b.net_price * 100)
          OR 2 * (b.excl_cents * (1 + l.tax_rate) - b.incl_cents) > 1 + l.tax_rate
          OR 2 * (b.excl_cents * (1 + l.tax_rate) - b.incl_cents) <= -(1 + l.tax_rate)))
        OR (q.prices_include_tax = 0 AND (b.excl_cents <> ROUND(b.quantity * b.net_price * 100)
          OR b.tax_cents <> ROUND(b.excl_cents * l.tax_rate)))`,
  },
  {
    name: "quotes.lines_agree_with_header",
    promise: "Lines, quantities and comments carry their quote's customer.",
    sql: ["quote_lines", "quote_breaks", "quote_comments"]
      .map(
        (table) =>
          `SELECT r.tenant_id AS tenantId, CONCAT('${table} ', r.id) AS document, CONCAT('customer ', q.customer_id) AS expected,
             CONCAT('customer ', r.customer_id) AS found
           FROM ${table} r JOIN quotes q ON q.tenant_id = r.tenant_id AND q.id = r.quote_id
           WHERE r.customer_id <> q.customer_id`,
      )
      .join("\nUNION ALL "),
  },
  {
    name: "quotes.answered_as_its_state_says",
    promise:
      "An accepted quote has every line answered and one accepted at least, a rejected one none; an open one lacks an answer.",
    sql: `SELECT q.tenant_id AS tenantId, CONCAT('quote ', q.number, ' revision ', q.revision_no) AS document,
        q.state AS expected, CONCAT(COALESCE(l.accepted, 0), ' accepted, ', COALESCE(l.missing, 0), ' without an answer') AS found
      FROM quotes q LEFT JOIN (
        SELECT tenant_id, quote_id, SUM(answer IS NULL) AS missing, SUM(COALESCE(answer = 'accepted', 0)) AS accepted,
          COUNT(*) AS n FROM quote_lines GROUP BY tenant_id, quote_id) l
        ON l.tenant_id = q.tenant_id AND l.quote_id = q.id
      WHERE (q.state = 'accepted' AND (COALESCE(l.missing, 1) > 0 OR l.accepted = 0))
        OR (q.state = 'rejected' AND (COALESCE(l.missing, 1) > 0 OR l.accepted > 0))
        OR (q.state = 'sent' AND COALESCE(l.missing, 0) = 0)
        OR (q.state IN ('draft', 'pending_approval') AND COALESCE(l.missing, 0) <> COALESCE(l.n, 0))
        OR ((q.state IN ('accepted', 'rejected')) <> (q.answered_at IS NOT NULL))`,
  },
  {
    name: "quotes.accepted_becomes_one_order",
    promise:
      "An accepted quote has become one order and no other has; what was accepted is the sum of the chosen quantities.",
    sql: `SELECT q.tenant_id AS tenantId, CONCAT('quote ', q.number, ' revision ', q.revision_no) AS document,
        CONCAT(IF(q.state = 'accepted', 'one order', 'no order'), ', ', COALESCE(c.incl, 0)) AS expected,
        CONCAT('order ', COALESCE(o.id, 'none'), ', ', COALESCE(q.accepted_incl_cents, 0)) AS found
      FROM quotes q
        LEFT JOIN sales_orders o ON o.tenant_id = q.tenant_id AND o.quote_id = q.id
        LEFT JOIN (
          SELECT l.tenant_id, l.quote_id, SUM(b.incl_cents) AS incl FROM quote_lines l
            JOIN quote_breaks b ON b.tenant_id = l.tenant_id AND b.line_id = l.id AND b.break_no = l.chosen_break_no
          WHERE l.answer = 'accepted' GROUP BY l.tenant_id, l.quote_id) c
          ON c.tenant_id = q.tenant_id AND c.quote_id = q.id
      WHERE (q.state = 'accepted') <> (o.id IS NOT NULL) OR COALESCE(q.order_id, 0) <> COALESCE(o.id, 0)
        OR (q.state = 'accepted' AND COALESCE(q.accepted_incl_cents, -1) <> COALESCE(c.incl, 0))`,
  },
  {
    name: "quotes.one_with_the_customer",
    promise:
      "Of the revisions of a quote one at most is with the customer or accepted, and one is the latest.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('quote ', number) AS document, '1 at most sent, 1 latest' AS expected,
        CONCAT(SUM(state IN ('sent', 'accepted')), ' sent, ', SUM(latest), ' latest') AS found
      FROM quotes GROUP BY tenant_id, number
      HAVING SUM(state IN ('sent', 'accepted')) > 1 OR SUM(latest) <> 1`,
  },
  {
    name: "quotes.waits_for_its_approval",
    promise: "A quote waits for approval exactly while a request about it is pending.",
    sql: `SELECT q.tenant_id AS tenantId, CONCAT('quote ', q.number, ' revision ', q.revision_no) AS document,
        q.state AS expected, IF(a.id IS NULL, 'no pending request', 'a pending request') AS found
      FROM quotes q LEFT JOIN approvals a
        ON a.tenant_id = q.tenant_id AND a.subject_type = 'quote' AND a.subject_id = q.id AND a.pending = 1
      WHERE (q.state = 'pending_approval') <> (a.id IS NOT NULL)`,
  },
];
