import fc from "fast-check";

import { addDays, type Day, day, weekdayOf } from "./day";
import {
  addWorkingDays,
  isWorkingDay,
  subtractWorkingDays,
  type WorkingCalendar,
  workingDaysBetween,
} from "./working-calendar";

/** National Day 2026: off from Thursday 1 to Wednesday 7 October, made up on Saturday the 10th. */
const factory: WorkingCalendar = {
  workingWeekdays: [1, 2, 3, 4, 5],
  exceptions: new Map([
    [day("2026-10-01"), false],
    [day("2026-10-02"), false],
    [day("2026-10-05"), false],
    [day("2026-10-06"), false],
    [day("2026-10-07"), false],
    [day("2026-10-10"), true],
  ]),
};

test("an exception wins over the weekday, either way", () => {
  expect(isWorkingDay(factory, day("2026-10-01"))).toBe(false);
  expect(isWorkingDay(factory, day("2026-10-10"))).toBe(true);
  expect(isWorkingDay(factory, day("2026-10-11"))).toBe(false);
  expect(isWorkingDay(factory, day("2026-10-08"))).toBe(true);
});

test.each([
  ["2026-09-30", 0, "2026-09-30"],
  ["2026-10-01", 0, "2026-10-08"],
  ["2026-09-30", 1, "2026-10-08"],
  ["2026-10-01", 1, "2026-10-08"],
  ["2026-10-09", 1, "2026-10-10"],
  ["2026-10-09", 2, "2026-10-12"],
])("from %s, %i working days on is %s", (from, n, to) => {
  expect(addWorkingDays(factory, day(from), n)).toBe(to);
});

test.each([
  ["2026-10-08", 0, "2026-10-08"],
  ["2026-10-07", 0, "2026-09-30"],
  ["2026-10-08", 1, "2026-09-30"],
  ["2026-10-12", 1, "2026-10-10"],
  ["2026-10-12", 4, "2026-09-30"],
])("from %s, %i working days back is %s", (from, n, to) => {
  expect(subtractWorkingDays(factory, day(from), n)).toBe(to);
});

test("the start does not count and the end does", () => {
  expect(workingDaysBetween(factory, day("2026-09-30"), day("2026-10-08"))).toBe(1);
  expect(workingDaysBetween(factory, day("2026-10-08"), day("2026-09-30"))).toBe(-1);
  expect(workingDaysBetween(factory, day("2026-10-01"), day("2026-10-07"))).toBe(0);
  expect(Object.is(workingDaysBetween(factory, day("2026-10-07"), day("2026-10-01")), 0)).toBe(
    true,
  );
  expect(workingDaysBetween(factory, day("2026-10-08"), day("2026-10-08"))).toBe(0);
});

test("any calendar gives what walking day by day gives", () => {
  const start = day("2026-02-20");
  const calendars = fc.record({
    workingWeekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    exceptions: fc
      .array(fc.tuple(fc.integer({ min: -60, max: 60 }), fc.boolean()), { maxLength: 40 })
      .map((changes) => new Map(changes.map(([offset, works]) => [addDays(start, offset), works]))),
  });
  fc.assert(
    fc.property(calendars, fc.integer({ min: 1, max: 60 }), (calendar, n) => {
      const later = addWorkingDays(calendar, start, n);
      const earlier = subtractWorkingDays(calendar, start, n);
      expect(later).toBe(walkByHand(calendar, start, n, 1));
      expect(earlier).toBe(walkByHand(calendar, start, n, -1));
      expect(workingDaysBetween(calendar, start, later)).toBe(n);
      expect(workingDaysBetween(calendar, start, earlier)).toBe(-n);
    }),
  );
});

test("a calendar without working days is named as such instead of searched for ever", () => {
  const never: WorkingCalendar = { workingWeekdays: [], exceptions: new Map() };
  expect(() => addWorkingDays(never, day("2026-01-01"), 0)).toThrow("No working day within three");
  expect(() => subtractWorkingDays(never, day("2026-01-01"), 1)).toThrow(RangeError);
});

test("a single working day within three years is found, one just beyond is not", () => {
  const only = (offset: number): WorkingCalendar => ({
    workingWeekdays: [],
    exceptions: new Map([[addDays(day("2026-01-01"), offset), true]]),
  });
  expect(addWorkingDays(only(1_096), day("2026-01-01"), 1)).toBe("2029-01-01");
  expect(() => addWorkingDays(only(1_097), day("2026-01-01"), 1)).toThrow(RangeError);
});

test.each([-1, 0.5, Number.NaN, 10_001])("%d working days are refused", (n) => {
  expect(() => addWorkingDays(factory, day("2026-01-01"), n)).toThrow(RangeError);
});

test("a count over more than a hundred years is refused", () => {
  expect(() => workingDaysBetween(factory, day("1900-01-01"), day("2026-01-01"))).toThrow(
    RangeError,
  );
});

function walkByHand(calendar: WorkingCalendar, from: Day, n: number, step: number): Day {
  let at = from;
  for (let found = 0; found < n;) {
    at = addDays(at, step);
    const usual = calendar.workingWeekdays.includes(weekdayOf(at));
    if (calendar.exceptions.get(at) ?? usual) found += 1;
  }
  return at;
}
