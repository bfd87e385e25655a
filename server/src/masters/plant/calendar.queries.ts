import type { Calendar, ShiftRecord } from "@quanlian/shared/contract";
import type { Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { MOST, shown, type Bare } from "./plant.queries";
import type { WeekdayMinutes } from "./plant.model";

const SHIFTS = `
  SELECT s.id, s.code, s.name, s.starts_at AS startsAt, s.ends_at AS endsAt, s.breaks, s.minutes, s.active, s.revision
  FROM shifts s WHERE s.tenant_id = :tenant`;

type ShiftText = Omit<Bare<ShiftRecord>, "breaks"> & { breaks: string };

export async function listShifts(ctx: Ctx): Promise<{ rows: ShiftRecord[] }> {
  const rows = await ctx.rows<ShiftText>(`${SHIFTS} ORDER BY s.code LIMIT ${MOST}`);
  return { rows: shown(ctx, "shifts.update", rows.map(readShift)) };
}

export async function findShift(ctx: Ctx, shiftId: Id): Promise<ShiftRecord> {
  const rows = await ctx.rows<ShiftText>(`${SHIFTS} AND s.id = :shiftId`, { shiftId });
  return shown(ctx, "shifts.update", rows.map(readShift))[0] ?? refuseNotFound("shift");
}

/** Shifts by id, also those out of use; ids that are not the tenant's are absent. */
export async function readShifts(
  ctx: Ctx,
  shiftIds: readonly Id[],
): Promise<Map<Id, Bare<ShiftRecord>>> {
  if (shiftIds.length === 0) return new Map();
  const rows = await ctx.rows<ShiftText>(`${SHIFTS} AND s.id IN :shiftIds`, { shiftIds });
  return new Map(rows.map((row) => [row.id, readShift(row)]));
}

const readShift = (row: ShiftText): Bare<ShiftRecord> => ({
  ...row,
  breaks: JSON.parse(row.breaks) as ShiftRecord["breaks"],
});

interface CalendarRow extends Omit<
  Bare<Calendar>,
  "workingWeekdays" | "weekdayMinutes" | "exceptions" | "shifts"
> {
  workingWeekdays: string;
  weekdayMinutes: string | null;
}

const CALENDARS = `
  SELECT k.id, k.code, k.name, k.working_weekdays AS workingWeekdays, k.minutes_per_day AS minutesPerDay,
    k.weekday_minutes AS weekdayMinutes, k.is_default AS isDefault, k.revision
  FROM calendars k WHERE k.tenant_id = :tenant`;

export async function listCalendars(ctx: Ctx): Promise<{ rows: Calendar[] }> {
  const rows = await ctx.rows<CalendarRow>(`${CALENDARS} ORDER BY k.code LIMIT 200`);
  return { rows: await withDays(ctx, rows) };
}

export async function findCalendar(ctx: Ctx, calendarId: Id): Promise<Calendar> {
  const rows = await ctx.rows<CalendarRow>(`${CALENDARS} AND k.id = :calendarId`, { calendarId });
  return (await withDays(ctx, rows))[0] ?? refuseNotFound("calendar");
}

async function withDays(ctx: Ctx, rows: CalendarRow[]): Promise<Calendar[]> {
  const calendarIds = rows.map((row) => row.id);
  const exceptions = await ctx.rows<Of<Calendar["exceptions"]> & { day: Day }>(
    `SELECT e.calendar_id AS calendarId, e.day, e.works, e.name, e.follows_weekday AS followsWeekday
     FROM calendar_exceptions e
     WHERE e.tenant_id = :tenant AND e.calendar_id IN :calendarIds ORDER BY e.calendar_id, e.day`,
    { calendarIds },
  );
  const shifts = await ctx.rows<Of<Calendar["shifts"]>>(
    `SELECT c.calendar_id AS calendarId, c.weekday, c.shift_id AS shiftId FROM calendar_shifts c
       JOIN shifts s ON s.tenant_id = :tenant AND s.id = c.shift_id
     WHERE c.tenant_id = :tenant AND c.calendar_id IN :calendarIds
     ORDER BY c.calendar_id, c.weekday, s.starts_at, c.id`,
    { calendarIds },
  );
  const calendars = rows.map((row) => ({
    ...row,
    workingWeekdays: JSON.parse(row.workingWeekdays) as number[],
    weekdayMinutes:
      row.weekdayMinutes === null ? null : (JSON.parse(row.weekdayMinutes) as WeekdayMinutes),
    shifts: ofCalendar(shifts, row.id),
    exceptions: ofCalendar(exceptions, row.id),
  }));
  return shown(ctx, "calendars.update", calendars);
}

type Of<Rows extends readonly unknown[]> = Rows[number] & { calendarId: Id };

const ofCalendar = <Row extends { calendarId: Id }>(rows: readonly Row[], id: Id) =>
  rows.filter((row) => row.calendarId === id).map(({ calendarId: _, ...row }) => row);
