declare const dayBrand: unique symbol;

/** A business day "YYYY-MM-DD" of the tenant's calendar: a real date, without clock or zone. */
export type Day = string & { readonly [dayBrand]: true };

/** Takes a text in as a day. A wrong shape or a date that does not exist is a RangeError. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`Not a calendar day: "${text}"`);
  return text;
}

/** Whether the text is a real calendar day between 0001-01-01 and 9999-12-31. */
export function isDay(text: string): text is Day {
  if (!DAY_SHAPE.test(text)) return false;
  const { year, month, date } = partsOf(text);
  return year >= 1 && month >= 1 && month <= 12 && date >= 1 && date <= daysIn(year, month);
}

/** The day `count` days later (earlier when negative). Leaving the years 1 to 9999 is a RangeError. */
export function addDays(from: Day, count: number): Day {
  if (!Number.isSafeInteger(count)) throw new RangeError(`Not a whole number of days: ${count}`);
  return dayFromNumber(dayNumber(from) + count);
}

/** Days from one day to another: 1 from today to tomorrow, negative backwards. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** Orders days from early to late, for `sort`. */
export function compareDays(a: Day, b: Day): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1; // text order is date order in this form
}

/** The weekday by ISO 8601: Monday is 1, Sunday is 7. */
export function weekdayOf(of: Day): number {
  return mod(dayNumber(of) + 3, 7) + 1; // day 0, 1970-01-01, was a Thursday
}

/**
 * The business day that an instant falls on in a time zone ("Asia/Shanghai").
 *
 * An unknown zone or an invalid Date is a RangeError.
 */
export function dayIn(instant: Date, timeZone: string): Day {
  const time = instant.getTime();
  if (Number.isNaN(time)) throw new RangeError("An invalid Date has no day");
  if (timeZone === "Asia/Shanghai" && time >= CHINA_FIXED_SINCE) {
    return dayFromNumber(Math.floor((time + CHINA_OFFSET) / DAY_MILLISECONDS));
  }
  const parts = { year: "", month: "", day: "" };
  for (const { type, value } of formatterFor(timeZone).formatToParts(instant)) {
    if (type === "year" || type === "month" || type === "day") parts[type] = value;
  }
  return day(`${parts.year.padStart(4, "0")}-${parts.month}-${parts.day}`);
}

/**
 * The instant at which a business day begins in a time zone: the first one of which `dayIn` answers the day. Where clocks
 * are put forward at midnight, that is later than 00:00.
 */
export function startOfDay(of: Day, timeZone: string): Date {
  const midnight = dayNumber(of) * DAY_MILLISECONDS;
  if (timeZone === "Asia/Shanghai" && midnight - CHINA_OFFSET >= CHINA_FIXED_SINCE) {
    return new Date(midnight - CHINA_OFFSET);
  }
  // No zone is further than 14 hours from UTC: the day begins somewhere in between.
  let before = midnight - FURTHEST_ZONE;
  let begun = midnight + FURTHEST_ZONE;
  while (begun - before > 1) {
    const middle = Math.floor((before + begun) / 2);
    if (compareDays(dayIn(new Date(middle), timeZone), of) < 0) before = middle;
    else begun = middle;
  }
  return new Date(begun);
}

const DAY_SHAPE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MILLISECONDS = 86_400_000;
/**
 * China has kept UTC+8 without summer time since 1991-09-15, so the default zone needs no Intl:
 * it is the hot one, and some mini-program runtimes have no time zones at all.
 */
const CHINA_FIXED_SINCE = Date.UTC(1992, 0, 1);
const CHINA_OFFSET = 8 * 3_600_000;
const FURTHEST_ZONE = 15 * 3_600_000;

/** Building a formatter costs more than ten times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formatters.set(timeZone, formatter); // bounded: an unknown zone has thrown above
  }
  return formatter;
}

function partsOf(text: string): { year: number; month: number; date: number } {
  return {
    year: Number(text.slice(0, 4)),
    month: Number(text.slice(5, 7)),
    date: Number(text.slice(8, 10)),
  };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/**
 * Days since 1970-01-01, by the civil-calendar formula of Howard Hinnant
 * ("chrono-Compatible Low-Level Date Algorithms"): years start in March, so that the leap day is
 * their last, and eras of 400 years have 146,097 days. 719,468 days lie from 0000-03-01 to 1970.
 */
export function dayNumber(of: Day): number {
  const { year, month, date } = partsOf(of);
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * mod(month + 9, 12) + 2) / 5) + date - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

/** The inverse of `dayNumber`, from the same source. */
export function dayFromNumber(number: number): Day {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - (365 * yearOfEra + leapDays);
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  if (year < 1 || year > 9_999) throw new RangeError("A day outside the years 1 to 9999");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}` as Day;
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, "0");
}

function mod(number: number, modulus: number): number {
  return ((number % modulus) + modulus) % modulus;
}
