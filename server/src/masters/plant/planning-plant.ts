import {
  addDays,
  dividedBy,
  exact,
  exactFromInteger,
  isWorkingDay,
  weekdayOf,
  ZERO,
  type Day,
  type Exact,
} from "@quanlian/shared/domain";
import type { WorkingCalendar } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import type { WeekdayMinutes } from "./plant.model";

/** The plant as planning needs it. */
export interface PlanningPlant {
  /** The default calendar; Monday to Friday where a tenant has none yet. */
  readonly calendar: WorkingCalendar;
  /**
   * Minutes of a working day; with shifts, those of the week ÷ its working days. 480 where a tenant has no calendar yet.
   */
  readonly minutesPerDay: Exact;
  /** Minutes of that very day: of its shifts, or of those of the weekday that it follows; none on a holiday. */
  readonly minutesOn: (on: Day) => Exact;
  /** Where an item without a home belongs; null where a tenant has no active default warehouse. */
  readonly defaultWarehouseId: Id | null;
}

/** Exceptions further away than this change no plan. */
const PAST_DAYS = 30;
const FUTURE_DAYS = 3 * 366;

const WITHOUT_CALENDAR = {
  workingWeekdays: [1, 2, 3, 4, 5],
  minutesPerDay: exact("480"),
  weekdayMinutes: null,
};

/**
 * The default calendar with its exceptions from 30 days ago to three years ahead, and the default warehouse, in one
 * statement. Nothing is cached: another process may have changed them.
 */
export async function planningPlant(ctx: Ctx): Promise<PlanningPlant> {
  const rows = await ctx.rows<PlantRow>(PLANT, {
    from: addDays(ctx.today, -PAST_DAYS),
    to: addDays(ctx.today, FUTURE_DAYS),
  });
  const [first] = rows;
  const exceptions = new Map<Day, boolean>();
  const follows = new Map<Day, number>();
  for (const { day, works, followsWeekday } of rows) {
    if (day !== null) exceptions.set(day, works === true);
    if (day !== null && followsWeekday !== null) follows.set(day, followsWeekday);
  }
  const { workingWeekdays, minutesPerDay, weekdayMinutes } = settingsOf(first);
  const calendar = { workingWeekdays, exceptions };
  return {
    calendar,
    minutesPerDay,
    minutesOn: (on) => {
      if (!isWorkingDay(calendar, on)) return ZERO;
      const minutes = weekdayMinutes?.[follows.get(on) ?? weekdayOf(on)];
      return minutes === undefined ? minutesPerDay : exactFromInteger(minutes);
    },
    defaultWarehouseId: first?.warehouseId ?? null,
  };
}

interface Settings {
  workingWeekdays: readonly number[];
  minutesPerDay: Exact;
  weekdayMinutes: WeekdayMinutes | null;
}

function settingsOf(row: PlantRow | undefined): Settings {
  if (!row || row.workingWeekdays === null || row.minutesPerDay === null) return WITHOUT_CALENDAR;
  const workingWeekdays = JSON.parse(row.workingWeekdays) as number[];
  if (row.weekdayMinutes === null) {
    const minutesPerDay = exactFromInteger(row.minutesPerDay);
    return { workingWeekdays, minutesPerDay, weekdayMinutes: null };
  }
  const weekdayMinutes = JSON.parse(row.weekdayMinutes) as WeekdayMinutes;
  const minutes = Object.values(weekdayMinutes);
  const total = minutes.reduce((sum, each) => sum + each, 0);
  const minutesPerDay = dividedBy(exactFromInteger(total), exactFromInteger(minutes.length));
  return { workingWeekdays, minutesPerDay, weekdayMinutes };
}

interface PlantRow {
  workingWeekdays: string | null;
  minutesPerDay: number | null;
  weekdayMinutes: string | null;
  followsWeekday: number | null;
  day: Day | null;
  works: boolean | null;
  warehouseId: Id | null;
}

/** The one row of `seed` keeps the warehouse in the answer when there is no calendar, and the other way round. */
const PLANT = `
  SELECT k.working_weekdays AS workingWeekdays, k.minutes_per_day AS minutesPerDay,
    k.weekday_minutes AS weekdayMinutes, e.day, e.works, e.follows_weekday AS followsWeekday,
    w.id AS warehouseId
  FROM (SELECT 1 AS one) seed
    LEFT JOIN calendars k ON k.tenant_id = :tenant AND k.default_slot = 1
    LEFT JOIN warehouses w ON w.tenant_id = :tenant AND w.default_slot = 1 AND w.active = 1
    LEFT JOIN calendar_exceptions e ON e.tenant_id = :tenant AND e.calendar_id = k.id
      AND e.day BETWEEN :from AND :to
  ORDER BY e.day`;
