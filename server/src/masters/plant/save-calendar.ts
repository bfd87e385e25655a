import type { Calendar as CalendarAnswer, InputOf, plantContract } from "@quanlian/shared/contract";
import { addWorkingDays, day, type WorkingCalendar } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import {
  assignNamed,
  insertRow,
  insertRows,
  loadForUpdate,
  refusingDuplicates,
  saveChanges,
  transact,
  type Tx,
} from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { findCalendar, readShifts } from "./calendar.queries";
import { checkWeek, weekOf, type WeekShifts } from "./calendar.rules";
import { Calendar, CalendarException, CalendarShift } from "./plant.model";
import { calendarPolicy } from "./plant.policy";
import { exists } from "./plant.queries";

type CreateInput = InputOf<(typeof plantContract)["calendars.create"]>;
type UpdateInput = InputOf<(typeof plantContract)["calendars.update"]>;
export type Exceptions = NonNullable<CreateInput["exceptions"]>;

const KEYS = { uq_calendars_code: "code", uq_calendars_default: "isDefault" };

/** Adds a calendar. The first one is the default; a new default takes the place of the former. */
export function createCalendar(ctx: Ctx, input: CreateInput): Promise<CalendarAnswer> {
  return transact(ctx, async (tx) => {
    const { exceptions = [], shifts = [], ...fields } = input;
    const faults = new Faults(tx.language);
    const sql = "SELECT k.id FROM calendars k WHERE k.tenant_id = :tenant AND k.code = :code";
    if (await exists(tx, sql, { code: input.code })) faults.taken(["code"], input.code);
    checkDays(faults, exceptions);
    const { workingWeekdays, minutesPerDay, weekdayMinutes } = await workOf(tx, faults, input);
    faults.refuse();
    demandWorkingDay(tx, workingWeekdays, exceptions);

    const isDefault = input.isDefault === true || !(await hasDefault(tx));
    if (isDefault) await stepBack(tx);
    const id = tx.newId();
    await refusingDuplicates(KEYS, () =>
      insertRow(tx, Calendar, {
        ...fields,
        ...{ id, isDefault, workingWeekdays, minutesPerDay, weekdayMinutes },
      }),
    );
    await insertShifts(tx, id, shifts);
    await insertExceptions(tx, id, exceptions);
    const after = { ...input, isDefault };
    tx.record({ type: "calendar", id, number: input.code, before: null, after });
    return findCalendar(tx, id);
  });
}

/**
 * Changes the named fields of a calendar; shifts and exceptions, where named, replace all former ones. The default calendar stays
 * it until another takes its place. What is planned already keeps its dates until a re-plan.
 */
export function updateCalendar(ctx: Ctx, input: UpdateInput): Promise<CalendarAnswer> {
  return transact(ctx, async (tx) => {
    const { calendarId, revision, exceptions, shifts, name, isDefault } = input;
    const permission = "calendars.update";
    const calendar = await loadForUpdate(tx, Calendar, calendarPolicy, permission, calendarId);
    calendar.expectRevision(revision);
    const faults = new Faults(tx.language);
    checkDays(faults, exceptions ?? []);
    const former = await findCalendar(tx, calendarId);
    const work = await workOf(tx, faults, shiftsOf(former, input));
    faults.refuse();
    if (calendar.isDefault && isDefault === false) {
      refuse("record.in_use", { code: calendar.code });
    }
    demandWorkingDay(tx, work.workingWeekdays, exceptions ?? former.exceptions);

    if (isDefault && !calendar.isDefault) await stepBack(tx);
    assignNamed(calendar, { name, isDefault, ...changedWork(former, work) });
    const about = { type: "calendar", id: calendarId, number: calendar.code };
    if (shifts) {
      await replaceShifts(tx, calendarId, shifts);
      calendar.changed("updatedAt", true);
      tx.record({ ...about, before: { shifts: former.shifts }, after: { shifts } });
    }
    if (exceptions) {
      await replaceExceptions(tx, calendarId, exceptions);
      // The days are part of the calendar: whoever has read the former ones must read again.
      calendar.changed("updatedAt", true);
      tx.record({ ...about, before: { exceptions: former.exceptions }, after: { exceptions } });
    }
    await refusingDuplicates(KEYS, () => saveChanges(tx, calendar, about));
    return findCalendar(tx, calendarId);
  });
}

interface Work {
  workingWeekdays: number[];
  minutesPerDay: number;
  weekdayMinutes: Record<string, number> | null;
}

interface WorkInput {
  workingWeekdays?: number[] | undefined;
  minutesPerDay?: number | undefined;
  shifts?: WeekShifts | undefined;
}

