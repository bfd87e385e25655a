/** When people work within a day, in clock times "HH:MM". One that ends at or before its start ends on the next day. */
export interface Shift {
  readonly startsAt: string;
  readonly endsAt: string;
  /** Pauses within it, in clock times as well. */
  readonly breaks: readonly { readonly from: string; readonly to: string }[];
}

const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** Minutes since midnight: "08:30" → 510. Anything but a clock time is a RangeError. */
export function clockMinutes(text: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) throw new RangeError(`Not a time: "${text}"`);
  return Number(hours) * 60 + Number(minutes);
}

/** How long a shift is from its start to its end, pauses included: 1 to 1440 minutes. */
export function shiftLength({ startsAt, endsAt }: Pick<Shift, "startsAt" | "endsAt">): number {
  return minutesAfter(clockMinutes(startsAt), clockMinutes(endsAt)) || DAY_MINUTES;
}

/** The minutes worked in a shift: its length less its pauses. */
export function shiftMinutes(shift: Shift): number {
  return breakSpans(shift).reduce((left, { from, to }) => left - (to - from), shiftLength(shift));
}

/** The pauses that do not lie within the shift, are empty or overlap one before them, by their place in the list. */
export function faultyBreaks(shift: Shift): number[] {
  const length = shiftLength(shift);
  const spans = breakSpans(shift);
  return spans.flatMap(({ from, to }, at) => {
    const overlaps = spans.slice(0, at).some((other) => from < other.to && other.from < to);
    return to <= from || to > length || overlaps ? [at] : [];
  });
}

/** A shift on a weekday, Monday 1 to Sunday 7. */
export interface WeekdayShift {
  readonly weekday: number;
  readonly shift: Pick<Shift, "startsAt" | "endsAt">;
}

/**
 * The places of shifts that overlap one before them in the list, in a week that goes on and on: a night shift of Sunday
 * reaches into Monday.
 */
export function overlappingShifts(week: readonly WeekdayShift[]): number[] {
  const spans = week.map(({ weekday, shift }) => {
    const from = (weekday - 1) * DAY_MINUTES + clockMinutes(shift.startsAt);
    return { from, length: shiftLength(shift) };
  });
  return spans.flatMap((span, at) =>
    spans.slice(0, at).some((other) => meet(span, other)) ? [at] : [],
  );
}

interface Span {
  from: number;
  length: number;
}

/** One begins while the other runs, around the end of the week as well. */
const meet = (a: Span, b: Span): boolean =>
  after(a.from, b.from) < a.length || after(b.from, a.from) < b.length;

const after = (from: number, to: number) => (to - from + WEEK_MINUTES) % WEEK_MINUTES;

const minutesAfter = (from: number, to: number) => (to - from + DAY_MINUTES) % DAY_MINUTES;

/** Pauses in minutes after the shift's start. */
function breakSpans({ startsAt, breaks }: Shift): { from: number; to: number }[] {
  const start = clockMinutes(startsAt);
  return breaks.map(({ from, to }) => ({
    from: minutesAfter(start, clockMinutes(from)),
    to: minutesAfter(start, clockMinutes(to)),
  }));
}
