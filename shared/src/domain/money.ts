import { type Exact, exact, ONE } from "./exact";
import { divideHalfUp } from "./rounding";

declare const centsBrand: unique symbol;

/** Money in 分 (CNY): a safe integer that has passed `cents`. */
export type Cents = number & { readonly [centsBrand]: true };

/** A line's amounts, always `inclCents = exclCents + taxCents`. */
export type TaxSplit = { inclCents: Cents; exclCents: Cents; taxCents: Cents };

/** Takes a number in as 分. Anything but a safe integer is a RangeError: it would be a wrong amount. */
export function cents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Not a whole amount in cents: ${amount}`);
  return (amount + 0) as Cents; // adding zero turns a negative zero into zero
}

/** Reads 元 with at most two places that matter ("12.34", "12.340000"); a RangeError otherwise. */
export function centsFromYuanText(text: string): Cents {
  const yuan = exact(text);
  if (yuan % MILLIONTHS_PER_CENT !== 0n) throw new RangeError(`Finer than one cent: "${text}"`);
  return centsFromBigInt(yuan / MILLIONTHS_PER_CENT);
}

/** 元 with always two places and no grouping: 1230 → "12.30", -5 → "-0.05". */
export function toYuanText(amount: Cents): string {
  const absolute = Math.abs(amount);
  const fen = absolute % 100;
  const yuan = (absolute - fen) / 100;
  return `${amount < 0 ? "-" : ""}${yuan}.${String(fen).padStart(2, "0")}`;
}

/** The amount of one line: quantity × unit price (元), rounded half up to the cent, once. */
export function amountOf(quantity: Exact, unitPriceYuan: Exact): Cents {
  return centsFromBigInt(divideHalfUp(quantity * unitPriceYuan, ONE * MILLIONTHS_PER_CENT));
}

/** The same amount with the other sign: what a reversal posts. */
export function negateCents(amount: Cents): Cents {
  return cents(0 - amount);
}

/** The sum of the amounts; zero for none. A sum beyond the safe integers is a RangeError. */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let total = 0;
  // Checked at each step: an unsafe sum in between may have lost a cent and look safe again.
  for (const amount of amounts) total = cents(total + amount);
  return cents(total);
}

/**
 * Shares a total over lines by weight, so that the shares sum to the total exactly.
 *
 * Each line gets its proportion rounded half up, and the last line that has a weight gets what
 * remains. No share passes what is still left, so no line ever has the opposite sign of the total.
 * A line of zero weight gets nothing, unless all weights are zero: then all count the same.
 * A negative weight is a RangeError, and so is a total to share over no lines.
 */
export function allocateCents(total: Cents, weights: readonly bigint[]): Cents[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError("A weight is below zero");
  if (weights.length === 0) {
    if (total !== 0) throw new RangeError("There is no line to share the amount over");
    return [];
  }
  const allZero = weights.every((weight) => weight === 0n);
  const effective = allZero ? weights.map(() => 1n) : weights;
  const totalWeight = effective.reduce((sum, weight) => sum + weight, 0n);
  const last = effective.reduce((found, weight, line) => (weight > 0n ? line : found), 0);

  const amount = BigInt(total);
  let left = amount;
  return effective.map((weight, line) => {
    const proportion = divideHalfUp(amount * weight, totalWeight);
    const share = line === last ? left : nearerToZero(proportion, left);
    left -= share;
    return centsFromBigInt(share);
  });
}

/**
 * Splits a line's amount into net and tax, as the document's header says its prices are meant.
 *
 * Prices with tax: net = amount ÷ (1 + rate), tax = amount − net. Prices without: tax = net × rate.
 * The one derived figure is rounded half up; the other is a difference or a sum, so that
 * incl. = excl. + tax to the cent. The rate is a fraction (0.13), never below zero (RangeError).
 */
export function splitTax(line: {
  amountCents: Cents;
  rate: Exact;
  includesTax: boolean;
}): TaxSplit {
  const { amountCents, rate, includesTax } = line;
  if (rate < 0n) throw new RangeError("A tax rate is below zero");
  if (includesTax) {
    const exclCents = centsFromBigInt(divideHalfUp(BigInt(amountCents) * ONE, ONE + rate));
    return { inclCents: amountCents, exclCents, taxCents: cents(amountCents - exclCents) };
  }
  const taxCents = centsFromBigInt(divideHalfUp(BigInt(amountCents) * rate, ONE));
  return { inclCents: cents(amountCents + taxCents), exclCents: amountCents, taxCents };
}

/** Millionths of a 元 in one 分. */
const MILLIONTHS_PER_CENT = 10_000n;

function centsFromBigInt(amount: bigint): Cents {
  // A bigint beyond the safe integers becomes a number beyond them, which `cents` refuses.
  return cents(Number(amount));
}

function nearerToZero(a: bigint, b: bigint): bigint {
  const [absoluteA, absoluteB] = [a < 0n ? -a : a, b < 0n ? -b : b];
  return absoluteA < absoluteB ? a : b;
}
