import { type Day, dayFromNumber, dayNumber, weekdayOf } from "./day";

/** When a factory works: its weekdays (Monday 1 to Sunday 7) and the days that differ from them. */
export type WorkingCalendar = {
  readonly workingWeekdays: readonly number[];
  /** true: works although its weekday does not (调休); false: a holiday. */
  readonly exceptions: ReadonlyMap<Day, boolean>;
};

/** Whether the factory works on the day. An exception wins over the weekday. */
export function isWorkingDay(calendar: WorkingCalendar, on: Day): boolean {
  return calendar.exceptions.get(on) ?? calendar.workingWeekdays.includes(weekdayOf(on));
}

/**
 * The n-th working day after `from`; for n = 0 `from` itself if it works, else the next that does.
 *
 * n is whole and 0 to 10,000. A calendar without a working day in three years is a RangeError.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: Day, n: number): Day {
  return walk(calendar, from, n, 1);
}

/** The n-th working day before `from`; for n = 0 `from` itself if it works, else the last that did. */
export function subtractWorkingDays(calendar: WorkingCalendar, from: Day, n: number): Day {
  return walk(calendar, from, n, -1);
}

/**
 * How many working days lie from one day to another, negative when `to` is earlier.
 *
 * The start never counts and the end counts if it works, so that it undoes `addWorkingDays` and
 * `subtractWorkingDays` for n ≥ 1. Days further apart than a hundred years are a RangeError.
 */
export function workingDaysBetween(calendar: WorkingCalendar, from: Day, to: Day): number {
  const start = dayNumber(from);
  const distance = dayNumber(to) - start;
  if (Math.abs(distance) > MAX_DISTANCE_DAYS) {
    throw new RangeError(`More than a hundred years apart: ${from}, ${to}`);
  }
  const step = distance < 0 ? -1 : 1;
  const works = lookUp(calendar);
  let count = 0;
  for (let at = step; Math.abs(at) <= Math.abs(distance); at += step) {
    if (works(start + at)) count += 1;
  }
  return count * step || 0; // never a negative zero
}

const MAX_COUNT = 10_000;
const MAX_DISTANCE_DAYS = 36_525;
/** Three years: the longest gap between two working days that is believed. */
const MAX_GAP_DAYS = 1_096;

function walk(calendar: WorkingCalendar, from: Day, n: number, step: 1 | -1): Day {
  if (!Number.isInteger(n) || n < 0 || n > MAX_COUNT) {
    throw new RangeError(`Working days must be a whole 0 to ${MAX_COUNT}: ${n}`);
  }
  const works = lookUp(calendar);
  const start = dayNumber(from);
  if (n === 0 && works(start)) return from;

  let at = start;
  for (let left = Math.max(n, 1); left > 0; left -= 1) {
    const limit = at + step * MAX_GAP_DAYS;
    do {
      if (at === limit) throw new RangeError(`No working day within three years of ${from}`);
      at += step;
    } while (!works(at));
  }
  return dayFromNumber(at);
}

/**
 * `isWorkingDay` by day number: a walk steps through numbers, and makes a day's text only to look
 * it up among the exceptions.
 */
function lookUp({ workingWeekdays, exceptions }: WorkingCalendar): (number: number) => boolean {
  // Day 0, 1970-01-01, was a Thursday, so the remainders 0 to 6 are Thursday to Wednesday.
  const byRemainder = [4, 5, 6, 7, 1, 2, 3].map((weekday) => workingWeekdays.includes(weekday));
  return (number) => {
    const usual = byRemainder[((number % 7) + 7) % 7] === true;
    return exceptions.size === 0 ? usual : (exceptions.get(dayFromNumber(number)) ?? usual);
  };
}
