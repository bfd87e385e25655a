import type { Issue } from "@quanlian/shared/contract";
import { exact, times, type Exact } from "@quanlian/shared/domain";
import { translate } from "@quanlian/shared/locale";
import { refuseMasked, type Ctx } from "../../kernel/access";
import { refuseFaults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { convertQuantities, readUnitFactors, unitKey } from "../../masters/catalog";
import { priceByLists, type FoundBreak } from "./listed-prices";
import type { QuoteInput } from "./quote.events";
import type { CostSource, QuotedRecipe } from "./quote.model";
import { priceBreak, type PricedBreak } from "./quote.rules";
import { readQuoteParts, type QuoteParts } from "./quote-parts";
import { readUnitCosts, type UnitCost } from "./unit-costs";

type TypedLine = QuoteInput["lines"][number];

/** A line that may be written: its references exist, its amounts and cost are computed. */
export interface CheckedLine {
  lineId: Id | undefined;
  lineNo: number;
  mode: TypedLine["mode"];
  itemId: Id | null;
  itemCode: string | null;
  itemName: string | null;
  itemSpec: string | null;
  description: string | null;
  unitId: Id | null;
  unitName: string | null;
  warehouseId: Id | null;
  taxRate: Exact;
  deliveryDays: number | null;
  optional: boolean;
  note: string | null;
  unitCost: Exact | null;
  costSource: CostSource | null;
  recipe: QuotedRecipe | null;
  fileIds: Id[];
  breaks: PricedBreak[];
}

/**
 * Checks the lines of a quote against the masters, prices each of their quantities and works out what they cost. Every
 * fault of every line is reported at once, with its path. The number of statements does not grow with the lines.
 */
export async function checkLines(
  ctx: Ctx,
  permission: string,
  draft: Pick<QuoteInput, "customerId" | "lines" | "pricesIncludeTax">,
  defaultTaxRate: Exact,
): Promise<CheckedLine[]> {
  const { lines } = draft;
  for (const { unitCost } of lines)
    refuseMasked(ctx.actor, permission, { unitCost: "cost" }, { unitCost });
  const parts = await readQuoteParts(ctx, lines);
  refuseFaults(
    lines.flatMap((line, at) => lineFaults(ctx, line, ["lines", at], parts)),
    "reference.not_found",
  );
  refuseFaults(await quantityFaults(ctx, lines));
  const prices = await priceByLists(ctx, draft, defaultTaxRate);
  refuseFaults(unpricedFaults(ctx, prices));
  const costs = await costsInEnteredUnit(ctx, lines);
  refuseFaults(costFaults(ctx, lines, costs));
  return lines.map((line, at) => {
    const taxRate = line.taxRate === undefined ? defaultTaxRate : exact(line.taxRate);
    const cost = costs[at]!;
    const terms = { taxRate, includesTax: draft.pricesIncludeTax, unitCost: cost?.cost ?? null };
    return {
      ...describedLine(line, parts),
      lineNo: at + 1,
      taxRate,
      unitCost: cost?.cost ?? null,
      costSource: cost?.source ?? null,
      breaks: prices[at]!.map((one, i) => priceBreak(one!, i + 1, terms)),
    };
  });
}

function describedLine(line: TypedLine, { items, units }: QuoteParts) {
  const item = line.itemId === undefined ? undefined : items.get(line.itemId);
  return {
    lineId: line.lineId,
    mode: line.mode,
    itemId: line.itemId ?? null,
    itemCode: item?.code ?? null,
    itemName: item?.name ?? null,
    itemSpec: item?.spec ?? null,
    description: line.description ?? null,
    unitId: line.unitId ?? item?.unitId ?? null,
    unitName: (line.unitId ? units.get(line.unitId) : item?.unitName) ?? null,
    warehouseId: line.warehouseId ?? null,
    deliveryDays: line.deliveryDays ?? null,
    optional: line.optional,
    note: line.note ?? null,
    recipe: line.recipe ?? null,
    fileIds: line.fileIds,
  };
}

/** What is wrong with one line, each fault with its path. */
function lineFaults(
  ctx: Ctx,
  line: TypedLine,
  path: Issue["path"],
  { items, units, places }: QuoteParts,
): Issue[] {
  const issues: Issue[] = [];
  const unknown = (at: Issue["path"], value: string) =>
    issues.push(fault(ctx, [...path, ...at], "issue.reference", { value }));
  if (line.itemId !== undefined && !items.get(line.itemId)?.active)
    unknown(["itemId"], line.itemId);
  if (line.unitId && !units.has(line.unitId)) unknown(["unitId"], line.unitId);
  if (line.warehouseId && !places.has(line.warehouseId)) unknown(["warehouseId"], line.warehouseId);
  if (line.recipe && line.mode !== "custom" && line.mode !== "project")
    unknown(["recipe"], line.mode);
  line.recipe?.components.forEach(({ itemId }, i) => {
    if (!items.get(itemId)?.active) unknown(["recipe", "components", i, "itemId"], itemId);
  });
  line.recipe?.operations.forEach(({ workCenterId }, i) => {
    if (workCenterId && !places.has(workCenterId))
      unknown(["recipe", "operations", i, "workCenterId"], workCenterId);
  });
  return issues;
}

/** Quantities that their unit cannot hold, and breaks that do not ascend. */
async function quantityFaults(ctx: Ctx, lines: readonly TypedLine[]): Promise<Issue[]> {
  const entries = lines.flatMap(({ itemId, unitId, breaks }, at) =>
    itemId === undefined
      ? []
      : breaks.map(({ quantity }, i) => ({
          ...{ itemId, unitId: unitId ?? null, quantity: exact(quantity) },
          path: ["lines", at, "breaks", i, "quantity"],
        })),
  );
  const { issues } = await convertQuantities(ctx, entries);
  const disordered = lines.flatMap(({ breaks }, at) =>
    breaks.flatMap(({ quantity }, i) =>
      i > 0 && exact(quantity) <= exact(breaks[i - 1]!.quantity)
        ? [fault(ctx, ["lines", at, "breaks", i, "quantity"], "issue.breaks_ascend")]
        : [],
    ),
  );
  return [...issues, ...disordered];
}

/** Quantities for which nobody typed a price and no list has one. */
const unpricedFaults = (ctx: Ctx, prices: readonly (readonly (FoundBreak | null)[])[]): Issue[] =>
  prices.flatMap((breaks, at) =>
    breaks.flatMap((one, i) =>
      one === null ? [fault(ctx, ["lines", at, "breaks", i, "unitPrice"], "issue.required")] : [],
    ),
  );

/** What is typed is per unit as entered; what is read is per the item's own unit. */
async function costsInEnteredUnit(
  ctx: Ctx,
  lines: readonly TypedLine[],
): Promise<(UnitCost | null)[]> {
  const costs = await readUnitCosts(ctx, lines);
  const pairs = lines.flatMap(({ itemId, unitId }) =>
    itemId && unitId ? [{ itemId, unitId }] : [],
  );
  const factors = await readUnitFactors(ctx, pairs);
  return lines.map(({ itemId, unitId, unitCost }, at) => {
    if (unitCost !== undefined) return { cost: exact(unitCost), source: "typed" };
    const found = costs[at]!;
    const factor = itemId && unitId ? factors.get(unitKey({ itemId, unitId })) : undefined;
    return found && factor ? { ...found, cost: times(found.cost, factor.factor) } : found;
  });
}

/** So dear one may be, and so much one quantity may cost: three hundred lines of it still fit the books. */
const DEAREST = exact("999999999");
const MOST_COST = exact("3000000000");

/** Costs that no book can hold: the figures of a recipe multiply. */
const costFaults = (
  ctx: Ctx,
  lines: readonly TypedLine[],
  costs: readonly (UnitCost | null)[],
): Issue[] =>
  lines.flatMap(({ breaks }, at) => {
    const found = costs[at];
    if (!found) return [];
    const fits = breaks.every(({ quantity }) => times(exact(quantity), found.cost) <= MOST_COST);
    if (found.cost <= DEAREST && fits) return [];
    const path =
      found.source === "recipe"
        ? ["lines", at, "recipe", "components", 0, "perBase"]
        : ["lines", at, "unitCost"];
    return [fault(ctx, path, "issue.out_of_range")];
  });

const fault = (
  ctx: Ctx,
  path: Issue["path"],
  code: string,
  facts: Record<string, unknown> = {},
): Issue => ({ path, code, message: translate(ctx.language, code, facts) });
