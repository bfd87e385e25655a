import type { ChargeSide, StatementLineKind } from "@quanlian/shared/contract";
import type { Cents, Day } from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";

/** What may stand on a statement: a charge, or what else moved the account of a party. */
export interface UnsettledLine {
  kind: StatementLineKind;
  chargeId: Id | null;
  factId: Id;
  documentNumber: string;
  datedOn: Day;
  description: string;
  unitName: string;
  quantity: string | null;
  unitPrice: string | null;
  taxRate: string | null;
  amountCents: Cents;
}

/**
 * All that is charged to a party up to a day, or moved its account otherwise, and stands on no live statement: with its own date,
 * however late it was posted. By date, then by document. Two statements.
 */
export async function readUnsettled(
  tx: Tx,
  partyId: Id,
  side: ChargeSide,
  endsOn: Day,
): Promise<UnsettledLine[]> {
  const lines = [
    ...(await readCharges(tx, partyId, side, endsOn)),
    ...(await readMovements(tx, partyId, side, endsOn)),
  ];
  return lines.sort(
    (a, b) =>
      a.datedOn.localeCompare(b.datedOn) || a.documentNumber.localeCompare(b.documentNumber),
  );
}

const readCharges = (tx: Tx, partyId: Id, side: ChargeSide, endsOn: Day) =>
  tx.rows<UnsettledLine>(
    `SELECT 'charge' AS kind, c.id AS chargeId, c.fact_id AS factId, c.document_number AS documentNumber,
       c.charged_on AS datedOn, c.description, c.unit_name AS unitName, c.quantity, c.unit_price AS unitPrice,
       c.tax_rate AS taxRate, c.incl_cents AS amountCents
     FROM charges c
     WHERE c.tenant_id = :tenant AND c.party_id = :partyId AND c.side = :side AND c.charged_on <= :endsOn
       AND c.statement_id IS NULL ORDER BY c.charged_on, c.id`,
    { partyId, side, endsOn },
  );

/**
 * What moved the account and is no charge: money, write-offs and offsets, what was open before. An allocation of money to a charge
 * moves both accounts by the same, and so nothing.
 */
async function readMovements(
  tx: Tx,
  partyId: Id,
  side: ChargeSide,
  endsOn: Day,
): Promise<UnsettledLine[]> {
  const advance = side === "receivable" ? "advance_received" : "advance_paid";
  const rows = await tx.rows<Movement>(
    `SELECT e.fact_id AS factId, e.source_type AS sourceType, e.occurred_on AS datedOn,
       MAX(COALESCE(m.number, a.number, f.number, '')) AS documentNumber,
       CAST(SUM(IF(e.account = :side, e.amount_cents, -e.amount_cents)) AS SIGNED) AS amountCents
     FROM party_entries e
       LEFT JOIN cash_movements m ON m.tenant_id = :tenant AND e.source_type = 'cash_movement' AND m.id = e.source_id
       LEFT JOIN allocations a ON a.tenant_id = :tenant AND e.source_type = 'allocation' AND a.id = e.source_id
       LEFT JOIN open_items f ON f.tenant_id = :tenant AND e.source_type = 'open_item' AND f.id = e.source_id
     WHERE e.tenant_id = :tenant AND e.party_id = :partyId AND e.account IN :accounts AND e.occurred_on <= :endsOn
       AND e.source_type IN ('cash_movement', 'allocation', 'open_item')
       AND NOT EXISTS (SELECT l.id FROM statement_lines l
         JOIN statements s ON s.tenant_id = :tenant AND s.id = l.statement_id AND s.side = :side AND s.state <> 'withdrawn'
         WHERE l.tenant_id = :tenant AND l.fact_id = e.fact_id AND l.charge_id IS NULL AND l.party_id = :partyId)
     GROUP BY e.fact_id, e.source_type, e.source_id, e.occurred_on HAVING amountCents <> 0 ORDER BY e.occurred_on, e.fact_id`,
    { partyId, side, endsOn, accounts: [side, advance] },
  );
  return rows.map(({ sourceType, ...row }) => ({
    ...{ ...row, kind: KINDS[sourceType]!, chargeId: null, description: "", unitName: "" },
    ...{ quantity: null, unitPrice: null, taxRate: null },
    amountCents: Number(row.amountCents) as Cents,
  }));
}

interface Movement {
  factId: Id;
  sourceType: string;
  datedOn: Day;
  documentNumber: string;
  amountCents: Cents;
}

const KINDS: Readonly<Record<string, StatementLineKind>> = {
  cash_movement: "payment",
  allocation: "adjustment",
  open_item: "brought",
};
