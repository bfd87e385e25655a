import { type Exact, ceilToMultiple, ceilToPlaces, ZERO } from "@quanlian/shared/domain";
import type { LotRules, LotSteps } from "./plan.types";

/** A quantity by the lot rules of its item, with what each rule added to the need. */
export interface Lot {
  readonly quantity: Exact;
  readonly steps: LotSteps;
}

/**
 * The least quantity that covers a need under the item's lot rules.
 *
 * A fixed lot is taken a whole number of times; without one the minimum comes first, then the
 * multiple. The base unit's places come last, always upward. A need of zero stays zero.
 */
export function lotFor(needed: Exact, rules: LotRules): Lot {
  const steps = { minimum: ZERO, multiple: ZERO, fixed: ZERO, rounding: ZERO };
  if (needed <= ZERO) return { quantity: ZERO, steps };

  let quantity = needed;
  if (rules.lotFixed > ZERO) {
    quantity = ceilToMultiple(quantity, rules.lotFixed);
    steps.fixed = quantity - needed;
  } else {
    if (quantity < rules.lotMinimum) {
      quantity = rules.lotMinimum;
      steps.minimum = quantity - needed;
    }
    if (rules.lotMultiple > ZERO) {
      const before = quantity;
      quantity = ceilToMultiple(quantity, rules.lotMultiple);
      steps.multiple = quantity - before;
    }
  }
  const whole = ceilToPlaces(quantity, rules.unitPlaces);
  steps.rounding = whole - quantity;
  return { quantity: whole, steps };
}

/** The lot of a custom supply: exactly the need, because nobody else could use a surplus. */
export function exactLot(needed: Exact): Lot {
  return {
    quantity: needed,
    steps: { minimum: ZERO, multiple: ZERO, fixed: ZERO, rounding: ZERO },
  };
}
