import { exact, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { LineMaterial, LineOperation, LineRecipe } from "./order.model";

/** A custom line's recipe as stored: exact decimals as text. */
export interface LineRecipeText {
  bomVersionId: Id | null;
  baseQuantity: string;
  components: {
    lineNo: number;
    itemId: Id;
    itemCode: string;
    itemName: string;
    perBase: string;
    scrapRate: string;
  }[];
  operations: LineOperationText[];
}

export interface LineOperationText {
  sequence: number;
  name: string;
  workCenterId: Id | null;
  setupMinutes: string;
  runMinutesPerUnit: string;
}

/** The same, ready to be planned with. */
export interface LineRecipeFigures {
  bomVersionId: Id | null;
  baseQuantity: Exact;
  components: { lineNo: number; itemId: Id; perBase: Exact; scrapRate: Exact }[];
  routing: {
    operations: {
      sequence: number;
      name: string;
      workCenterId: Id | null;
      setupMinutes: Exact;
      runMinutesPerUnit: Exact;
    }[];
  };
}

/** The recipes of an order's custom lines, by line: three statements. */
export async function readLineRecipes(ctx: Ctx, orderId: Id): Promise<Map<Id, LineRecipeText>> {
  const heads = await ctx.rows<{ lineId: Id; bomVersionId: Id | null; baseQuantity: string }>(
    `SELECT r.line_id AS lineId, r.bom_version_id AS bomVersionId, r.base_quantity AS baseQuantity
     FROM sales_order_line_recipes r WHERE r.tenant_id = :tenant AND r.order_id = :orderId`,
    { orderId },
  );
  const recipes = new Map<Id, LineRecipeText>(
    heads.map(({ lineId, ...head }) => [lineId, { ...head, components: [], operations: [] }]),
  );
  for (const { lineId, ...component } of await readMaterials(ctx, orderId)) {
    recipes.get(lineId)?.components.push(component);
  }
  for (const { lineId, ...operation } of await readOperations(ctx, orderId)) {
    recipes.get(lineId)?.operations.push(operation);
  }
  return recipes;
}

function readMaterials(ctx: Ctx, orderId: Id) {
  return ctx.rows<LineRecipeText["components"][number] & { lineId: Id }>(
    `SELECT m.line_id AS lineId, m.line_no AS lineNo, m.item_id AS itemId, i.code AS itemCode, i.name AS itemName,
       m.per_base AS perBase, m.scrap_rate AS scrapRate
     FROM sales_order_line_materials m JOIN items i ON i.tenant_id = :tenant AND i.id = m.item_id
     WHERE m.tenant_id = :tenant AND m.order_id = :orderId ORDER BY m.line_id, m.line_no`,
    { orderId },
  );
}

function readOperations(ctx: Ctx, orderId: Id) {
  return ctx.rows<LineOperationText & { lineId: Id }>(
    `SELECT p.line_id AS lineId, p.sequence, p.name, p.work_center_id AS workCenterId,
       p.setup_minutes AS setupMinutes, p.run_minutes_per_unit AS runMinutesPerUnit
     FROM sales_order_line_operations p
     WHERE p.tenant_id = :tenant AND p.order_id = :orderId ORDER BY p.line_id, p.sequence`,
    { orderId },
  );
}

/** What planning works with, for the lines that bring their own recipe. */
export async function readRecipeFigures(
  ctx: Ctx,
  orderId: Id,
): Promise<Map<Id, LineRecipeFigures>> {
  const recipes = await readLineRecipes(ctx, orderId);
  return new Map([...recipes].map(([lineId, recipe]) => [lineId, figuresOf(recipe)]));
}

function figuresOf(recipe: LineRecipeText): LineRecipeFigures {
  return {
    bomVersionId: recipe.bomVersionId,
    baseQuantity: exact(recipe.baseQuantity),
    components: recipe.components.map(({ lineNo, itemId, perBase, scrapRate }) => ({
      lineNo,
      itemId,
      perBase: exact(perBase),
      scrapRate: exact(scrapRate),
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

/** Writes the recipes of new custom lines: three statements, however many lines. */
export async function writeLineRecipes(
  tx: Tx,
  orderId: Id,
  recipes: ReadonlyMap<Id, LineRecipeFigures>,
): Promise<void> {
  const all = [...recipes];
  await insertRows(
    tx,
    LineRecipe,
    all.map(([lineId, { bomVersionId, baseQuantity }]) => ({
      orderId,
      lineId,
      bomVersionId,
      baseQuantity,
    })),
  );
  await insertRows(
    tx,
    LineMaterial,
    all.flatMap(([lineId, { components }]) =>
      components.map((each) => ({ ...each, orderId, lineId })),
    ),
  );
  await insertRows(
    tx,
    LineOperation,
    all.flatMap(([lineId, { routing }]) =>
      routing.operations.map((each) => ({ ...each, orderId, lineId })),
    ),
  );
}

/** Takes away the recipes of some lines of a draft, before new ones are written. */
export async function removeLineRecipes(tx: Tx, lineIds: readonly Id[]): Promise<void> {
  if (lineIds.length === 0) return;
  await tx.write(
    "DELETE FROM sales_order_line_operations WHERE tenant_id = :tenant AND line_id IN :lineIds",
    { lineIds },
  );
  await tx.write(
    "DELETE FROM sales_order_line_materials WHERE tenant_id = :tenant AND line_id IN :lineIds",
    { lineIds },
  );
  await tx.write(
    "DELETE FROM sales_order_line_recipes WHERE tenant_id = :tenant AND line_id IN :lineIds",
    { lineIds },
  );
}
