import type { Check } from "../check";

/** What the masters promise to those who refer to them. */
export const masterChecks: readonly Check[] = [
  {
    name: "masters.payment_shares_whole",
    promise:
      "The stages of a payment term in stages are 1 together; a term of another kind has none.",
    sql: `SELECT t.tenant_id AS tenantId, CONCAT('payment term ', t.code) AS document,
        IF(t.kind = 'milestones', '1.000000', 'no stages') AS expected, CAST(COALESCE(SUM(s.share_rate), 0) AS CHAR) AS found
      FROM payment_terms t
        LEFT JOIN payment_term_stages s ON s.tenant_id = t.tenant_id AND s.payment_term_id = t.id
      GROUP BY t.tenant_id, t.id, t.code, t.kind
      HAVING COALESCE(SUM(s.share_rate), 0) <> IF(t.kind = 'milestones', 1, 0)`,
  },
  {
    name: "masters.credit_code_keyed",
    promise: "A party's credit code is its key, unless another party had the code first.",
    sql: `SELECT p.tenant_id AS tenantId, CONCAT('party ', p.code) AS document, COALESCE(p.credit_code, 'none') AS expected,
        COALESCE(p.credit_code_key, 'none') AS found
      FROM parties p LEFT JOIN parties q
        ON q.tenant_id = p.tenant_id AND q.credit_code_key = p.credit_code AND q.id <> p.id
      WHERE NOT (p.credit_code_key <=> p.credit_code) AND NOT (p.credit_code_key IS NULL AND q.id IS NOT NULL)`,
  },
  {
    name: "masters.default_price_list_in_use",
    promise: "The company's default price list is in use.",
    sql: `SELECT k.tenant_id AS tenantId, CONCAT('price list ', k.code) AS document, 'in use' AS expected,
        'out of use' AS found
      FROM price_lists k WHERE k.is_default = 1 AND k.is_active = 0`,
  },
];
