import { exact, ONE, type Exact } from "@quanlian/shared/domain";

/** How a quantity in some unit becomes one in the item's own. */
export interface UnitFactor {
  /** Base quantity per one of the entered unit; above zero. */
  readonly factor: Exact;
  /** Decimals of the entered unit, and of the item's own. */
  readonly places: number;
  readonly basePlaces: number;
}

/** A quantity that cannot be taken as it stands: which rule it breaks. */
export type ConversionFault = "issue.unit_places" | "issue.unit_inexact" | "issue.unit_too_large";

/** Beyond it, products of two quantities leave the books. */
const LARGEST = exact("999999999.999999");

/**
 * quantity × factor, in the item's own unit. Nothing is rounded, in either unit: a quantity with more decimals than its
 * unit has, or whose converted value the item's own unit cannot hold, is a fault. Signs are kept.
 */
export function toBaseQuantity(
  quantity: Exact,
  { factor, places, basePlaces }: UnitFactor,
): { quantity: Exact; fault: ConversionFault | null } {
  const product = quantity * factor;
  const base = product / ONE;
  if (!hasPlaces(quantity, places)) return { quantity: base, fault: "issue.unit_places" };
  if (product % ONE !== 0n || !hasPlaces(base, basePlaces)) {
    return { quantity: base, fault: "issue.unit_inexact" };
  }
  const size = base < 0n ? -base : base;
  return { quantity: base, fault: size > LARGEST ? "issue.unit_too_large" : null };
}

const hasPlaces = (quantity: Exact, places: number) =>
  quantity % (ONE / 10n ** BigInt(places)) === 0n;
