import {
  dividedBy,
  divideHalfUp,
  ONE,
  sum,
  times,
  ZERO,
  type Exact,
} from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";
import { quantityOf } from "./recipe-quantity.rules";
import type { Recipe, RecipeOperation } from "./recipe.types";

/** What the roll-up knows of an item. */
export interface CostItem {
  readonly id: Id;
  readonly isPhantom: boolean;
  /** 元 per unit. */
  readonly standardCost: Exact;
}

export interface CostInput {
  readonly items: ReadonlyMap<Id, CostItem>;
  readonly recipes: ReadonlyMap<Id, Recipe>;
  /** 元 per hour of a work center. */
  readonly ratesPerHour: ReadonlyMap<Id, Exact>;
  /** The items asked for, each with the lot that its setups are spread over; above zero. */
  readonly roots: ReadonlyMap<Id, Exact>;
}

/** One part of a lot's cost, in 元 to six places; a by-product's is negative. */
export type CostTerm =
  | { kind: "material"; amount: Exact; itemId: Id; quantity: Exact; unitCost: Exact }
  | { kind: "labour"; amount: Exact; sequence: number; minutes: Exact; ratePerHour: Exact }
  | { kind: "piece_rate"; amount: Exact; sequence: number; rate: Exact }
  | { kind: "subcontract"; amount: Exact; sequence: number; price: Exact }
  | { kind: "by_product"; amount: Exact; itemId: Id; quantity: Exact; costShare: Exact };

/** An item with what a lot of it costs. The terms add up to the total; the unit cost is the total ÷ the lot. */
export interface CostNode {
  readonly itemId: Id;
  /** The longest way down to it; 0 is what was asked for. */
  readonly level: number;
  readonly lot: Exact;
  /** "standard": bought, a service, or without a recipe in force; its cost is the one that stands. */
  readonly basis: "rolled_up" | "standard";
  readonly terms: readonly CostTerm[];
  readonly totalCost: Exact;
  readonly unitCost: Exact;
}

/** The items that contain one another, in order, instead of a cost. */
export interface CostCycle {
  readonly cycle: readonly Id[];
}

/**
 * What things cost, from the bottom up: material + labour + piece rate + subcontract − by-products, for a lot.
 *
 * Each item is costed once. Its lot is the one asked for, or else what all parents within reach need of it together, so
 * that its setups are spread over that. Components are taken with their scrap, to six places and neither rounded to
 * whole pieces nor by lot rules: a cost says what a unit takes, not what one happens to buy. A phantom's operations are
 * not done, as in planning.
 *
 * Every figure is made from figures that are shown, rounded half up at the sixth place: minutes × rate ÷ 60, quantity ×
 * unit cost, total × share. Answers the nodes parents first, or the cycle that has no cost.
 */
export function rollUpCost(input: CostInput): CostNode[] | CostCycle {
  const order = parentsFirst(input);
  if ("cycle" in order) return order;
  const { lots, levels } = lotsOf(input, order.itemIds);
  const nodes = new Map<Id, CostNode>();
  for (const itemId of [...order.itemIds].reverse()) {
    const lot = lots.get(itemId) ?? ZERO;
    nodes.set(itemId, nodeOf(input, nodes, itemId, lot, levels.get(itemId) ?? 0));
  }
  return order.itemIds.map((itemId) => nodes.get(itemId)!);
}

