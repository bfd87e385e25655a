import { exact, ONE, type Day, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { refuseFaults } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { convertQuantities, readRecipes, type Recipe } from "../../masters/catalog";
import { lineFaults, recipeFaults } from "./draft-faults";
import { readDraftParts, type DraftParts } from "./draft-parts";
import type { LineRecipeFigures } from "./line-recipes";
import type { OrderDraft, OrderDraftLine, RecipeInput } from "./order-draft";
import { priceLine, type LineAmounts } from "./order.rules";

/** A line that may be written: its references exist and its amounts are computed. */
export interface CheckedLine extends LineAmounts {
  lineNo: number;
  mode: OrderDraftLine["mode"];
  /** Null: free text. */
  itemId: Id | null;
  unitId: Id | null;
  warehouseId: Id | null;
  description: string | null;
  /** In the item's own unit. */
  quantity: Exact;
  enteredQuantity: Exact;
  unitFactor: Exact;
  unitPrice: Exact;
  taxRate: Exact;
  requestedOn: Day;
  needsSupply: boolean;
  overRate: Exact;
  underRate: Exact;
  billedByMilestones: boolean;
  quoteLineId: Id | null;
  /** What a custom line, or a project's that brings one, is made of, for this order alone. */
  recipe: LineRecipeFigures | null;
}

/**
 * Checks the lines of a draft against the masters and prices them. Every fault of every line is reported at once, with
 * its path. Five statements at most, however many lines.
 */
export async function checkLines(
  ctx: Ctx,
  draft: Pick<OrderDraft, "lines" | "requestedOn" | "pricesIncludeTax">,
  defaultTaxRate: Exact,
): Promise<CheckedLine[]> {
  const parts = await readDraftParts(ctx, draft.lines);
  const faults = draft.lines.flatMap((line, at) => lineFaults(ctx, line, ["lines", at], parts));
  const { bases, issues } = await baseQuantities(ctx, draft.lines);
  refuseFaults([...faults, ...issues], faults.length > 0 ? "reference.not_found" : undefined);
  const standard = await standardRecipes(ctx, draft.lines);
  return draft.lines.map((line, at) => ({
    ...checkedLine(draft, line, parts, defaultTaxRate),
    ...bases[at]!,
    lineNo: at + 1,
    recipe: recipeFor(line, standard),
  }));
}

/** What each line asks for in its item's own unit; free text is counted as it was typed. */
async function baseQuantities(ctx: Ctx, lines: readonly OrderDraftLine[]) {
  const named = lines.flatMap((line, at) =>
    line.itemId === undefined
      ? []
      : [
          {
            at,
            itemId: line.itemId,
            unitId: line.unitId ?? null,
            path: ["lines", at, "quantity"],
            quantity: exact(line.quantity),
          },
        ],
  );
  const { converted, issues } = await convertQuantities(ctx, named);
  const bases: { quantity: Exact; unitFactor: Exact }[] = lines.map((line) => ({
    quantity: exact(line.quantity),
    unitFactor: ONE,
  }));
  named.forEach(({ at }, i) => {
    const { quantity, factor } = converted[i]!;
    bases[at] = { quantity, unitFactor: factor };
  });
  return { bases, issues };
}

/** A custom line without a recipe of its own starts from what its item is made of today. */
async function standardRecipes(
  ctx: Ctx,
  lines: readonly OrderDraftLine[],
): Promise<ReadonlyMap<Id, Recipe>> {
  const itemIds = lines.flatMap((line) =>
    line.mode === "custom" && !line.recipe && line.itemId ? [line.itemId] : [],
  );
  if (itemIds.length === 0) return new Map();
  const { recipes } = await readRecipes(ctx, { itemIds: sortedIds(itemIds), on: ctx.today });
  return recipes;
}

function checkedLine(
  draft: Pick<OrderDraft, "requestedOn" | "pricesIncludeTax">,
  line: OrderDraftLine,
  { items }: DraftParts,
  defaultTaxRate: Exact,
): Omit<CheckedLine, "lineNo" | "recipe" | "quantity" | "unitFactor"> {
  const item = line.itemId === undefined ? undefined : items.get(line.itemId);
  const enteredQuantity = exact(line.quantity);
  const unitPrice = exact(line.unitPrice);
  const taxRate = line.taxRate === undefined ? defaultTaxRate : exact(line.taxRate);
  return {
    mode: line.mode,
    itemId: line.itemId ?? null,
    unitId: line.unitId ?? item?.unitId ?? null,
    warehouseId: line.warehouseId ?? null,
    description: line.description ?? null,
    enteredQuantity,
    unitPrice,
    taxRate,
    requestedOn: (line.requestedOn ?? draft.requestedOn) as Day,
    needsSupply: item?.kind === "goods",
    overRate: exact(line.overRate ?? "0"),
    underRate: exact(line.underRate ?? "0"),
    billedByMilestones: line.billedByMilestones ?? false,
    quoteLineId: line.quoteLineId ?? null,
    ...priceLine(enteredQuantity, unitPrice, taxRate, draft.pricesIncludeTax),
  };
}

function recipeFor(
  line: OrderDraftLine,
  standard: ReadonlyMap<Id, Recipe>,
): LineRecipeFigures | null {
  if (line.recipe) return recipeFigures(line.recipe);
  if (line.mode !== "custom") return null;
  const copied = line.itemId === undefined ? undefined : standard.get(line.itemId);
  return {
    bomVersionId: copied?.bomVersionId ?? null,
    baseQuantity: copied?.baseQuantity ?? exact(1),
    components: [...(copied?.components ?? [])],
    byProducts: copied?.byProducts ?? [],
    routing: { operations: [...(copied?.routing.operations ?? [])] },
  };
}

/** Refuses a recipe that names items or work centers which do not exist, all of them at once. */
export async function refuseUnknownParts(ctx: Ctx, recipe: RecipeInput): Promise<void> {
  const parts = await readDraftParts(ctx, [{ recipe }]);
  refuseFaults(recipeFaults(ctx, recipe, ["recipe"], parts), "reference.not_found");
}

/** A recipe as it was typed, with exact figures and numbered lines. */
export function recipeFigures(recipe: RecipeInput): LineRecipeFigures {
  return {
    bomVersionId: null,
    baseQuantity: exact(recipe.baseQuantity),
    components: recipe.components.map((component, i) => ({
      lineNo: i + 1,
      itemId: component.itemId,
      perBase: exact(component.perBase),
      scrapRate: exact(component.scrapRate),
    })),
    routing: {
      operations: recipe.operations.map((operation) => ({
        ...operation,
        setupMinutes: exact(operation.setupMinutes),
        runMinutesPerUnit: exact(operation.runMinutesPerUnit),
      })),
    },
  };
}
