import type { InputOf, periodsContract } from "@quanlian/shared/contract";
import { addDays } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { refuse, refuseNotFound } from "../../kernel/errors";
import { lockGate } from "./period-gate";
import { findPeriod, findPeriodForUpdate, firstClosedMonth } from "./period.queries";
import { monthOf } from "./period.rules";
import { periodStates } from "./period.states";

/**
 * Opens a closed month again, with a reason: the last one closed, for a month between closed ones cannot be open. What it
 * was worth is written anew when it closes.
 */
export function reopenPeriod(
  ctx: Ctx,
  { month, reason }: InputOf<(typeof periodsContract)["periods.reopen"]>,
) {
  return transact(ctx, async (tx) => {
    const { startsOn, endsOn } = monthOf(month);
    const closedThrough = await lockGate(tx.books, "alone");
    const period = (await findPeriodForUpdate(tx, month)) ?? refuseNotFound("period");
    const state = periodStates.step(period.state, "reopen");
    if (closedThrough !== endsOn)
      refuse("period.out_of_order", { month: closedThrough!.slice(0, 7) });

    period.state = state;
    period.closedAt = null;
    await period.saveRevision(tx);
    await tx.write(
      `DELETE FROM stock_period_values WHERE tenant_id = :tenant AND period_id = :periodId`,
      { periodId: period.id },
    );
    // The first month ever closed also closed everything before it.
    const isFirst = (await firstClosedMonth(tx)) === null;
    await tx.write(
      `UPDATE stock_gates SET closed_through = :closedThrough WHERE tenant_id = :tenant`,
      { closedThrough: isFirst ? null : addDays(startsOn, -1) },
    );
    tx.record({
      type: "period",
      id: period.id,
      number: month,
      before: { state: "closed" },
      after: { state },
      reason,
    });
    return findPeriod(tx, period.id);
  });
}
