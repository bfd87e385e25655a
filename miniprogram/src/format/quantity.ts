/**
 * Exact decimals as the contract sends them: text, at most nine digits before the point and six behind it. In millionths
 * they are integers below 2^53, so that sums and comparisons are exact; nothing is ever multiplied here.
 */

const PLACES = 6;
const PATTERN = /^(\d{1,9})(?:\.(\d{1,6}))?$/;

/** Millionths; null for what is no quantity. */
export function millionths(text: string): number | null {
  const match = PATTERN.exec(text.trim());
  if (!match) return null;
  return Number(`${match[1]}${(match[2] ?? "").padEnd(PLACES, "0")}`);
}

/** The same as the contract writes it: no sign before zero, no zeros at the end. */
export function textOfMillionths(value: number): string {
  const sign = value < 0 ? "-" : "";
  const digits = String(Math.abs(value)).padStart(PLACES + 1, "0");
  const whole = digits.slice(0, -PLACES);
  const rest = digits.slice(-PLACES).replace(/0+$/, "");
  return `${sign}${whole}${rest === "" ? "" : `.${rest}`}`;
}

/** a − b, or null when either is no quantity. */
export function less(a: string, b: string): string | null {
  const [left, right] = [millionths(a), millionths(b)];
  return left === null || right === null ? null : textOfMillionths(left - right);
}

/** a + b, or null when either is no quantity. */
export function plus(a: string, b: string): string | null {
  const [left, right] = [millionths(a), millionths(b)];
  return left === null || right === null ? null : textOfMillionths(left + right);
}

export const isPositive = (text: string): boolean => (millionths(text) ?? 0) > 0;

/** How much of the whole, in percent from 0 to 100: for a bar's length and nothing else. */
export function percentOf(part: string, whole: string): number {
  const [some, all] = [millionths(part) ?? 0, millionths(whole) ?? 0];
  return all === 0 ? 0 : Math.min(100, Math.round((some / all) * 100));
}

/** With separators, as people read it. */
export function shownQuantity(text: string): string {
  const [whole = "", rest] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const trimmed = rest?.replace(/0+$/, "") ?? "";
  return trimmed === "" ? grouped : `${grouped}.${trimmed}`;
}
