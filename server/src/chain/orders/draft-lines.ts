import type { InputOf, Issue, ordersContract } from "@quanlian/shared/contract";
import { exact, type Day, type Exact } from "@quanlian/shared/domain";
import { translate } from "@quanlian/shared/locale";
import type { Ctx } from "../../kernel/access";
import { refuseFaults } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { readRecipes, type Recipe } from "../../masters/catalog";
import { priceLine, type LineAmounts } from "./order.rules";
import type { LineRecipeFigures } from "./line-recipes";

type Draft = InputOf<(typeof ordersContract)["orders.create"]>;
type DraftLine = Draft["lines"][number];
export type RecipeInput = InputOf<(typeof ordersContract)["orders.customise"]>["recipe"];

/** A line that may be written: its references exist and its amounts are computed. */
export interface CheckedLine extends LineAmounts {
  lineNo: number;
  mode: DraftLine["mode"];
  itemId: Id;
  unitId: Id;
  warehouseId: Id | null;
  description: string | null;
  quantity: Exact;
  unitPrice: Exact;
  taxRate: Exact;
  requestedOn: Day;
  /** Of a custom line: what it is made of, for this order alone. */
  recipe: LineRecipeFigures | null;
}

interface KnownItem {
  id: Id;
  code: string;
  unitId: Id;
  active: boolean;
}

/**
 * Checks the lines of a draft against the masters and prices them. Every fault of every line is reported at once, with
 * its path. Four statements at most, however many lines.
 */
export async function checkLines(
  ctx: Ctx,
  draft: Draft,
  defaultTaxRate: Exact,
): Promise<CheckedLine[]> {
  const known = await readItems(ctx, draft.lines);
  const places = await readPlaces(ctx, draft.lines);
  const issues = draft.lines.flatMap((line, at) => faultsOf(ctx, line, at, known, places));
  refuseFaults(issues, "reference.not_found");
  const standard = await standardRecipes(ctx, draft.lines);
  return draft.lines.map((line, at) =>
    checkedLine(draft, line, at, known, standard, defaultTaxRate),
  );
}

function readItems(ctx: Ctx, lines: readonly DraftLine[]): Promise<Map<Id, KnownItem>> {
  return readItemsNamed(
    ctx,
    lines.flatMap((line) => [
      line.itemId,
      ...(line.recipe?.components.map((each) => each.itemId) ?? []),
    ]),
  );
}

