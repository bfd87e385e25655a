import type { Calendar, ShiftRecord } from "@quanlian/shared/contract";
import { overlappingShifts } from "@quanlian/shared/domain";
import type { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import type { Bare } from "./plant.queries";
import type { WeekdayMinutes } from "./plant.model";

export type WeekShifts = Calendar["shifts"];
type KnownShifts = ReadonlyMap<Id, Bare<ShiftRecord>>;

/** What a week of shifts comes to: its weekdays, the minutes of each, and of a working day on average. */
export interface Week {
  workingWeekdays: number[];
  weekdayMinutes: WeekdayMinutes;
  /** Cut to whole minutes, for readers; planning divides exactly. */
  minutesPerDay: number;
}

export function weekOf(shifts: WeekShifts, known: KnownShifts): Week {
  const weekdayMinutes: WeekdayMinutes = {};
  for (const { weekday, shiftId } of shifts) {
    weekdayMinutes[weekday] = (weekdayMinutes[weekday] ?? 0) + known.get(shiftId)!.minutes;
  }
  const minutes = Object.values(weekdayMinutes);
  const total = minutes.reduce((sum, each) => sum + each, 0);
  return {
    workingWeekdays: Object.keys(weekdayMinutes).map(Number),
    weekdayMinutes,
    minutesPerDay: Math.trunc(total / minutes.length),
  };
}

/** Notes every shift that is unknown, out of use, or overlaps one before it. */
export function checkWeek(faults: Faults, shifts: WeekShifts, known: KnownShifts): void {
  shifts.forEach(({ shiftId }, at) => {
    if (!known.get(shiftId)?.active) faults.unknown(["shifts", at, "shiftId"], shiftId);
  });
  const named = shifts.flatMap(({ weekday, shiftId }, at) => {
    const shift = known.get(shiftId);
    return shift ? [{ weekday, shift, at }] : [];
  });
  for (const place of overlappingShifts(named)) {
    faults.add(["shifts", named[place]!.at, "shiftId"], "issue.shift_overlap");
  }
}
