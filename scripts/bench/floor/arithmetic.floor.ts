import {
  type Exact,
  ONE,
  ceilToMultiple,
  ceilToPlaces,
  divideAwayFromZero,
  divideHalfUp,
  timesRatio,
} from "@quanlian/shared/domain";
import type { ItemRow, Masters, OperationRow, RecipeRow } from "./rows.floor";

/** The figures behind a component's quantity: net + scrap + rounding. */
export interface Basis {
  lineNo: number;
  parentQuantity: Exact;
  perBase: Exact;
  baseQuantity: Exact;
  scrapRate: Exact;
  net: Exact;
  scrap: Exact;
  rounding: Exact;
}

/** The least lot that covers a need: a fixed one, or minimum, then multiple; then whole units. */
export function lotOf(needed: Exact, item: ItemRow) {
  const steps = { minimum: 0n, multiple: 0n, fixed: 0n, rounding: 0n };
  let lot = needed;
  if (item.lotFixed > 0n) {
    lot = ceilToMultiple(needed, item.lotFixed);
    steps.fixed = lot - needed;
  } else {
    if (lot < item.lotMinimum) lot = item.lotMinimum;
    steps.minimum = lot - needed;
    const rounded = item.lotMultiple > 0n ? ceilToMultiple(lot, item.lotMultiple) : lot;
    steps.multiple = rounded - lot;
    lot = rounded;
  }
  const quantity = ceilToPlaces(lot, item.unitPlaces);
  steps.rounding = quantity - lot;
  return { quantity, steps };
}

/** The minutes of a routing for that quantity in whole days. */
export function routingDays(recipe: RecipeRow | null, quantity: Exact, masters: Masters): number {
  if (!recipe || recipe.operations.length === 0) return 0;
  const minutes = recipe.operations.reduce(
    (sum: Exact, each: OperationRow) =>
      sum + each.setupMinutes * ONE + each.runMinutesPerUnit * quantity,
    0n,
  );
  return Number(divideAwayFromZero(minutes, masters.minutesPerDay * ONE));
}

/** Parent × per base ÷ base × (1 + scrap), rounded once, upward to the unit's places. */
export function componentOf(
  parentQuantity: Exact,
  { lineNo, perBase, scrapRate }: RecipeRow["components"][number],
  { baseQuantity }: RecipeRow,
  unitPlaces: number,
): { quantity: Exact; basis: Basis } {
  const numerator = parentQuantity * perBase * (ONE + scrapRate);
  const step = 10n ** BigInt(6 - unitPlaces);
  const quantity = divideAwayFromZero(numerator, baseQuantity * ONE * step) * step;
  const gross = divideHalfUp(numerator, baseQuantity * ONE);
  const net = timesRatio(parentQuantity, perBase, baseQuantity);
  const basis = {
    lineNo,
    parentQuantity,
    perBase,
    baseQuantity,
    scrapRate,
    net,
    scrap: gross - net,
    rounding: quantity - gross,
  };
  return { quantity, basis };
}