async function readItemsNamed(ctx: Ctx, itemIds: readonly Id[]): Promise<Map<Id, KnownItem>> {
  const rows = await ctx.rows<KnownItem>(
    `SELECT i.id, i.code, i.unit_id AS unitId, i.active FROM items i WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds: sortedIds(itemIds) },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

type PlaceNaming = Pick<DraftLine, "warehouseId" | "recipe">;

/** Warehouses and work centers that lines name. */
async function readPlaces(ctx: Ctx, lines: readonly PlaceNaming[]): Promise<ReadonlySet<Id>> {
  const warehouseIds = lines.flatMap((line) => line.warehouseId ?? []);
  const centerIds = lines.flatMap(
    (line) => line.recipe?.operations.flatMap((each) => each.workCenterId ?? []) ?? [],
  );
  if (warehouseIds.length + centerIds.length === 0) return new Set();
  const rows = await ctx.rows<{ id: Id }>(
    `SELECT w.id FROM warehouses w WHERE w.tenant_id = :tenant AND w.id IN :warehouseIds
     UNION SELECT c.id FROM work_centers c WHERE c.tenant_id = :tenant AND c.id IN :centerIds`,
    { warehouseIds, centerIds },
  );
  return new Set(rows.map((row) => row.id));
}

function faultsOf(
  ctx: Ctx,
  line: DraftLine,
  at: number,
  known: ReadonlyMap<Id, KnownItem>,
  places: ReadonlySet<Id>,
): Issue[] {
  const missing = (path: Issue["path"], value: string) =>
    unknown(ctx, ["lines", at, ...path], value);
  const issues: Issue[] = [];
  if (!known.get(line.itemId)?.active) issues.push(missing(["itemId"], line.itemId));
  if (line.warehouseId && !places.has(line.warehouseId))
    issues.push(missing(["warehouseId"], line.warehouseId));
  if (line.recipe && line.mode !== "custom") issues.push(missing(["recipe"], line.mode));
  if (line.recipe)
    issues.push(...recipeFaults(ctx, line.recipe, ["lines", at, "recipe"], known, places));
  return issues;
}

function recipeFaults(
  ctx: Ctx,
  recipe: RecipeInput,
  path: Issue["path"],
  known: ReadonlyMap<Id, KnownItem>,
  places: ReadonlySet<Id>,
): Issue[] {
  const components = recipe.components.flatMap((component, i) =>
    known.get(component.itemId)?.active
      ? []
      : [unknown(ctx, [...path, "components", i, "itemId"], component.itemId)],
  );
  const operations = recipe.operations.flatMap((operation, i) =>
    operation.workCenterId === null || places.has(operation.workCenterId)
      ? []
      : [unknown(ctx, [...path, "operations", i, "workCenterId"], operation.workCenterId)],
  );
  return [...components, ...operations];
}

const unknown = (ctx: Ctx, path: Issue["path"], value: string): Issue => ({
  path,
  code: "issue.reference",
  message: translate(ctx.language, "issue.reference", { value }),
});

/** A custom line without a recipe of its own starts from what its item is made of today. */
async function standardRecipes(
  ctx: Ctx,
  lines: readonly DraftLine[],
): Promise<ReadonlyMap<Id, Recipe>> {
  const wanting = lines.filter((line) => line.mode === "custom" && !line.recipe);
  if (wanting.length === 0) return new Map();
  const { recipes } = await readRecipes(ctx, {
    itemIds: sortedIds(wanting.map((each) => each.itemId)),
    on: ctx.today,
  });
  return recipes;
}

function checkedLine(
  draft: Draft,
  line: DraftLine,
  at: number,
  known: ReadonlyMap<Id, KnownItem>,
  standard: ReadonlyMap<Id, Recipe>,
  defaultTaxRate: Exact,
): CheckedLine {
  const quantity = exact(line.quantity);
  const unitPrice = exact(line.unitPrice);
  const taxRate = line.taxRate === undefined ? defaultTaxRate : exact(line.taxRate);
  return {
    lineNo: at + 1,
    mode: line.mode,
    itemId: line.itemId,
    unitId: known.get(line.itemId)!.unitId,
    warehouseId: line.warehouseId ?? null,
    description: line.description ?? null,
    quantity,
    unitPrice,
    taxRate,
    requestedOn: (line.requestedOn ?? draft.requestedOn) as Day,
    ...priceLine(quantity, unitPrice, taxRate, draft.pricesIncludeTax),
    recipe: line.mode === "custom" ? recipeFor(line, standard) : null,
  };
}

function recipeFor(line: DraftLine, standard: ReadonlyMap<Id, Recipe>): LineRecipeFigures {
  if (line.recipe) return recipeFigures(line.recipe);
  const copied = standard.get(line.itemId);
  return {
    bomVersionId: copied?.bomVersionId ?? null,
    baseQuantity: copied?.baseQuantity ?? exact(1),
    components: [...(copied?.components ?? [])],
    routing: { operations: [...(copied?.routing.operations ?? [])] },
  };
}

/** Refuses a recipe that names items or work centers which do not exist, all of them at once. */
export async function refuseUnknownParts(ctx: Ctx, recipe: RecipeInput): Promise<void> {
  const line = { mode: "custom" as const, recipe };
  const known = await readItemsNamed(
    ctx,
    recipe.components.map((each) => each.itemId),
  );
  const places = await readPlaces(ctx, [line]);
  refuseFaults(recipeFaults(ctx, recipe, ["recipe"], known, places), "reference.not_found");
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
