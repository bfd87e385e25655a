import type { financeContract, InputOf, OutputOf } from "@quanlian/shared/contract";
import { cents, day, type Cents, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { Faults, refuseNotFound } from "../../kernel/errors";
import { findNamedParty } from "../../masters/parties";

type Operation = (typeof financeContract)["partyStatements.show"];
type Side = OutputOf<Operation>["receivable"];

/** More bookings than anybody reads at once; a shorter period shows the rest. */
const MOST_LINES = 5_000;

/**
 * How a party's account moved from one day to another: what it owes us (receivables less advances), and what we owe it.
 * A settlement moves money between the two accounts of a side and so is no line; a write-off and an offset are.
 */
export async function showStatement(
  ctx: Ctx,
  { partyId, from, to }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const party = await findNamedParty(ctx, "partyStatements.show", partyId);
  if (!party) refuseNotFound("party");
  const faults = new Faults(ctx.language);
  if (to < from) faults.add(["to"], "issue.period_order");
  faults.refuse();
  const period = { partyId, from: day(from), to: day(to) };
  return {
    receivable: await sideOf(ctx, period, ["receivable", "advance_received"]),
    payable: await sideOf(ctx, period, ["payable", "advance_paid"]),
  };
}

interface Period {
  partyId: string;
  from: Day;
  to: Day;
}

/** Above zero, more is owed: what stands on the charges' account less what stands on the credits'. */
const CHANGE = "CASE WHEN e.account = :charge THEN e.amount_cents ELSE -e.amount_cents END";
const OF_SIDE = "e.tenant_id = :tenant AND e.party_id = :partyId AND e.account IN :accounts";

async function sideOf(
  ctx: Ctx,
  period: Period,
  [charge, credit]: readonly [string, string],
): Promise<Side> {
  const asked = { ...period, charge, accounts: [charge, credit] };
  const before = await ctx.row<{ openingCents: Cents | null }>(
    `SELECT CAST(SUM(${CHANGE}) AS SIGNED) AS openingCents FROM party_entries e WHERE ${OF_SIDE} AND e.occurred_on < :from`,
    asked,
  );
  const rows = await ctx.rows<Booking>(
    `SELECT e.occurred_on AS \`on\`, e.source_type AS source, COALESCE(MIN(a.number), MIN(f.number), '') AS number,
       CAST(SUM(${CHANGE}) AS SIGNED) AS changeCents
     FROM party_entries e
       LEFT JOIN open_items f ON f.tenant_id = :tenant AND f.source_type = e.source_type AND f.source_id = e.source_id
       LEFT JOIN allocations a ON a.tenant_id = :tenant AND e.source_type = 'allocation' AND a.id = e.source_id
     WHERE ${OF_SIDE} AND e.occurred_on >= :from AND e.occurred_on <= :to
     GROUP BY e.fact_id, e.source_type, e.source_id, e.occurred_on
     HAVING changeCents <> 0 ORDER BY e.occurred_on, e.fact_id, e.source_id LIMIT :limit`,
    { ...asked, limit: MOST_LINES },
  );
  return present(cents(before?.openingCents ?? 0), rows);
}

interface Booking {
  on: Day;
  source: string;
  number: string;
  changeCents: Cents;
}

function present(openingCents: Cents, rows: readonly Booking[]): Side {
  let balance = openingCents;
  const lines = rows.map((row) => {
    balance = cents(balance + row.changeCents);
    return { ...row, balanceCents: balance };
  });
  return { openingCents, lines, closingCents: balance };
}