/**
 * When a calendar works: by its shifts, from which all else follows, or else by weekdays with the same minutes each.
 * Notes what is missing, contradicts the shifts, or is wrong with them.
 */
async function workOf(tx: Tx, faults: Faults, input: WorkInput): Promise<Work> {
  const { workingWeekdays, minutesPerDay, shifts = [] } = input;
  if (shifts.length === 0) {
    if (!workingWeekdays) faults.add(["workingWeekdays"], "issue.required");
    if (!minutesPerDay) faults.add(["minutesPerDay"], "issue.required");
    return {
      workingWeekdays: workingWeekdays ?? [1],
      minutesPerDay: minutesPerDay ?? 1,
      weekdayMinutes: null,
    };
  }
  if (workingWeekdays) faults.add(["workingWeekdays"], "issue.follows_from_shifts");
  if (minutesPerDay) faults.add(["minutesPerDay"], "issue.follows_from_shifts");
  const known = await readShifts(tx, sortedIds(shifts.map(({ shiftId }) => shiftId)));
  checkWeek(faults, shifts, known);
  faults.refuse();
  return weekOf(shifts, known);
}

/** What an update leaves to work by: with shifts, what follows from them counts as not named. */
function shiftsOf(former: CalendarAnswer, input: UpdateInput): WorkInput {
  const shifts = input.shifts ?? former.shifts;
  const { workingWeekdays, minutesPerDay } = input;
  if (shifts.length > 0) return { shifts, workingWeekdays, minutesPerDay };
  return {
    shifts,
    workingWeekdays: workingWeekdays ?? former.workingWeekdays,
    minutesPerDay: minutesPerDay ?? former.minutesPerDay,
  };
}

/** JSON columns count as changed whenever they are set: only what differs is. */
const changedWork = (former: CalendarAnswer, work: Work): Partial<Work> =>
  Object.fromEntries(
    Object.entries(work).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(former[name as keyof Work]),
    ),
  );

function checkDays(faults: Faults, exceptions: Exceptions): void {
  const seen = new Set<string>();
  exceptions.forEach(({ day: on, works, followsWeekday }, at) => {
    if (seen.has(on)) faults.add(["exceptions", at, "day"], "issue.duplicate");
    if (!works && followsWeekday !== null) {
      faults.add(["exceptions", at, "followsWeekday"], "issue.holiday_follows");
    }
    seen.add(on);
  });
}

/** Plans count in working days: a calendar without one in three years can date nothing. */
export function demandWorkingDay(
  ctx: Ctx,
  workingWeekdays: readonly number[],
  exceptions: readonly { day: string; works: boolean }[],
): void {
  const calendar: WorkingCalendar = {
    workingWeekdays,
    exceptions: new Map(exceptions.map((each) => [day(each.day), each.works])),
  };
  try {
    addWorkingDays(calendar, ctx.today, 1);
  } catch (error) {
    if (error instanceof RangeError) refuse("calendar.no_working_days");
    throw error;
  }
}

async function replaceExceptions(tx: Tx, calendarId: Id, exceptions: Exceptions): Promise<void> {
  await tx.write(
    "DELETE FROM calendar_exceptions WHERE tenant_id = :tenant AND calendar_id = :calendarId",
    { calendarId },
  );
  await insertExceptions(tx, calendarId, exceptions);
}

async function replaceShifts(tx: Tx, calendarId: Id, shifts: WeekShifts): Promise<void> {
  await tx.write(
    "DELETE FROM calendar_shifts WHERE tenant_id = :tenant AND calendar_id = :calendarId",
    { calendarId },
  );
  await insertShifts(tx, calendarId, shifts);
}

const insertShifts = (tx: Tx, calendarId: Id, shifts: WeekShifts) =>
  insertRows(
    tx,
    CalendarShift,
    shifts.map((each) => ({ ...each, calendarId })),
  );

export const insertExceptions = (tx: Tx, calendarId: Id, exceptions: Exceptions) =>
  insertRows(
    tx,
    CalendarException,
    exceptions.map((each) => ({ ...each, day: day(each.day), calendarId })),
  );

const hasDefault = (tx: Tx) =>
  exists(tx, "SELECT k.id FROM calendars k WHERE k.tenant_id = :tenant AND k.default_slot = 1", {});

/** The former default makes room. */
const stepBack = (tx: Tx) =>
  tx.write(
    `UPDATE calendars k SET k.is_default = 0, k.revision = k.revision + 1, k.updated_at = :now
     WHERE k.tenant_id = :tenant AND k.is_default = 1`,
    { now: tx.now },
  );
