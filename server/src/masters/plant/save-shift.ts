import type { InputOf, plantContract, ShiftRecord } from "@quanlian/shared/contract";
import { faultyBreaks, overlappingShifts, shiftMinutes, type Shift } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import {
  assignNamed,
  insertRow,
  loadForUpdate,
  refusingDuplicates,
  saveChanges,
  transact,
  updateRows,
  type Tx,
} from "../../kernel/db";
import { Faults, refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { findShift, readShifts } from "./calendar.queries";
import { weekOf, type WeekShifts } from "./calendar.rules";
import { Calendar, ShiftRow } from "./plant.model";
import { shiftPolicy } from "./plant.policy";
import { exists } from "./plant.queries";

/** Adds a shift. Its minutes are its length less its pauses. */
export function createShift(
  ctx: Ctx,
  input: InputOf<(typeof plantContract)["shifts.create"]>,
): Promise<ShiftRecord> {
  return transact(ctx, async (tx) => {
    const faults = new Faults(tx.language);
    const sql = "SELECT s.id FROM shifts s WHERE s.tenant_id = :tenant AND s.code = :code";
    if (await exists(tx, sql, { code: input.code })) faults.taken(["code"], input.code);
    checkBreaks(faults, input);
    faults.refuse();

    const id = tx.newId();
    const minutes = shiftMinutes(input);
    await refusingDuplicates({ uq_shifts_code: "code" }, () =>
      insertRow(tx, ShiftRow, { ...input, id, minutes }),
    );
    tx.record({
      type: "shift",
      id,
      number: input.code,
      before: null,
      after: { ...input, minutes },
    });
    return findShift(tx, id);
  });
}

/**
 * Changes the named fields of a shift. Calendars that have it get the minutes of its new times, unless it would overlap
 * another there; one that a calendar has stays in use.
 */
export function updateShift(
  ctx: Ctx,
  input: InputOf<(typeof plantContract)["shifts.update"]>,
): Promise<ShiftRecord> {
  return transact(ctx, async (tx) => {
    const { shiftId, revision, ...fields } = input;
    const shift = await loadForUpdate(tx, ShiftRow, shiftPolicy, "shifts.update", shiftId);
    shift.expectRevision(revision);
    const faults = new Faults(tx.language);
    const { startsAt, endsAt, breaks } = shift;
    const times = { startsAt, endsAt, breaks, ...definedOf(fields) };
    checkBreaks(faults, times);
    faults.refuse();

    const weeks = await weeksWith(tx, shiftId);
    if (fields.active === false && weeks.size > 0) refuse("record.in_use", { code: shift.code });
    assignNamed(shift, { ...fields, minutes: shiftMinutes(times) });
    await saveChanges(tx, shift, { type: "shift", id: shiftId, number: shift.code });
    await refreshCalendars(tx, weeks);
    return findShift(tx, shiftId);
  });
}

const definedOf = <T extends object>(fields: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };

function checkBreaks(faults: Faults, shift: Shift): void {
  for (const at of faultyBreaks(shift)) faults.add(["breaks", at], "issue.break");
  if (!faults.any && shiftMinutes(shift) <= 0) faults.add(["breaks"], "issue.break");
}

interface UsedShift {
  calendarId: Id;
  code: string;
  revision: number;
  weekday: number;
  shiftId: Id;
}

/** The whole weeks of the calendars that have a shift, locked in ascending order. */
async function weeksWith(tx: Tx, shiftId: Id): Promise<Map<Id, UsedShift[]>> {
  const rows = await tx.rows<UsedShift>(
    `SELECT k.id AS calendarId, k.code, k.revision, c.weekday, c.shift_id AS shiftId
     FROM calendars k JOIN calendar_shifts c ON c.tenant_id = :tenant AND c.calendar_id = k.id
     WHERE k.tenant_id = :tenant AND k.id IN (
       SELECT u.calendar_id FROM calendar_shifts u WHERE u.tenant_id = :tenant AND u.shift_id = :shiftId)
     ORDER BY k.id, c.weekday, c.id FOR UPDATE`,
    { shiftId },
  );
  const weeks = new Map<Id, UsedShift[]>();
  for (const row of rows) weeks.set(row.calendarId, [...(weeks.get(row.calendarId) ?? []), row]);
  return weeks;
}

async function refreshCalendars(tx: Tx, weeks: ReadonlyMap<Id, UsedShift[]>): Promise<void> {
  const rows = [...weeks.values()].flat();
  const known = await readShifts(tx, sortedIds(rows.map(({ shiftId }) => shiftId)));
  const overlapping = [...weeks.values()].filter((week) => overlaps(week, (id) => known.get(id)!));
  if (overlapping.length > 0) {
    refuse("shift.overlap", { calendars: overlapping.map(([first]) => first!.code).join(", ") });
  }
  const changed = [...weeks].map(([id, week]) => {
    const { code, revision } = week[0]!;
    return { id, code, revision: revision + 1, updatedAt: tx.now, ...weekOf(week, known) };
  });
  await updateRows(
    tx,
    Calendar,
    ["workingWeekdays", "weekdayMinutes", "minutesPerDay", "revision", "updatedAt"],
    changed,
  );
  for (const { id, code, weekdayMinutes } of changed) {
    tx.record({ type: "calendar", id, number: code, before: {}, after: { weekdayMinutes } });
  }
}

const overlaps = (week: WeekShifts, shiftOf: (id: Id) => Shift): boolean =>
  overlappingShifts(week.map(({ weekday, shiftId }) => ({ weekday, shift: shiftOf(shiftId) })))
    .length > 0;