/** Every item within reach, each before its components. */
function parentsFirst({ roots, recipes }: CostInput): { itemIds: Id[] } | CostCycle {
  const done = new Set<Id>();
  const path: Id[] = [];
  const completed: Id[] = [];
  const visit = (itemId: Id): CostCycle | null => {
    if (done.has(itemId)) return null;
    const at = path.indexOf(itemId);
    if (at >= 0) return { cycle: [...path.slice(at), itemId] };
    path.push(itemId);
    for (const component of recipes.get(itemId)?.components ?? []) {
      const cycle = visit(component.itemId);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(itemId);
    completed.push(itemId);
    return null;
  };
  for (const itemId of roots.keys()) {
    const cycle = visit(itemId);
    if (cycle) return cycle;
  }
  return { itemIds: completed.reverse() };
}

function lotsOf({ roots, recipes }: CostInput, itemIds: readonly Id[]) {
  const lots = new Map<Id, Exact>(roots);
  const levels = new Map<Id, number>();
  for (const itemId of itemIds) {
    const recipe = recipes.get(itemId);
    const below = (levels.get(itemId) ?? 0) + 1;
    for (const component of recipe?.components ?? []) {
      const needed = quantityOf(component, lots.get(itemId) ?? ZERO, recipe!.baseQuantity);
      const known = lots.get(component.itemId) ?? ZERO;
      if (!roots.has(component.itemId)) lots.set(component.itemId, known + needed);
      levels.set(component.itemId, Math.max(levels.get(component.itemId) ?? 0, below));
    }
  }
  return { lots, levels };
}

function nodeOf(
  input: CostInput,
  below: ReadonlyMap<Id, CostNode>,
  itemId: Id,
  lot: Exact,
  level: number,
): CostNode {
  const { standardCost, isPhantom } = input.items.get(itemId)!;
  const recipe = input.recipes.get(itemId);
  // A need that vanishes at the sixth place has no lot to spread anything over.
  if (!recipe || lot === ZERO) {
    const totalCost = times(lot, standardCost);
    const standing = { basis: "standard", terms: [], totalCost, unitCost: standardCost } as const;
    return { itemId, level, lot, ...standing };
  }
  const made: CostTerm[] = [
    ...recipe.components.map((component): CostTerm => {
      const quantity = quantityOf(component, lot, recipe.baseQuantity);
      const { unitCost } = below.get(component.itemId)!;
      const amount = times(quantity, unitCost);
      return { kind: "material", amount, itemId: component.itemId, quantity, unitCost };
    }),
    ...(isPhantom ? [] : recipe.routing.operations.flatMap((each) => costOf(input, each, lot))),
  ];
  const gross = sum(made.map(({ amount }) => amount));
  const beside = recipe.byProducts.map((byProduct): CostTerm => {
    const { itemId: besideId, perBase, costShare } = byProduct;
    const quantity = quantityOf({ perBase, scrapRate: ZERO }, lot, recipe.baseQuantity);
    const amount = -times(gross, costShare);
    return { kind: "by_product", amount, itemId: besideId, quantity, costShare };
  });
  const terms = [...made, ...beside];
  const totalCost = sum(terms.map(({ amount }) => amount));
  const unitCost = dividedBy(totalCost, lot);
  return { itemId, level, lot, basis: "rolled_up", terms, totalCost, unitCost };
}

/** An operation at the supplier's costs his price; one of our own, its minutes and what is paid for the piece. */
function costOf({ ratesPerHour }: CostInput, operation: RecipeOperation, lot: Exact): CostTerm[] {
  const { sequence, workCenterId, pieceRate, subcontractPrice } = operation;
  if (operation.subcontracted) {
    const amount = times(lot, subcontractPrice);
    return [{ kind: "subcontract", amount, sequence, price: subcontractPrice }];
  }
  const terms: CostTerm[] = [];
  const ratePerHour = workCenterId === null ? ZERO : (ratesPerHour.get(workCenterId) ?? ZERO);
  if (ratePerHour > ZERO) {
    const minutes = operation.setupMinutes + times(operation.runMinutesPerUnit, lot);
    const amount = divideHalfUp(minutes * ratePerHour, 60n * ONE);
    terms.push({ kind: "labour", amount, sequence, minutes, ratePerHour });
  }
  if (pieceRate > ZERO) {
    terms.push({ kind: "piece_rate", amount: times(lot, pieceRate), sequence, rate: pieceRate });
  }
  return terms;
}
