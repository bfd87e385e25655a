import type { Period } from "@quanlian/shared/contract";
import type { Cents, Day } from "@quanlian/shared/domain";
import { isMasked, may, type Ctx } from "../../kernel/access";
import { loadForUpdate, type Tx } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { StockPeriod } from "./cost.model";
import { periodPolicy } from "./period.policy";
import { monthAt, monthOf, monthsBack } from "./period.rules";

/** Ten years of months: as far back as a list of periods goes. */
const MOST_MONTHS = 120;

interface PeriodRow {
  id: Id;
  month: string;
  startsOn: Day;
  endsOn: Day;
  state: "open" | "closed";
  stockCents: Cents;
  wipCents: Cents;
  accruedCents: Cents;
  closedAt: Date | null;
  note: string | null;
}

const PERIODS = `SELECT p.id, p.month, p.starts_on AS startsOn, p.ends_on AS endsOn, p.state, p.stock_cents AS stockCents,
    p.wip_cents AS wipCents, p.accrued_cents AS accruedCents, p.closed_at AS closedAt, p.note
  FROM stock_periods p WHERE p.tenant_id = :tenant`;

/** Every month from the first posting to today, the newest first: a month that was never closed is open and has no row. */
export async function listPeriods(ctx: Ctx): Promise<{ rows: Period[] }> {
  const rows = await ctx.rows<PeriodRow>(`${PERIODS} ORDER BY p.month DESC LIMIT ${MOST_MONTHS}`);
  const first = await ctx.row<{ occurredOn: Day | null }>(
    `SELECT MIN(m.occurred_on) AS occurredOn FROM stock_moves m WHERE m.tenant_id = :tenant`,
  );
  const begins = monthAt(first?.occurredOn ?? ctx.today);
  const known = new Map(rows.map((row) => [row.month, row]));
  const oldest = rows.at(-1)?.month ?? begins;
  const months = monthsBack(monthAt(ctx.today), oldest < begins ? oldest : begins, MOST_MONTHS);
  return { rows: months.map((month) => presentPeriod(ctx, month, known.get(month))) };
}

export async function findPeriod(ctx: Ctx, periodId: Id): Promise<Period> {
  const row = await ctx.row<PeriodRow>(`${PERIODS} AND p.id = :periodId`, { periodId });
  return row ? presentPeriod(ctx, row.month, row) : refuseNotFound("period");
}

/** The row of a month, locked; none while it was never closed. */
export async function findPeriodForUpdate(tx: Tx, month: string): Promise<StockPeriod | null> {
  const row = await tx.row<{ id: Id }>(
    `SELECT p.id FROM stock_periods p WHERE p.tenant_id = :tenant AND p.month = :month`,
    { month },
  );
  return row ? loadForUpdate(tx, StockPeriod, periodPolicy, "periods.list", row.id) : null;
}

/** The earliest month that is closed now; null for none. */
export async function firstClosedMonth(tx: Tx): Promise<string | null> {
  const row = await tx.row<{ month: string | null }>(
    `SELECT MIN(p.month) AS month FROM stock_periods p WHERE p.tenant_id = :tenant AND p.state = 'closed'`,
  );
  return row?.month ?? null;
}

function presentPeriod(ctx: Ctx, month: string, row: PeriodRow | undefined): Period {
  const hidden = isMasked(ctx.actor, "periods.list", "cost");
  const state = row?.state ?? "open";
  const isClosed = row?.state === "closed";
  const shown = (value: Cents | undefined) => (hidden || !isClosed ? null : (value ?? null));
  const { startsOn, endsOn } = monthOf(month);
  const action = isClosed ? "periods.reopen" : "periods.close";
  return {
    id: row?.id ?? null,
    ...{ month, startsOn, endsOn, state },
    stockCents: shown(row?.stockCents),
    wipCents: shown(row?.wipCents),
    accruedCents: shown(row?.accruedCents),
    closedAt: row?.closedAt?.toISOString() ?? null,
    note: row?.note ?? "",
    actions: may(ctx.actor, action) && (isClosed || endsOn < ctx.today) ? [action] : [],
  };
}
