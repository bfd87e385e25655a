import type { Check } from "../check";

const accounts = [
  ["receivable", "receivable_cents"],
  ["payable", "payable_cents"],
  ["advance_received", "advance_received_cents"],
  ["advance_paid", "advance_paid_cents"],
  ["committed", "committed_cents"],
] as const;

const balancesByAccount = accounts
  .map(
    ([account, column]) =>
      `SELECT tenant_id, party_id, '${account}' AS account, 0 AS entered, ${column} AS held FROM party_balances`,
  )
  .join("\n        UNION ALL ");

/** What is left of an order's amount, or of what was kept of it; more may be delivered than was ordered. */
const COMMITTED = "GREATEST(0, COALESCE(kept_cents, incl_cents) - settled_cents)";

/** What the finance book promises: balances follow from entries, commitments from orders, reversals from what they reverse. */
export const financeChecks: readonly Check[] = [
  {
    name: "finance.balance_is_entries",
    promise: "A party's balance is the sum of its entries, account by account.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('party ', party_id, ' ', account) AS document,
        CAST(SUM(entered) AS CHAR) AS expected, CAST(SUM(held) AS CHAR) AS found
      FROM (
        SELECT tenant_id, party_id, account, amount_cents AS entered, 0 AS held FROM party_entries
        UNION ALL ${balancesByAccount}) k
      GROUP BY tenant_id, party_id, account HAVING SUM(entered) <> SUM(held)`,
  },
  {
    name: "finance.committed_is_orders",
    promise:
      "What is committed to a customer is what is not settled of the confirmed orders, and of what stays of those closed short.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('party ', party_id) AS document,
        CAST(SUM(ordered) AS CHAR) AS expected, CAST(SUM(held) AS CHAR) AS found
      FROM (
        SELECT tenant_id, customer_id AS party_id, ${COMMITTED} AS ordered, 0 AS held
          FROM sales_orders WHERE state IN ('confirmed', 'closed_short')
        UNION ALL SELECT tenant_id, party_id, 0, committed_cents FROM party_balances) k
      GROUP BY tenant_id, party_id HAVING SUM(ordered) <> SUM(held)`,
  },
  {
    name: "finance.commitment_per_order",
    promise:
      "A confirmed order is committed with what is not settled of its amount; a cancelled or complete one with nothing.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('order ', order_id) AS document,
        CAST(SUM(ordered) AS CHAR) AS expected, CAST(SUM(entered) AS CHAR) AS found
      FROM (
        SELECT tenant_id, id AS order_id, ${COMMITTED} AS ordered, 0 AS entered
          FROM sales_orders WHERE state IN ('confirmed', 'closed_short')
        UNION ALL SELECT tenant_id, source_id, 0, amount_cents FROM party_entries
          WHERE account = 'committed' AND source_type = 'order') k
      GROUP BY tenant_id, order_id HAVING SUM(ordered) <> SUM(entered)`,
  },
  {
    name: "finance.reversal_reverses",
    promise:
      "A reversal takes back exactly what it names: same party, account and source, opposite amount, once.",
    sql: `SELECT e.tenant_id AS tenantId, CONCAT('party entry ', e.id) AS document,
        COALESCE(CONCAT(-r.amount_cents, ' on ', r.account, ' of party ', r.party_id), 'an entry to reverse') AS expected,
        CONCAT(e.amount_cents, ' on ', e.account, ' of party ', e.party_id) AS found
      FROM party_entries e LEFT JOIN party_entries r ON r.tenant_id = e.tenant_id AND r.id = e.reverses_id
      WHERE e.reverses_id IS NOT NULL AND (r.id IS NULL OR r.amount_cents <> -e.amount_cents OR r.account <> e.account
        OR r.party_id <> e.party_id OR r.source_type <> e.source_type OR r.source_id <> e.source_id
        OR EXISTS (SELECT 1 FROM party_entries o
          WHERE o.tenant_id = e.tenant_id AND o.reverses_id = e.reverses_id AND o.id <> e.id))`,
  },
  {
    name: "finance.open_is_amount_less_allocations",
    promise:
      "An item is open by its amount less what allocations settle of it; one that was reversed, by nothing.",
    sql: `SELECT f.tenant_id AS tenantId, CONCAT('open item ', f.id, ' ', f.number) AS document,
        CAST(IF(f.state = 'reversed', 0, f.amount_cents - COALESCE(u.used, 0)) AS CHAR) AS expected,
        CAST(f.open_cents AS CHAR) AS found
      FROM open_items f LEFT JOIN (
        SELECT tenant_id, item_id, SUM(amount_cents) AS used FROM (
          SELECT tenant_id, from_item_id AS item_id, amount_cents FROM allocation_lines WHERE from_item_id <> 0
          UNION ALL SELECT tenant_id, to_item_id, amount_cents FROM allocation_lines) l
        GROUP BY tenant_id, item_id) u ON u.tenant_id = f.tenant_id AND u.item_id = f.id
      WHERE f.open_cents <> IF(f.state = 'reversed', 0, f.amount_cents - COALESCE(u.used, 0))
        OR (f.state = 'reversed' AND COALESCE(u.used, 0) <> 0)
        OR COALESCE(u.used, 0) < 0 OR COALESCE(u.used, 0) > f.amount_cents`,
  },
  {
    name: "finance.balance_is_open_items",
    promise: "Receivables, payables and advances of a party are what is open of its items.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('party ', party_id, ' ', account) AS document,
        CAST(SUM(items) AS CHAR) AS expected, CAST(SUM(held) AS CHAR) AS found
      FROM (
        SELECT tenant_id, party_id, CASE WHEN direction = 'charge' THEN side WHEN side = 'receivable' THEN 'advance_received'
          ELSE 'advance_paid' END AS account, open_cents AS items, 0 AS held FROM open_items
        UNION ALL ${balancesByAccount}) k
      WHERE account <> 'committed' GROUP BY tenant_id, party_id, account HAVING SUM(items) <> SUM(held)`,
  },
  {
    name: "finance.allocation_within_party",
    promise:
      "An allocation settles items of its own party: a credit a charge of its side, or charges of both sides each other.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('allocation line ', l.id) AS document,
        CONCAT('items of party ', a.party_id, ' that may settle each other') AS expected,
        CONCAT_WS(' ', f.side, f.direction, 'of', f.party_id, 'to', t.side, t.direction, 'of', t.party_id) AS found
      FROM allocation_lines l
        JOIN allocations a ON a.tenant_id = l.tenant_id AND a.id = l.allocation_id
        JOIN open_items t ON t.tenant_id = l.tenant_id AND t.id = l.to_item_id
        LEFT JOIN open_items f ON f.tenant_id = l.tenant_id AND f.id = l.from_item_id
      WHERE l.party_id <> a.party_id OR t.party_id <> a.party_id OR (l.from_item_id <> 0 AND (f.party_id <> a.party_id
        OR t.direction <> 'charge' OR (f.direction = 'credit') <> (f.side = t.side)))`,
  },
  {
    name: "finance.allocation_reversal_mirrors",
    promise:
      "An allocation that takes back has the lines of the other, each with its amount below zero.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('allocation ', l.id) AS document, 'mirrored lines' AS expected,
        CAST(SUM(l.amount) AS CHAR) AS found
      FROM (
        SELECT a.tenant_id, a.reverses_id AS id, x.line_no, x.from_item_id, x.to_item_id, x.amount_cents AS amount
          FROM allocations a JOIN allocation_lines x ON x.tenant_id = a.tenant_id AND x.allocation_id = a.id
          WHERE a.reverses_id IS NOT NULL
        UNION ALL SELECT a.tenant_id, a.id, x.line_no, x.from_item_id, x.to_item_id, x.amount_cents
          FROM allocations a JOIN allocation_lines x ON x.tenant_id = a.tenant_id AND x.allocation_id = a.id
          JOIN allocations r ON r.tenant_id = a.tenant_id AND r.reverses_id = a.id) l
      GROUP BY l.tenant_id, l.id, l.line_no, l.from_item_id, l.to_item_id HAVING SUM(l.amount) <> 0`,
  },
  {
    name: "finance.cash_movement_is_open_item",
    promise:
      "A receipt or payment stands as one credit of its amount on its side, reversed with it.",
    sql: `SELECT c.tenant_id AS tenantId, CONCAT(c.kind, ' ', c.number) AS document,
        CONCAT_WS(' ', c.amount_cents, 'of party', c.party_id, IF(c.state = 'reversed', 'reversed', 'open')) AS expected,
        IF(f.id IS NULL, 'none', CONCAT_WS(' ', f.amount_cents, 'of party', f.party_id, f.state)) AS found
      FROM cash_movements c LEFT JOIN open_items f
        ON f.tenant_id = c.tenant_id AND f.source_type = 'cash_movement' AND f.source_id = c.id
      WHERE f.id IS NULL OR f.amount_cents <> c.amount_cents OR f.party_id <> c.party_id OR f.direction <> 'credit'
        OR f.side <> IF(c.kind = 'receipt', 'receivable', 'payable')
        OR (f.state = 'reversed') <> (c.state = 'reversed')`,
  },
];
