import { ONE, timesRatio, type Exact } from "@quanlian/shared/domain";
import type { RecipeComponent } from "./recipe.types";

/** What a quantity of the parent takes of a line: parent × perBase ÷ base × (1 + scrap), rounded once, at the sixth place. */
export const quantityOf = (
  { perBase, scrapRate }: Pick<RecipeComponent, "perBase" | "scrapRate">,
  parent: Exact,
  base: Exact,
): Exact => timesRatio(parent, perBase * (ONE + scrapRate), base * ONE);
