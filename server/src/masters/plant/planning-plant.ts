import { addDays, exact, exactFromInteger, type Day, type Exact } from "@quanlian/shared/domain";
import type { WorkingCalendar } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** The plant as planning needs it. */
export interface PlanningPlant {
  /** The default calendar; Monday to Friday where a tenant has none yet. */
  readonly calendar: WorkingCalendar;
  /** Minutes of a working day; 480 where a tenant has no calendar yet. */
  readonly minutesPerDay: Exact;
  /** Where an item without a home belongs; null where a tenant has no active default warehouse. */
  readonly defaultWarehouseId: Id | null;
}

/** Exceptions further away than this change no plan. */
const PAST_DAYS = 30;
const FUTURE_DAYS = 3 * 366;

const WITHOUT_CALENDAR = { workingWeekdays: [1, 2, 3, 4, 5], minutesPerDay: exact("480") };

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
  for (const { day, works } of rows) if (day !== null) exceptions.set(day, works === true);
  const settings =
    first && first.workingWeekdays !== null && first.minutesPerDay !== null
      ? {
          workingWeekdays: JSON.parse(first.workingWeekdays) as number[],
          minutesPerDay: exactFromInteger(first.minutesPerDay),
        }
      : WITHOUT_CALENDAR;
  return {
    calendar: { workingWeekdays: settings.workingWeekdays, exceptions },
    minutesPerDay: settings.minutesPerDay,
    defaultWarehouseId: first?.warehouseId ?? null,
  };
}

interface PlantRow {
  workingWeekdays: string | null;
  minutesPerDay: number | null;
  day: Day | null;
  works: boolean | null;
  warehouseId: Id | null;
}

/** The one row of `seed` keeps the warehouse in the answer when there is no calendar, and the other way round. */
const PLANT = `
  SELECT k.working_weekdays AS workingWeekdays, k.minutes_per_day AS minutesPerDay, e.day, e.works,
    w.id AS warehouseId
  FROM (SELECT 1 AS one) seed
    LEFT JOIN calendars k ON k.tenant_id = :tenant AND k.default_slot = 1
    LEFT JOIN warehouses w ON w.tenant_id = :tenant AND w.default_slot = 1 AND w.active = 1
    LEFT JOIN calendar_exceptions e ON e.tenant_id = :tenant AND e.calendar_id = k.id
      AND e.day BETWEEN :from AND :to
  ORDER BY e.day`;
