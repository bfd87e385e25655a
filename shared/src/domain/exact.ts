import { divideAwayFromZero, divideHalfUp } from "./rounding";

/**
 * A quantity, unit price (元) or rate with exactly six decimal places, held as millionths.
 *
 * Adding, subtracting and comparing are the native `+ - < ===` of bigint; multiplying and dividing
 * need the functions below, because the scale must be taken out again. A result may be wider than
 * the 14 integer digits that `exact` and the database column accept.
 */
export type Exact = bigint;

/** Canonical text of an `Exact`: no trailing zeros, no plus sign: "12.5", "0", "-3". */
export type DecimalText = string;

export const ZERO: Exact = 0n;
export const ONE: Exact = 1_000_000n;

/**
 * Reads a decimal text ("12.5", or the database's "12.500000") or a whole number.
 *
 * Accepts an optional minus, 1 to 14 integer digits and at most 6 places: what DECIMAL(20,6) holds.
 * Anything else (exponent, plus sign, space, ".5", "5.", empty, a fractional number) is a RangeError.
 */
export function exact(value: string | number): Exact {
  if (typeof value === "number") return exactFromInteger(value);
  const read = readExact(value);
  if (read === null) throw new RangeError(`Not a decimal of 14 digits and 6 places: "${value}"`);
  return read;
}

/** A whole number of units, at most 14 digits. A fraction, NaN or wider number is a RangeError. */
export function exactFromInteger(units: number): Exact {
  if (!Number.isInteger(units) || Math.abs(units) >= INTEGER_LIMIT) {
    throw new RangeError(`Not a whole number of at most 14 digits: ${units}`);
  }
  return BigInt(units) * ONE;
}

/** Whether `exact` would accept the text. */
export function isExactText(text: string): boolean {
  return readExact(text) !== null;
}

/** The one text of a value; two equal values always give the same text. */
export function toDecimalText(value: Exact): DecimalText {
  if (value >= -SAFE_MILLIONTHS && value <= SAFE_MILLIONTHS) {
    const millionths = Number(value);
    const places = millionths % SCALE;
    const units = (millionths - places) / SCALE; // exact: a multiple of the scale
    if (places === 0) return String(units);
    // Units between -1 and 0 have lost their sign.
    const sign = millionths < 0 && units === 0 ? "-" : "";
    return `${sign}${units}.${placesText(Math.abs(places))}`;
  }
  const places = value % ONE;
  const units = value / ONE;
  if (places === 0n) return String(units);
  return `${units}.${placesText(Math.abs(Number(places)))}`;
}

/** a × b, rounded half up (away from zero) at the sixth place. */
export function times(a: Exact, b: Exact): Exact {
  return divideHalfUp(a * b, ONE);
}

/** a ÷ b, rounded half up (away from zero) at the sixth place. Dividing by zero is a RangeError. */
export function dividedBy(a: Exact, b: Exact): Exact {
  return divideHalfUp(a * ONE, b);
}

/**
 * a × numerator ÷ denominator with one rounding, at the end.
 *
 * The ratio may be of any unit (pieces, cents, millionths), so 3 × 1/3 is 1, where dividing first
 * would have given 0.999999. A zero denominator is a RangeError.
 */
export function timesRatio(a: Exact, numerator: bigint, denominator: bigint): Exact {
  return divideHalfUp(a * numerator, denominator);
}

/** Rounds away from zero at a place, 0 (whole pieces) to 6 (unchanged): 2.1 → 3, -2.1 → -3. */
export function ceilToPlaces(value: Exact, places: number): Exact {
  const step = STEP_OF_PLACES[places];
  if (step === undefined) throw new RangeError(`Places must be a whole 0 to 6: ${places}`);
  return divideAwayFromZero(value, step) * step;
}

/** The next multiple away from zero: 21 by 10 → 30. The multiple must be above zero. */
export function ceilToMultiple(value: Exact, multiple: Exact): Exact {
  if (multiple <= 0n) throw new RangeError("A multiple must be above zero");
  return divideAwayFromZero(value, multiple) * multiple;
}

/** The smallest of the values. */
export function min(first: Exact, ...rest: Exact[]): Exact {
  let least = first;
  for (const value of rest) if (value < least) least = value;
  return least;
}

/** The largest of the values. */
export function max(first: Exact, ...rest: Exact[]): Exact {
  let most = first;
  for (const value of rest) if (value > most) most = value;
  return most;
}

/** The sum of the values; zero for none. */
export function sum(values: Iterable<Exact>): Exact {
  let total = ZERO;
  for (const value of values) total += value;
  return total;
}

const SCALE = 1_000_000;
const PLACES = 6;
const INTEGER_DIGITS = 14;
const INTEGER_LIMIT = 100_000_000_000_000;
const SAFE_MILLIONTHS = BigInt(Number.MAX_SAFE_INTEGER);
/** Below this many units, units × scale + places is still a safe integer. */
const SAFE_UNITS = 9_000_000_000;

/** Millionths in one step of each number of places; the index is the number of places. */
const STEP_OF_PLACES: readonly bigint[] = [1_000_000n, 100_000n, 10_000n, 1_000n, 100n, 10n, 1n];
/** What a digit string of each length must be multiplied by to become millionths. */
const MILLIONTHS_OF_PLACES: readonly number[] = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

const MINUS = 45;
const POINT = 46;
const DIGIT_ZERO = 48;

/**
 * Scans by character code in safe integers: planning reads hundreds of thousands of these, and a
 * regular expression followed by BigInt(text) took twice as long.
 */
function readExact(text: string): Exact | null {
  const length = text.length;
  const negative = text.charCodeAt(0) === MINUS;
  const start = negative ? 1 : 0;

  let at = start;
  let units = 0;
  for (; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT) break;
    const digit = code - DIGIT_ZERO;
    if (digit < 0 || digit > 9 || at - start >= INTEGER_DIGITS) return null;
    units = units * 10 + digit;
  }
  if (at === start) return null;

  let places = 0;
  if (at < length) {
    const count = length - at - 1;
    if (count < 1 || count > PLACES) return null;
    for (at += 1; at < length; at += 1) {
      const digit = text.charCodeAt(at) - DIGIT_ZERO;
      if (digit < 0 || digit > 9) return null;
      places = places * 10 + digit;
    }
    places *= MILLIONTHS_OF_PLACES[count] ?? 1;
  }
  return joinMillionths(negative, units, places);
}

function joinMillionths(negative: boolean, units: number, places: number): Exact {
  if (units < SAFE_UNITS) {
    const millionths = units * SCALE + places;
    return BigInt(negative ? -millionths : millionths);
  }
  const millionths = BigInt(units) * ONE + BigInt(places);
  return negative ? -millionths : millionths;
}

/** 1 to 999,999 millionths as places without trailing zeros: 500,000 → "5". */
function placesText(millionths: number): string {
  let digits = millionths;
  let width = PLACES;
  while (digits % 10 === 0) {
    digits /= 10;
    width -= 1;
  }
  return String(digits).padStart(width, "0");
}
