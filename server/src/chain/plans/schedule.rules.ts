import {
  type Day,
  type Exact,
  type WorkingCalendar,
  addWorkingDays,
  divideAwayFromZero,
  ONE,
  subtractWorkingDays,
  ZERO,
} from "@quanlian/shared/domain";
import type { LeadDays, PlanItem, Recipe } from "./plan.types";

/** Working-day arithmetic of one run. A run asks for the same few days again and again. */
export interface PlanDays {
  readonly today: Day;
  /** The `count`-th working day after; for 0 the day itself or the next working one. */
  after(from: Day, count: number): Day;
  /** The `count`-th working day before, but never before today. */
  before(until: Day, count: number): Day;
}

/** Counts in the tenant's calendar, remembering each answer for as long as the run lasts. */
export function planDays(calendar: WorkingCalendar, today: Day): PlanDays {
  const later = new Map<number, Map<Day, Day>>();
  const earlier = new Map<number, Map<Day, Day>>();
  return {
    today,
    after: (from, count) =>
      remember(later, from, count, () => addWorkingDays(calendar, from, count)),
    before: (until, count) =>
      remember(earlier, until, count, () =>
        until <= today ? today : laterOf(today, subtractWorkingDays(calendar, until, count)),
      ),
  };
}

/**
 * How long an item takes in working days: its lead time, and when made the minutes of its routing
 * for that quantity, one operation after the other, in whole days.
 */
export function leadDaysFor(
  item: PlanItem,
  recipe: Recipe | null,
  quantity: Exact,
  minutesPerDay: Exact,
): LeadDays {
  const fixedDays = item.leadTimeDays;
  if (recipe === null || recipe.routing.operations.length === 0)
    return { fixedDays, routingDays: 0 };
  let minutes = ZERO; // at twelve places, rounded only into days
  for (const { setupMinutes, runMinutesPerUnit } of recipe.routing.operations) {
    minutes += setupMinutes * ONE + runMinutesPerUnit * quantity;
  }
  return { fixedDays, routingDays: Number(divideAwayFromZero(minutes, minutesPerDay * ONE)) };
}

/** Both parts together. */
export function totalLeadDays({ fixedDays, routingDays }: LeadDays): number {
  return fixedDays + routingDays;
}

/** What a supply's dates follow from. */
export interface SupplyTiming {
  readonly neededOn: Day;
  /** When its last component is there, at least today. */
  readonly readyOn: Day;
  readonly leadDays: LeadDays;
}

/**
 * The dates of a new supply: due when it is needed or, if its components and lead time do not
 * allow that, as early as they do; started as late as that due day allows.
 */
export function datesOf(days: PlanDays, timing: SupplyTiming): { startOn: Day; dueOn: Day } {
  const lead = totalLeadDays(timing.leadDays);
  const dueOn = laterOf(timing.neededOn, days.after(timing.readyOn, lead));
  // Counted back across a holiday, the start could fall before the last component's arrival.
  const startOn = laterOf(timing.readyOn, days.before(dueOn, lead));
  return { startOn, dueOn };
}

/** The later of two days. */
export function laterOf(a: Day, b: Day): Day {
  return a < b ? b : a;
}

function remember(
  answers: Map<number, Map<Day, Day>>,
  from: Day,
  count: number,
  compute: () => Day,
): Day {
  let ofCount = answers.get(count);
  if (!ofCount) answers.set(count, (ofCount = new Map<Day, Day>()));
  let answer = ofCount.get(from);
  if (!answer) ofCount.set(from, (answer = compute()));
  return answer;
}
