import { compareDays, type Day, type Exact } from "@quanlian/shared/domain";

/** A price from a quantity and a day on. */
export interface PriceBreak {
  readonly minQuantity: Exact;
  readonly unitPrice: Exact;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/**
 * The break that a quantity has reached on a day: of those in force the one with the largest quantity that is not beyond
 * it; of several from the same quantity the one that began last, for a later price replaces an earlier one. Undefined when
 * the quantity reaches none.
 */
export function reachedBreak<B extends PriceBreak>(
  breaks: readonly B[],
  quantity: Exact,
  on: Day,
): B | undefined {
  return breaks
    .filter((each) => inForce(each, on) && each.minQuantity <= quantity)
    .reduce<B | undefined>((best, each) => (best && !beats(each, best) ? best : each), undefined);
}

/** The nearest larger break in force with a lower price than what is paid now; what a sales person can offer. */
export function cheaperBreak<B extends PriceBreak>(
  breaks: readonly B[],
  quantity: Exact,
  unitPrice: Exact,
  on: Day,
): B | undefined {
  const steps = breaks
    .filter((each) => inForce(each, on) && each.minQuantity > quantity)
    .map(({ minQuantity }) => minQuantity);
  const inOrder = [...new Set(steps)].sort((a, b) => (a < b ? -1 : 1));
  return inOrder
    .map((step) => reachedBreak(breaks, step, on))
    .find((each) => each !== undefined && each.unitPrice < unitPrice);
}

export const inForce = (
  { validFrom, validTo }: { validFrom: Day | null; validTo: Day | null },
  on: Day,
): boolean =>
  (validFrom === null || compareDays(validFrom, on) <= 0) &&
  (validTo === null || compareDays(on, validTo) <= 0);

const beats = (a: PriceBreak, b: PriceBreak): boolean =>
  a.minQuantity === b.minQuantity
    ? compareDays(a.validFrom, b.validFrom) > 0
    : a.minQuantity > b.minQuantity;
