import type { InputOf, periodsContract } from "@quanlian/shared/contract";
import { addDays, cents, type Cents, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertStatement, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { StockPeriod, StockPeriodValue } from "./cost.model";
import { checkPeriod } from "./period.checks";
import { lockGate } from "./period-gate";
import { findPeriod, findPeriodForUpdate } from "./period.queries";
import { monthAt, monthOf, type Month } from "./period.rules";
import { periodStates } from "./period.states";

type Input = InputOf<(typeof periodsContract)["periods.close"]>;

/**
 * Closes a month that is over: from here nothing is dated into it, and what it was worth at its end stands written. Months
 * close one after the other. Refuses with the list of what is not ready.
 */
export function closePeriod(ctx: Ctx, { month, note }: Input) {
  return transact(ctx, async (tx) => {
    const period = monthOf(month);
    const closedThrough = await lockGate(tx.books, "alone");
    refuseOutOfOrder(tx, period, closedThrough);
    const checks = await checkPeriod(tx.books, period);
    const failed = checks.filter((check) => !check.ok);
    if (failed.length > 0)
      refuse("period.not_ready", { month, checks: failed.map((check) => check.code) });

    const periodId = await writeClosed(tx, period, note ?? null);
    await tx.write(`UPDATE stock_gates SET closed_through = :endsOn WHERE tenant_id = :tenant`, {
      endsOn: period.endsOn,
    });
    return findPeriod(tx, periodId);
  });
}

function refuseOutOfOrder(tx: Tx, period: Month, closedThrough: Day | null): void {
  if (period.endsOn >= tx.today) refuse("period.not_over", { month: period.month });
  if (closedThrough === null) return;
  if (period.endsOn <= closedThrough)
    refuse("state.illegal_move", { state: "closed", action: "close" });
  const expected = monthAt(addDays(closedThrough, 1));
  if (period.month !== expected) refuse("period.out_of_order", { month: expected });
}

async function writeClosed(tx: Tx, period: Month, note: string | null): Promise<Id> {
  const [stock, totals] = [await stockAt(tx, period.endsOn), await totalsAt(tx, period.endsOn)];
  const values = {
    stockCents: cents(stock.reduce((sum, row) => sum + row.valueCents, 0)),
    ...totals,
    closedAt: tx.now,
    note,
  };
  const known = await findPeriodForUpdate(tx, period.month);
  const periodId = known?.id ?? tx.newId();
  const state = periodStates.step(known?.state ?? periodStates.initial, "close");
  if (known) {
    Object.assign(known, { ...values, state });
    await known.saveRevision(tx);
  } else await insertRow(tx, StockPeriod, { id: periodId, ...period, ...values, state });
  tx.record({
    type: "period",
    id: periodId,
    number: period.month,
    before: known ? { state: periodStates.initial } : null,
    after: { state, stockCents: values.stockCents, ...totals },
  });
  const rows = stock.map((row) => ({ periodId, ...row }));
  for (let from = 0; from < rows.length; from += MOST_AT_ONCE)
    await tx.send(insertStatement(tx, StockPeriodValue, rows.slice(from, from + MOST_AT_ONCE)));
  return periodId;
}

const MOST_AT_ONCE = 2_000;

interface ValueRow {
  itemId: Id;
  warehouseId: Id;
  quantity: string;
  valueCents: Cents;
}

/** Quantity and value of ours by item and warehouse at the end of a day: the sums of all moves until then. */
const stockAt = (tx: Tx, endsOn: Day): Promise<ValueRow[]> =>
  tx.rows<ValueRow>(
    `SELECT m.item_id AS itemId, m.warehouse_id AS warehouseId, SUM(m.quantity) AS quantity,
       CAST(SUM(m.value_cents) AS SIGNED) AS valueCents
     FROM stock_moves m WHERE m.tenant_id = :tenant AND m.owner_party_id = 0 AND m.occurred_on <= :endsOn
     GROUP BY m.item_id, m.warehouse_id HAVING SUM(m.quantity) <> 0 OR SUM(m.value_cents) <> 0`,
    { endsOn },
  );

async function totalsAt(tx: Tx, endsOn: Day): Promise<{ wipCents: Cents; accruedCents: Cents }> {
  const row = await tx.row<{ wipCents: Cents; accruedCents: Cents }>(
    `SELECT
       (SELECT CAST(COALESCE(SUM(e.value_cents), 0) AS SIGNED) FROM wip_entries e
         WHERE e.tenant_id = :tenant AND e.occurred_on <= :endsOn) AS wipCents,
       (SELECT CAST(COALESCE(SUM(a.value_cents), 0) AS SIGNED) FROM receipt_accruals a
         WHERE a.tenant_id = :tenant AND a.occurred_on <= :endsOn) AS accruedCents`,
    { endsOn },
  );
  return { wipCents: cents(Number(row!.wipCents)), accruedCents: cents(Number(row!.accruedCents)) };
}
