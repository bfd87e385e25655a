import type { catalogContract, InputOf, OutputOf } from "@quanlian/shared/contract";
import { day, ONE, toDecimalText, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { readRecipes } from "./read-recipes";
import { quantityOf } from "./recipe-quantity.rules";
import type { CatalogItem, Recipes } from "./recipe.types";

type Operation = (typeof catalogContract)["items.structure"];
type Structure = OutputOf<Operation>;

/** More lines than anybody reads on a screen. */
const MOST_LINES = 5000;

/**
 * Explodes an item for a reader: each part under its parent, with the quantity for one of the item. A cycle in the data
 * (which releases refuse) ends at the depth.
 */
export async function showStructure(
  ctx: Ctx,
  { itemId, on, depth }: InputOf<Operation>,
): Promise<Structure> {
  const known = await readRecipes(ctx, { itemIds: [itemId], on: on ? day(on) : ctx.today });
  const item = known.items.get(itemId) ?? refuseNotFound("item");
  const explosion: Explosion = { known, depth, lines: [], truncated: false };
  explode(explosion, itemId, ONE, 1);
  return { item: nameOf(item), lines: explosion.lines, truncated: explosion.truncated };
}

interface Explosion {
  known: Recipes;
  depth: number;
  lines: Structure["lines"];
  truncated: boolean;
}

function explode(explosion: Explosion, parentId: Id, quantity: Exact, level: number): void {
  const recipe = explosion.known.recipes.get(parentId);
  if (!recipe || recipe.components.length === 0) return;
  if (level > explosion.depth) {
    explosion.truncated = true;
    return;
  }
  for (const component of recipe.components) {
    if (explosion.lines.length >= MOST_LINES) {
      explosion.truncated = true;
      return;
    }
    const needed = quantityOf(component, quantity, recipe.baseQuantity);
    const item = explosion.known.items.get(component.itemId)!;
    explosion.lines.push({
      level,
      lineNo: component.lineNo,
      item: nameOf(item),
      supplyMode: item.supplyMode,
      perBase: toDecimalText(component.perBase),
      baseQuantity: toDecimalText(recipe.baseQuantity),
      scrapRate: toDecimalText(component.scrapRate),
      quantity: toDecimalText(needed),
    });
    explode(explosion, component.itemId, needed, level + 1);
  }
}

const nameOf = ({ id, code, name, unitCode }: CatalogItem) => ({ id, code, name, unitCode });
