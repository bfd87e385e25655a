import { addDays, day, startOfDay, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";

/** Days of the company, both included, and the instants that they begin and end at. */
export interface Period {
  from: Day;
  to: Day;
  since: Date;
  until: Date;
}

const USUAL_DAYS = 90;

/** The period asked for: the last 90 days unless told otherwise. */
export function periodOf(ctx: Ctx, asked: { from?: string; to?: string }): Period {
  const to = asked.to ? day(asked.to) : ctx.today;
  const from = asked.from ? day(asked.from) : addDays(to, 1 - USUAL_DAYS);
  const since = startOfDay(from, ctx.timeZone);
  return { from, to, since, until: startOfDay(addDays(to, 1), ctx.timeZone) };
}
