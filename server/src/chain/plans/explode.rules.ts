import {
  type Exact,
  divideAwayFromZero,
  divideHalfUp,
  ONE,
  timesRatio,
} from "@quanlian/shared/domain";
import {
  type ComponentBasis,
  type DemandToPlan,
  type PlanItem,
  type Recipe,
  PlanError,
} from "./plan.types";

/** Levels of a recipe tree, beyond which a plan is refused as a mistake in the master data. */
export const MAX_LEVELS = 30;

interface Structure {
  readonly items: ReadonlyMap<string, PlanItem>;
  readonly recipes: ReadonlyMap<string, Recipe>;
  readonly demands: readonly DemandToPlan[];
}

/**
 * The low-level code of every item in reach: the length of the longest path down to it.
 *
 * Handling items in this order means that all demands of an item are known before it is netted.
 * A demand with its own recipe stands above its components without being an item itself, so a
 * custom cabinet may contain the standard one. A recipe that leads back to itself throws
 * `plan.recipe_cycle` with the items in order; a tree of more than 30 levels `plan.recipe_too_deep`.
 */
export function lowLevelCodes(structure: Structure): Map<string, number> {
  const parentsFirst = itemsParentsFirst(structure);
  const levels = new Map<string, number>();
  for (const itemId of parentsFirst) levels.set(itemId, 0);
  for (const { recipe } of structure.demands) {
    for (const { itemId } of recipe?.components ?? []) levels.set(itemId, 1);
  }
  for (const itemId of parentsFirst) {
    const below = (levels.get(itemId) ?? 0) + 1;
    for (const component of componentsOf(itemId, structure)) {
      if (below > (levels.get(component.itemId) ?? 0)) levels.set(component.itemId, below);
    }
    if (below > MAX_LEVELS) throw new PlanError("plan.recipe_too_deep", { itemId });
  }
  return levels;
}

/** The recipe by which an item is made; null for a bought one, or one made from nothing. */
export function recipeOf(item: PlanItem, recipes: ReadonlyMap<string, Recipe>): Recipe | null {
  return item.supplyMode === "make" ? (recipes.get(item.id) ?? null) : null;
}

/** The item, or `plan.unknown_item`. */
export function itemOf<Item>(items: ReadonlyMap<string, Item>, itemId: string): Item {
  const item = items.get(itemId);
  if (item === undefined) throw new PlanError("plan.unknown_item", { itemId });
  return item;
}

/** The figures of a recipe line that its quantity is computed from. */
export type ComponentFigures = Pick<
  ComponentBasis,
  "lineNo" | "perBase" | "baseQuantity" | "scrapRate"
>;

/** A component's quantity and how it came about. */
export interface Component {
  readonly quantity: Exact;
  readonly basis: ComponentBasis;
}

/**
 * The quantity of a component: parent × perBase ÷ base × (1 + scrap rate), rounded once, upward to
 * the places of the component's unit. Net and scrap are given to six places, and what they differ
 * from the quantity by is the rounding, so that the three always add up.
 */
export function componentFor(
  parentQuantity: Exact,
  figures: ComponentFigures,
  unitPlaces: number,
): Component {
  const { lineNo, perBase, baseQuantity, scrapRate } = figures;
  const numerator = parentQuantity * perBase * (ONE + scrapRate);
  const denominator = baseQuantity * ONE;
  const step = STEP_OF_PLACES[unitPlaces];
  if (step === undefined) throw new RangeError(`Places must be a whole 0 to 6: ${unitPlaces}`);

  const quantity = divideAwayFromZero(numerator, denominator * step) * step;
  const netQuantity = timesRatio(parentQuantity, perBase, baseQuantity);
  const grossQuantity = divideHalfUp(numerator, denominator);
  return {
    quantity,
    basis: {
      lineNo,
      parentQuantity,
      perBase,
      baseQuantity,
      scrapRate,
      netQuantity,
      scrapQuantity: grossQuantity - netQuantity,
      roundingQuantity: quantity - grossQuantity,
    },
  };
}

/** Millionths in one step of each number of places; the index is the number of places. */
const STEP_OF_PLACES: readonly bigint[] = [1_000_000n, 100_000n, 10_000n, 1_000n, 100n, 10n, 1n];

/** Every item in reach, each before its components: depth first, then in reverse of completion. */
function itemsParentsFirst(structure: Structure): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const completed: string[] = [];

  const visit = (itemId: string): void => {
    if (done.has(itemId)) return;
    const at = path.indexOf(itemId); // at most 30 long
    if (at >= 0) {
      throw new PlanError("plan.recipe_cycle", {
        itemIds: [...path.slice(at), itemId].join(" → "),
      });
    }
    if (path.length >= MAX_LEVELS) throw new PlanError("plan.recipe_too_deep", { itemId });
    path.push(itemId);
    for (const component of componentsOf(itemId, structure)) visit(component.itemId);
    path.pop();
    done.add(itemId);
    completed.push(itemId);
  };

  for (const demand of structure.demands) {
    if (!demand.recipe) visit(demand.itemId);
    else for (const component of demand.recipe.components) visit(component.itemId);
  }
  return completed.reverse();
}

function componentsOf(itemId: string, { items, recipes }: Structure): Recipe["components"] {
  return recipeOf(itemOf(items, itemId), recipes)?.components ?? [];
}
