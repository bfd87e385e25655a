import { clockMinutes, faultyBreaks, overlappingShifts, shiftMinutes } from "./shift";

const shift = (startsAt: string, endsAt: string, ...breaks: [string, string][]) => ({
  startsAt,
  endsAt,
  breaks: breaks.map(([from, to]) => ({ from, to })),
});

describe("a shift", () => {
  it("is worked for its length less its pauses", () => {
    expect(shiftMinutes(shift("08:00", "17:00", ["12:00", "13:00"]))).toBe(480);
    expect(shiftMinutes(shift("08:00", "08:00"))).toBe(1440);
  });

  it("may cross midnight, and so may its pauses", () => {
    // 22:00 to 06:00 is eight hours, less half an hour around midnight
    expect(shiftMinutes(shift("22:00", "06:00", ["23:45", "00:15"]))).toBe(450);
  });

  it("has no pauses outside it, empty ones, or two at once", () => {
    const breaks: [string, string][] = [
      ["12:00", "13:00"],
      ["12:30", "13:30"],
      ["16:30", "17:30"],
      ["10:00", "10:00"],
      ["07:00", "07:30"],
      ["16:30", "17:00"],
    ];
    expect(faultyBreaks(shift("08:00", "17:00", ...breaks))).toEqual([1, 2, 3, 4, 5]);
    expect(faultyBreaks(shift("08:00", "17:00", ["12:00", "13:00"], ["16:30", "17:00"]))).toEqual(
      [],
    );
  });

  it("has clock times", () => {
    expect(clockMinutes("23:59")).toBe(1439);
    for (const text of ["24:00", "8:00", "08:60", ""]) {
      expect(() => clockMinutes(text)).toThrow(RangeError);
    }
  });
});

describe("a week of shifts", () => {
  const early = shift("06:00", "14:00");
  const late = shift("14:00", "22:00");
  const night = shift("22:00", "06:00");

  it("follows one another without overlapping, also through the night", () => {
    const week = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
      [early, late, night].map((of) => ({ weekday, shift: of })),
    );
    expect(overlappingShifts(week)).toEqual([]);
  });

  it("names each shift that overlaps one before it, from Sunday into Monday as well", () => {
    const week = [
      { weekday: 1, shift: shift("05:00", "13:00") },
      { weekday: 1, shift: early },
      { weekday: 2, shift: early },
      { weekday: 7, shift: night },
    ];
    expect(overlappingShifts(week)).toEqual([1, 3]);
    expect(overlappingShifts([week[0]!, week[0]!])).toEqual([1]);
  });
});
