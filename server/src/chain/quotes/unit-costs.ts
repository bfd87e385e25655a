import { dividedBy, exact, ONE, sum, times, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { sortedIds, type Id } from "../../kernel/ids";
import { readRecipes, type Recipes } from "../../masters/catalog";
import type { CostSource, QuotedRecipe } from "./quote.model";

/** What one of a line's item costs in its own unit, and where that is from; null: not known. */
export interface UnitCost {
  cost: Exact;
  source: CostSource;
}

export interface CostedLine {
  itemId?: Id;
  recipe?: QuotedRecipe;
}

/**
 * What the lines' items cost on a day: the line's own recipe, else the item's standard cost, else what its structure adds
 * up to from standard costs. Materials only: what a work center's minute costs is not known yet. In the order of the lines.
 */
export async function readUnitCosts(
  ctx: Ctx,
  lines: readonly CostedLine[],
): Promise<(UnitCost | null)[]> {
  const itemIds = lines.flatMap((line) => [
    ...(line.itemId ? [line.itemId] : []),
    ...(line.recipe?.components.map((each) => each.itemId) ?? []),
  ]);
  if (itemIds.length === 0) return lines.map(() => null);
  const recipes = await readRecipes(ctx, { itemIds: sortedIds(itemIds), on: ctx.today });
  const standard = await readStandardCosts(ctx, [...recipes.items.keys()]);
  const costOf = structureCosts(recipes, standard);
  return lines.map((line) => costOfLine(line, standard, costOf));
}

/** A standard cost of zero has not been set. */
async function readStandardCosts(ctx: Ctx, itemIds: readonly Id[]): Promise<Map<Id, Exact>> {
  if (itemIds.length === 0) return new Map();
  const rows = await ctx.rows<{ id: Id; standardCostPrice: string }>(
    `SELECT i.id, i.standard_cost_price AS standardCostPrice FROM items i
     WHERE i.tenant_id = :tenant AND i.id IN :itemIds AND i.standard_cost_price > 0`,
    { itemIds },
  );
  return new Map(rows.map((row) => [row.id, exact(row.standardCostPrice)]));
}

function costOfLine(
  { itemId, recipe }: CostedLine,
  standard: ReadonlyMap<Id, Exact>,
  costOf: (itemId: Id) => Exact | null,
): UnitCost | null {
  if (recipe && recipe.components.length > 0) {
    const cost = addUp(recipe.components.map(figuresOf), exact(recipe.baseQuantity), costOf);
    return cost === null ? null : { cost, source: "recipe" };
  }
  if (itemId === undefined) return null;
  const known = standard.get(itemId);
  if (known !== undefined) return { cost: known, source: "standard" };
  const cost = costOf(itemId);
  return cost === null ? null : { cost, source: "structure" };
}

const figuresOf = (each: QuotedRecipe["components"][number]) => ({
  itemId: each.itemId,
  perBase: exact(each.perBase),
  scrapRate: exact(each.scrapRate),
});

/** By item: its standard cost, else its components'; null where one of them is not known or the structure is a circle. */
function structureCosts(
  { recipes }: Recipes,
  standard: ReadonlyMap<Id, Exact>,
): (itemId: Id) => Exact | null {
  const found = new Map<Id, Exact | null>();
  const costOf = (itemId: Id): Exact | null => {
    const known = standard.get(itemId) ?? found.get(itemId);
    if (known !== undefined) return known;
    found.set(itemId, null); // met again below itself: a circle
    const recipe = recipes.get(itemId);
    const cost = recipe ? addUp(recipe.components, recipe.baseQuantity, costOf) : null;
    found.set(itemId, cost);
    return cost;
  };
  return costOf;
}

/** Σ component cost × per base × (1 + scrap) ÷ base, to six places. */
function addUp(
  components: readonly { itemId: Id; perBase: Exact; scrapRate: Exact }[],
  baseQuantity: Exact,
  costOf: (itemId: Id) => Exact | null,
): Exact | null {
  if (components.length === 0) return null;
  const parts: Exact[] = [];
  for (const { itemId, perBase, scrapRate } of components) {
    const cost = costOf(itemId);
    if (cost === null) return null;
    parts.push(times(times(cost, perBase), ONE + scrapRate));
  }
  return dividedBy(sum(parts), baseQuantity);
}
