import type { Issue } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import type { Ctx } from "../../kernel/access";
import type { DraftParts } from "./draft-parts";
import type { OrderDraftLine, RecipeInput } from "./order-draft";

/** What is wrong with one line of a draft, each fault with its path. */
export function lineFaults(
  ctx: Ctx,
  line: OrderDraftLine,
  path: Issue["path"],
  parts: DraftParts,
): Issue[] {
  const { items, places } = parts;
  const missing = (at: string, value: string) => unknown(ctx, [...path, at], value);
  const issues: Issue[] = [];
  const item = line.itemId === undefined ? undefined : items.get(line.itemId);
  // What was quoted and accepted stands, though the item has gone out of use since.
  const usable = item && (item.active || line.quoteLineId !== undefined);
  if (line.itemId !== undefined && !usable) issues.push(missing("itemId", line.itemId));
  if (line.warehouseId && !places.has(line.warehouseId))
    issues.push(missing("warehouseId", line.warehouseId));
  if (line.unitId && !places.has(line.unitId)) issues.push(missing("unitId", line.unitId));
  if (line.recipe && line.mode !== "custom" && line.mode !== "project")
    issues.push(missing("recipe", line.mode));
  if (line.recipe)
    issues.push(
      ...recipeFaults(ctx, line.recipe, [...path, "recipe"], parts, line.quoteLineId !== undefined),
    );
  return issues;
}

/** Components and work centers of a recipe that do not exist or, unless it was quoted, are out of use. */
export function recipeFaults(
  ctx: Ctx,
  recipe: RecipeInput,
  path: Issue["path"],
  { items, places }: DraftParts,
  quoted = false,
): Issue[] {
  const usable = (item: { active: boolean } | undefined) => item && (item.active || quoted);
  const components = recipe.components.flatMap((component, i) =>
    usable(items.get(component.itemId))
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
