import type { Check } from "../check";

const LIVE = "s.state <> 'withdrawn'";

/** What statements promise: they add up, one opens where the other closed, nothing stands on two, every difference is explained. */
export const statementChecks: readonly Check[] = [
  {
    name: "statements.closing_is_lines",
    promise:
      "A statement closes at its opening, its charges and what else moved the account, line by line.",
    sql: `SELECT s.tenant_id AS tenantId, CONCAT('statement ', s.number) AS document,
        CONCAT_WS(' / ', COALESCE(l.charges, 0), COALESCE(l.movements, 0)) AS expected,
        CONCAT_WS(' / ', s.charges_cents, s.movements_cents) AS found
      FROM statements s LEFT JOIN (
        SELECT tenant_id, statement_id, SUM(IF(kind = 'charge', amount_cents, 0)) AS charges,
          SUM(IF(kind = 'charge', 0, amount_cents)) AS movements
        FROM statement_lines GROUP BY tenant_id, statement_id) l ON l.tenant_id = s.tenant_id AND l.statement_id = s.id
      WHERE s.charges_cents <> COALESCE(l.charges, 0) OR s.movements_cents <> COALESCE(l.movements, 0)
        OR s.closing_cents <> s.opening_cents + s.charges_cents + s.movements_cents`,
  },
  {
    name: "statements.opening_is_closing",
    promise: "A statement opens where the one before it has closed.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('statement ', number) AS document, CAST(expected AS CHAR) AS expected,
        CAST(opening_cents AS CHAR) AS found
      FROM (SELECT s.tenant_id, s.number, s.opening_cents,
          COALESCE(LAG(s.closing_cents) OVER (PARTITION BY s.tenant_id, s.party_id, s.side ORDER BY s.id), 0) AS expected
        FROM statements s WHERE ${LIVE}) o
      WHERE opening_cents <> expected`,
  },
  {
    name: "statements.charge_stands_once",
    promise: "A charge stands on the statement that it names, as it is, and on no other.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('charge ', charge_id) AS document, CAST(SUM(named) AS CHAR) AS expected,
        CAST(SUM(standing) AS CHAR) AS found
      FROM (
        SELECT tenant_id, id AS charge_id, statement_id, incl_cents AS cents, 1 AS named, 0 AS standing
          FROM charges WHERE statement_id IS NOT NULL
        UNION ALL SELECT l.tenant_id, l.charge_id, l.statement_id, l.amount_cents, 0, 1 FROM statement_lines l
          JOIN statements s ON s.tenant_id = l.tenant_id AND s.id = l.statement_id AND ${LIVE}
          WHERE l.charge_id IS NOT NULL) k
      GROUP BY tenant_id, charge_id, statement_id, cents HAVING SUM(named) <> 1 OR SUM(standing) <> 1`,
  },
  {
    name: "statements.movement_stands_once",
    promise: "What else moved an account stands on one statement at most, with what it moved.",
    sql: `SELECT l.tenant_id AS tenantId, CONCAT('fact ', l.fact_id, ' of party ', l.party_id) AS document,
        CAST(MAX(e.cents) AS CHAR) AS expected, CAST(SUM(l.amount_cents) AS CHAR) AS found
      FROM statement_lines l
        JOIN statements s ON s.tenant_id = l.tenant_id AND s.id = l.statement_id AND ${LIVE}
        LEFT JOIN (SELECT tenant_id, fact_id, party_id, 'receivable' AS side,
            SUM(CASE account WHEN 'receivable' THEN amount_cents WHEN 'advance_received' THEN -amount_cents ELSE 0 END) AS cents
          FROM party_entries GROUP BY tenant_id, fact_id, party_id
          UNION ALL SELECT tenant_id, fact_id, party_id, 'payable',
            SUM(CASE account WHEN 'payable' THEN amount_cents WHEN 'advance_paid' THEN -amount_cents ELSE 0 END)
          FROM party_entries GROUP BY tenant_id, fact_id, party_id) e
          ON e.tenant_id = l.tenant_id AND e.fact_id = l.fact_id AND e.party_id = l.party_id AND e.side = s.side
      WHERE l.charge_id IS NULL
      GROUP BY l.tenant_id, l.fact_id, l.party_id, s.side HAVING SUM(l.amount_cents) <> COALESCE(MAX(e.cents), 0)`,
  },
  {
    name: "statements.residuals_are_gap",
    promise: "The differences of a statement are the gap between both sides, to the cent.",
    sql: `SELECT s.tenant_id AS tenantId, CONCAT('statement ', s.number) AS document,
        CAST(COALESCE(s.their_closing_cents - s.closing_cents, 0) AS CHAR) AS expected,
        CAST(COALESCE(r.cents, 0) AS CHAR) AS found
      FROM statements s LEFT JOIN (
        SELECT tenant_id, statement_id, SUM(difference_cents) AS cents FROM statement_residuals
        GROUP BY tenant_id, statement_id) r ON r.tenant_id = s.tenant_id AND r.statement_id = s.id
      WHERE COALESCE(s.their_closing_cents - s.closing_cents, 0) <> COALESCE(r.cents, 0)`,
  },
  {
    name: "statements.signed_by_both",
    promise:
      "A statement is signed when both sides have signed it, and only what was sent has a hash.",
    sql: `SELECT tenant_id AS tenantId, CONCAT('statement ', number) AS document, state AS expected,
        CONCAT_WS(' / ', COALESCE(our_signer, '-'), COALESCE(their_signer, '-'), COALESCE(hash, 'no hash')) AS found
      FROM statements WHERE (state = 'signed') <> (our_signer IS NOT NULL AND their_signer IS NOT NULL)
        OR (hash IS NULL) <> (sent_at IS NULL)`,
  },
];
