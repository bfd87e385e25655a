import { type DecimalText, type Exact, min, toDecimalText, ZERO } from "@quanlian/shared/domain";
import type { ComponentBasis, LotSteps, Replaced } from "./plan.types";

/** One signed part of a figure. The label is a key of the locale files. */
export interface WhyTerm {
  readonly label: string;
  readonly quantity: DecimalText;
  readonly source?: WhySource;
  /** What the part was computed from: decimals as text, ids, days. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** The document or row that a part comes from. */
export interface WhySource {
  readonly type: string;
  readonly id: string;
}

/** A figure as the sum of its parts: the terms add up to the total, exactly. */
export interface Why {
  readonly total: DecimalText;
  readonly terms: WhyTerm[];
}

/** A term before it is written as text. */
export interface WhyPart {
  readonly label: string;
  readonly quantity: Exact;
  readonly source?: WhySource;
  readonly facts?: WhyTerm["facts"];
}

/**
 * Writes a sum. Parts of zero are left out, but for the first, which says what was asked for.
 * A sum that does not come to the total is a fault of the books and throws.
 */
export function whySum(total: Exact, parts: readonly WhyPart[]): Why {
  const sum = parts.reduce((running, part) => running + part.quantity, ZERO);
  if (sum !== total) {
    throw new Error(`Parts come to ${toDecimalText(sum)}, not ${toDecimalText(total)}`);
  }
  const told = parts.filter((part, at) => at === 0 || part.quantity !== ZERO);
  return {
    total: toDecimalText(total),
    terms: told.map(({ quantity, ...rest }) => ({ ...rest, quantity: toDecimalText(quantity) })),
  };
}

/** Figures of a demand that explanations start from. */
export interface WhyDemand {
  readonly id: string;
  readonly quantity: Exact;
  readonly fulfilled: Exact;
  readonly reserved: Exact;
  readonly pegged: Exact;
  readonly uncovered: Exact;
  readonly parentSupplyId: string | null;
  readonly basis: ComponentBasis | null;
  /** What asked for a top demand: an order line, safety stock. */
  readonly source?: WhySource;
}

/** Why a demand is as large as it is: what was ordered, or net requirement + scrap + rounding. */
export function whyDemandQuantity(demand: WhyDemand): Why {
  const { quantity, basis, parentSupplyId } = demand;
  if (!basis) return whySum(quantity, [{ label: "why.ordered", quantity, source: demand.source }]);
  if (basis.replaces) return whySubstitute(quantity, basis, basis.replaces);
  const source = parentSupplyId === null ? undefined : { type: "supply", id: parentSupplyId };
  return whySum(quantity, [
    {
      label: "why.net_requirement",
      quantity: basis.netQuantity,
      source,
      facts: {
        parentQuantity: toDecimalText(basis.parentQuantity),
        perBase: toDecimalText(basis.perBase),
        baseQuantity: toDecimalText(basis.baseQuantity),
      },
    },
    {
      label: "why.scrap",
      quantity: basis.scrapQuantity,
      facts: { scrapRate: toDecimalText(basis.scrapRate) },
    },
    { label: "why.rounding", quantity: basis.roundingQuantity },
    { label: "why.substituted", quantity: -(basis.substituted ?? ZERO) },
  ]);
}

/** A substitute is as large as what it stands in for × its ratio. */
function whySubstitute(quantity: Exact, basis: ComponentBasis, replaces: Replaced): Why {
  return whySum(quantity, [
    {
      label: "why.stands_in",
      quantity: basis.netQuantity,
      source: { type: "demand", id: replaces.demandId },
      facts: {
        replacedQuantity: toDecimalText(replaces.quantity),
        ratio: toDecimalText(replaces.ratio),
        itemId: replaces.itemId,
      },
    },
    { label: "why.rounding", quantity: basis.roundingQuantity },
  ]);
}

/** A stock reservation of the demand. */
export interface WhyReservation {
  readonly itemId: string;
  readonly warehouseId: string;
  readonly quantity: Exact;
}

/** A peg with the supply that it names. */
export interface WhyPeg {
  readonly supplyId: string;
  readonly quantity: Exact;
  readonly dueOn: string;
}

/** Why a demand is covered, or not: demand − fulfilled − reserved − each peg = uncovered. */
export function whyDemandCover(
  demand: WhyDemand,
  reservations: readonly WhyReservation[],
  pegs: readonly WhyPeg[],
): Why {
  return whySum(demand.uncovered, [
    {
      label: "why.demand",
      quantity: demand.quantity,
      source: demand.source ?? { type: "demand", id: demand.id },
    },
    { label: "why.fulfilled", quantity: -demand.fulfilled },
    ...reservations.map(({ quantity, itemId, warehouseId }) => ({
      label: "why.stock_reserved",
      quantity: -quantity,
      facts: { itemId, warehouseId },
    })),
    ...pegs.map(({ quantity, supplyId, dueOn }) => ({
      label: "why.pegged_open_supply",
      quantity: -quantity,
      source: { type: "supply", id: supplyId },
      facts: { dueOn },
    })),
  ]);
}

/** Figures of a supply that its explanation starts from; quantity = received + open. */
export interface WhySupply {
  readonly id: string;
  readonly quantity: Exact;
  readonly open: Exact;
  /** What each lot rule added when it was opened, as planned or from `lotFor` again. */
  readonly lotSteps: LotSteps;
}

/** A peg of the supply with the whole demand that it covers a part of. */
export interface WhyPeggedDemand {
  readonly demand: WhyDemand;
  readonly quantity: Exact;
}

/**
 * Why a supply is as large as it is: its demands, less what they have from elsewhere, and what the
 * lot rules added; what is left beyond these is free for others.
 */
export function whySupplyQuantity(supply: WhySupply, pegs: readonly WhyPeggedDemand[]): Why {
  const received = supply.quantity - supply.open;
  const pegged = pegs.reduce((total, peg) => total + peg.quantity, ZERO);
  return whySum(supply.quantity, [
    ...pegs.flatMap(partsOfPeg),
    { label: "why.received", quantity: received },
    ...partsOfSurplus(supply.open - pegged, supply.lotSteps),
  ]);
}

/** What one demand asks of the supply: all of it, less what it has or lacks apart from this peg. */
function partsOfPeg({ demand, quantity }: WhyPeggedDemand): WhyPart[] {
  const source = demand.source ?? { type: "demand", id: demand.id };
  return [
    { label: "why.demand", quantity: demand.quantity, source },
    { label: "why.fulfilled", quantity: -demand.fulfilled, source },
    { label: "why.stock_reserved", quantity: -demand.reserved, source },
    { label: "why.pegged_other_supply", quantity: quantity - demand.pegged, source },
    { label: "why.uncovered", quantity: -demand.uncovered, source },
  ];
}

/**
 * The surplus by cause. A later demand may have taken a part of it: the step that was added last
 * then still stands, as the first ones would have added less to the larger need.
 */
function partsOfSurplus(surplus: Exact, steps: LotSteps): WhyPart[] {
  const parts: WhyPart[] = [];
  let left = surplus;
  for (const [label, step] of [
    ["why.rounding", steps.rounding],
    ["why.lot_fixed", steps.fixed],
    ["why.lot_multiple", steps.multiple],
    ["why.lot_minimum", steps.minimum],
  ] as const) {
    const quantity = left > ZERO ? min(left, step) : ZERO;
    left -= quantity;
    parts.unshift({ label, quantity });
  }
  return [...parts, { label: "why.free_surplus", quantity: left }];
}
