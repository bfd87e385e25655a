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
import type { Id } from "../../kernel/ids";
import { Calendar, CalendarException } from "./plant.model";
import { calendarPolicy } from "./plant.policy";
import { exists, findCalendar } from "./plant.queries";

type CreateInput = InputOf<(typeof plantContract)["calendars.create"]>;
type UpdateInput = InputOf<(typeof plantContract)["calendars.update"]>;
type Exceptions = NonNullable<CreateInput["exceptions"]>;

const KEYS = { uq_calendars_code: "code", uq_calendars_default: "isDefault" };

/** Adds a calendar. The first one is the default; a new default takes the place of the former. */
export function createCalendar(ctx: Ctx, input: CreateInput): Promise<CalendarAnswer> {
  return transact(ctx, async (tx) => {
    const { exceptions = [], ...fields } = input;
    const faults = new Faults(tx.language);
    const sql = "SELECT k.id FROM calendars k WHERE k.tenant_id = :tenant AND k.code = :code";
    if (await exists(tx, sql, { code: input.code })) faults.taken(["code"], input.code);
    checkDays(faults, exceptions);
    faults.refuse();
    demandWorkingDay(tx, fields.workingWeekdays, exceptions);

    const isDefault = input.isDefault === true || !(await hasDefault(tx));
    if (isDefault) await stepBack(tx);
    const id = tx.newId();
    await refusingDuplicates(KEYS, () => insertRow(tx, Calendar, { ...fields, isDefault, id }));
    await insertExceptions(tx, id, exceptions);
    const after = { ...input, isDefault };
    tx.record({ type: "calendar", id, number: input.code, before: null, after });
    return findCalendar(tx, id);
  });
}

/**
 * Changes the named fields of a calendar; exceptions, where named, replace all former ones. The default calendar stays
 * it until another takes its place. What is planned already keeps its dates until a re-plan.
 */
export function updateCalendar(ctx: Ctx, input: UpdateInput): Promise<CalendarAnswer> {
  return transact(ctx, async (tx) => {
    const { calendarId, revision, exceptions, ...fields } = input;
    const permission = "calendars.update";
    const calendar = await loadForUpdate(tx, Calendar, calendarPolicy, permission, calendarId);
    calendar.expectRevision(revision);
    const faults = new Faults(tx.language);
    checkDays(faults, exceptions ?? []);
    faults.refuse();
    if (calendar.isDefault && fields.isDefault === false) {
      refuse("record.in_use", { code: calendar.code });
    }
    const former = await findCalendar(tx, calendarId);
    const days = exceptions ?? former.exceptions;
    demandWorkingDay(tx, fields.workingWeekdays ?? calendar.workingWeekdays, days);

    if (fields.isDefault && !calendar.isDefault) await stepBack(tx);
    assignNamed(calendar, fields);
    const about = { type: "calendar", id: calendarId, number: calendar.code };
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

function checkDays(faults: Faults, exceptions: Exceptions): void {
  const seen = new Set<string>();
  exceptions.forEach((exception, at) => {
    if (seen.has(exception.day)) faults.add(["exceptions", at, "day"], "issue.duplicate");
    seen.add(exception.day);
  });
}

/** Plans count in working days: a calendar without one in three years can date nothing. */
function demandWorkingDay(
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

const insertExceptions = (tx: Tx, calendarId: Id, exceptions: Exceptions) =>
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
