import type { Calendar as CalendarAnswer, InputOf, plantContract } from "@quanlian/shared/contract";
import { addDays, day, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import { findCalendar } from "./calendar.queries";
import { Calendar } from "./plant.model";
import { calendarPolicy } from "./plant.policy";
import { demandWorkingDay, insertExceptions, type Exceptions } from "./save-calendar";

type Input = InputOf<(typeof plantContract)["calendars.addDays"]>;

/** Holidays are days or weeks; beyond it somebody has mistyped a year. */
const LONGEST_SPAN_DAYS = 62;
/** Three years of weekends and holidays, generously. */
const MOST_DAYS = 1000;

/**
 * Adds holidays (假期) and working weekends (调休) to a calendar, many at once, as the yearly notice lists them. A day
 * that the calendar has already is replaced; all others stay. What is planned keeps its dates until a re-plan.
 */
export function addCalendarDays(ctx: Ctx, input: Input): Promise<CalendarAnswer> {
  return transact(ctx, async (tx) => {
    const { calendarId, revision } = input;
    const permission = "calendars.addDays";
    const calendar = await loadForUpdate(tx, Calendar, calendarPolicy, permission, calendarId);
    calendar.expectRevision(revision);
    const former = await findCalendar(tx, calendarId);
    const faults = new Faults(tx.language);
    const added = daysIn(faults, input.days);
    const names = new Set(added.map((each) => each.day));
    const kept = former.exceptions.filter((each) => !names.has(each.day));
    if (kept.length + added.length > MOST_DAYS) {
      faults.add(["days"], "issue.too_many", { maximum: MOST_DAYS });
    }
    faults.refuse();
    demandWorkingDay(tx, calendar.workingWeekdays, [...kept, ...added]);

    await tx.write(
      `DELETE FROM calendar_exceptions
       WHERE tenant_id = :tenant AND calendar_id = :calendarId AND day IN :days`,
      { calendarId, days: [...names] },
    );
    await insertExceptions(tx, calendarId, added);
    calendar.changed("updatedAt", true);
    await calendar.saveRevision(tx);
    const replaced = former.exceptions.filter((each) => names.has(each.day));
    tx.record({
      ...{ type: "calendar", id: calendarId, number: calendar.code },
      before: { exceptions: replaced },
      after: { exceptions: added },
    });
    return findCalendar(tx, calendarId);
  });
}

/** Every single day of the spans; notes spans that are upside down, too long, or share a day with one before them. */
function daysIn(faults: Faults, spans: Input["days"]): Exceptions {
  const days: Exceptions = [];
  const seen = new Set<Day>();
  spans.forEach(({ from, to, ...rest }, at) => {
    const first = day(from);
    if (to < from || to > addDays(first, LONGEST_SPAN_DAYS - 1)) {
      faults.add(["days", at, "to"], "issue.day_span", { days: LONGEST_SPAN_DAYS });
      return;
    }
    if (!rest.works && rest.followsWeekday !== null) {
      faults.add(["days", at, "followsWeekday"], "issue.holiday_follows");
    }
    let shared = false;
    for (let on = first; on <= to; on = addDays(on, 1)) {
      shared ||= seen.has(on);
      if (!seen.has(on)) days.push({ ...rest, day: on });
      seen.add(on);
    }
    if (shared) faults.add(["days", at, "from"], "issue.duplicate");
  });
  return days;
}
