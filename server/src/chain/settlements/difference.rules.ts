import type { ResidualClass, ResidualProposal } from "@quanlian/shared/contract";
import { exact, ONE, timesRatio, toDecimalText } from "@quanlian/shared/domain";
import type { OurLine, Residual, TheirLine } from "./match.types";

/** As far as two books may round apart in one line, in 分. */
const ROUNDING_CENTS = 5;

/**
 * Why the same line of a document has two amounts: rounding, tax, another quantity, another price, or both of these, split so that
 * the parts are the difference to the 分: the quantity at our price, and the rest.
 */
export function differenceOf(our: OurLine, their: TheirLine): Residual[] {
  const differenceCents = their.amountCents - our.amountCents;
  if (differenceCents === 0) return [];
  const of = (
    named: ResidualClass,
    why: string,
    cents: number,
    more: Residual["evidence"] = {},
  ): Residual => ({
    ...{ class: named, why, ourLineNo: our.lineNo, theirLineNo: their.lineNo },
    differenceCents: cents,
    evidence: {
      ...{ document: our.documentNumber, ours: our.amountCents, theirs: their.amountCents },
      ...more,
    },
    proposal: proposalFor(named, cents),
  });
  if (Math.abs(differenceCents) <= ROUNDING_CENTS)
    return [of("rounding", "rounding", differenceCents)];
  if (isTax(our, their)) return [of("rounding", "tax", differenceCents)];
  if (our.quantity === null || our.quantity === 0n || their.quantity === null)
    return [impliedOf(our, differenceCents, of)];
  const quantities = {
    ourQuantity: toDecimalText(our.quantity),
    theirQuantity: toDecimalText(their.quantity),
  };
  const missing = their.quantity - our.quantity;
  if (missing === 0n) return [of("price", "price", differenceCents, quantities)];
  const part = Number(timesRatio(BigInt(our.amountCents), missing, our.quantity));
  const rest = differenceCents - part;
  if (Math.abs(rest) <= ROUNDING_CENTS)
    return [of("quantity", "quantity", differenceCents, quantities)];
  return [of("quantity", "quantity", part, quantities), of("price", "price", rest, quantities)];
}

/** One side counts the tax and the other does not. */
function isTax(our: OurLine, their: TheirLine): boolean {
  if (our.taxRate === null || our.taxRate === 0n) return false;
  const [ours, theirs] = [BigInt(our.amountCents), BigInt(their.amountCents)];
  const without = (amount: bigint) => timesRatio(amount, ONE, ONE + our.taxRate!);
  const near = (a: bigint, b: bigint) => a - b <= 1n && b - a <= 1n;
  return near(without(ours), theirs) || near(without(theirs), ours);
}

/** Without their quantity: a difference of whole pieces at our price is one of quantity. */
function impliedOf(
  our: OurLine,
  differenceCents: number,
  of: (named: ResidualClass, why: string, cents: number, more?: Residual["evidence"]) => Residual,
): Residual {
  if (our.quantity === null || our.amountCents === 0)
    return of("unknown", "unknown", differenceCents);
  const pieces = timesRatio(our.quantity, BigInt(differenceCents), BigInt(our.amountCents));
  const isWhole = pieces % exact("1") === 0n && pieces !== 0n;
  const more = {
    ourQuantity: toDecimalText(our.quantity),
    theirQuantity: toDecimalText(our.quantity + pieces),
  };
  return isWhole
    ? of("quantity", "quantity", differenceCents, more)
    : of("unknown", "unknown", differenceCents);
}

/** Whoever has the higher figure is asked to come down: that is what can be agreed to without looking further. */
const proposalFor = (named: ResidualClass, cents: number): ResidualProposal => {
  if (named === "rounding") return "adjust_ours";
  if (named === "unknown") return "look_into";
  return cents < 0 ? "adjust_ours" : "adjust_theirs";
};
