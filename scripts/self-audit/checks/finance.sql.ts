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
      "What is committed to a customer is the sum of the confirmed orders, and of what stays of those closed short.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('party ', party_id) AS document,
        CAST(SUM(ordered) AS CHAR) AS expected, CAST(SUM(held) AS CHAR) AS found
      FROM (
        SELECT tenant_id, customer_id AS party_id, COALESCE(kept_cents, incl_cents) AS ordered, 0 AS held
          FROM sales_orders WHERE state IN ('confirmed', 'closed_short')
        UNION ALL SELECT tenant_id, party_id, 0, committed_cents FROM party_balances) k
      GROUP BY tenant_id, party_id HAVING SUM(ordered) <> SUM(held)`,
  },
  {
    name: "finance.commitment_per_order",
    promise:
      "A confirmed order is committed once with its amount; a cancelled one comes to nothing.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('order ', order_id) AS document,
        CAST(SUM(ordered) AS CHAR) AS expected, CAST(SUM(entered) AS CHAR) AS found
      FROM (
        SELECT tenant_id, id AS order_id, COALESCE(kept_cents, incl_cents) AS ordered, 0 AS entered
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
];
