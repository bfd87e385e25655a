import fc from "fast-check";

import {
  addDays,
  compareDays,
  type Day,
  day,
  dayIn,
  daysBetween,
  isDay,
  startOfDay,
  weekdayOf,
} from "./day";

const anyDate = fc.date({
  min: new Date("0001-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59Z"),
  noInvalidDate: true,
});
const anyDay = anyDate.map(utcDay);

describe("a day", () => {
  test.each(["2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01", "9999-12-31"])(
    "%s exists",
    (text) => {
      expect(day(text)).toBe(text);
    },
  );

  test.each([
    "2023-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "0000-01-01",
    "2026-1-1",
    "20260101",
    "2026-01-01T00:00:00Z",
    " 2026-01-01",
    "２０２６-01-01",
    "2026-01-01\n",
    "",
    "-001-01-01",
    "2026-01-32",
  ])("%j does not", (text) => {
    expect(isDay(text)).toBe(false);
    expect(() => day(text)).toThrow(RangeError);
  });
});

describe("counting days", () => {
  test("crosses months, leap days and years", () => {
    expect(addDays(day("2024-02-28"), 1)).toBe("2024-02-29");
    expect(addDays(day("2023-02-28"), 1)).toBe("2023-03-01");
    expect(addDays(day("2026-01-01"), -1)).toBe("2025-12-31");
    expect(daysBetween(day("2026-01-31"), day("2026-03-01"))).toBe(29);
    expect(daysBetween(day("2026-03-01"), day("2026-01-31"))).toBe(-29);
  });

  test("agrees with UTC instants over the whole range of years", () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        const expected = (Date.parse(to) - Date.parse(from)) / 86_400_000;
        expect(daysBetween(from, to)).toBe(expected);
        expect(addDays(from, expected)).toBe(to);
        expect(compareDays(to, from)).toBe(Math.sign(expected));
      }),
      { numRuns: 1_000 },
    );
  });

  test("weekdays are Monday 1 to Sunday 7", () => {
    expect(weekdayOf(day("2026-03-02"))).toBe(1);
    expect(weekdayOf(day("2026-03-08"))).toBe(7);
    fc.assert(
      fc.property(anyDay, (of) => {
        expect(weekdayOf(of) % 7).toBe(new Date(of).getUTCDay());
      }),
    );
  });

  test("a step that leaves the calendar or is not whole is refused", () => {
    expect(() => addDays(day("9999-12-31"), 1)).toThrow(RangeError);
    expect(() => addDays(day("0001-01-01"), -1)).toThrow(RangeError);
    expect(() => addDays(day("2026-01-01"), 0.5)).toThrow(RangeError);
    expect(() => addDays(day("2026-01-01"), Number.NaN)).toThrow(RangeError);
  });
});

describe("the day of an instant", () => {
  test("begins at midnight of the zone, not of UTC", () => {
    expect(dayIn(new Date("2026-02-28T15:59:59.999Z"), "Asia/Shanghai")).toBe("2026-02-28");
    expect(dayIn(new Date("2026-02-28T16:00:00.000Z"), "Asia/Shanghai")).toBe("2026-03-01");
    expect(dayIn(new Date("2026-03-01T04:59:59Z"), "America/New_York")).toBe("2026-02-28");
  });

  test("in China agrees with the time-zone database, with and without summer time", () => {
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });
    const instants = fc.date({
      min: new Date("1985-01-01T00:00:00Z"),
      max: new Date("2060-01-01T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (instant) => {
        expect(dayIn(instant, "Asia/Shanghai")).toBe(format.format(instant));
      }),
      { numRuns: 500 },
    );
    expect(dayIn(new Date("1990-07-01T15:30:00Z"), "Asia/Shanghai")).toBe("1990-07-02");
  });

  test("an unknown zone and an invalid date are refused", () => {
    expect(() => dayIn(new Date(0), "Asia/Nowhere")).toThrow(RangeError);
    expect(() => dayIn(new Date(Number.NaN), "Asia/Shanghai")).toThrow(RangeError);
  });
});

function utcDay(date: Date): Day {
  return day(date.toISOString().slice(0, 10));
}

describe("the beginning of a day", () => {
  test("is the first instant of it, in the zone of the factory", () => {
    const zones = fc.constantFrom("Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "UTC");
    const numbers = fc.integer({ min: 7_400, max: 30_000 });
    fc.assert(
      fc.property(zones, numbers, (zone, number) => {
        const of = addDays(day("1970-01-01"), number);
        const begins = startOfDay(of, zone);
        expect(dayIn(begins, zone)).toBe(of);
        expect(dayIn(new Date(begins.getTime() - 1), zone)).toBe(addDays(of, -1));
      }),
      { numRuns: 100 },
    );
    expect(startOfDay(day("2026-11-23"), "Asia/Shanghai").toISOString()).toBe(
      "2026-11-22T16:00:00.000Z",
    );
  });

  test("comes late where clocks are put forward at midnight", () => {
    // Beirut, 2026-03-29: 00:00 became 01:00, at 22:00 UTC of the day before.
    expect(startOfDay(day("2026-03-29"), "Asia/Beirut").toISOString()).toBe(
      "2026-03-28T22:00:00.000Z",
    );
  });
});
