import type { InspectionPoint } from "@quanlian/shared/contract";
import { exact, toDecimalText, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import {
  LineMaterial,
  LineOperation,
  LineRecipe,
  type FrozenByProduct,
  type FrozenSubstitute,
} from "./order.model";

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

/** With what is frozen for planning and cost alone, and not shown with the line. */
interface StoredRecipe extends Omit<LineRecipeText, "components" | "operations"> {
  byProducts: FrozenByProduct[];
  components: (LineRecipeText["components"][number] & { substitutes: FrozenSubstitute[] })[];
  operations: StoredOperation[];
}

interface StoredOperation extends LineOperationText {
  pieceRate: string;
  subcontractPrice: string;
  supplierId: Id | null;
}

export interface LineOperationText {
  sequence: number;
  name: string;
  workCenterId: Id | null;
  setupMinutes: string;
  runMinutesPerUnit: string;
  inspectionPoint: InspectionPoint;
  subcontracted: boolean;
}

/** The same, ready to be planned with. */
export interface LineRecipeFigures {
  bomVersionId: Id | null;
  baseQuantity: Exact;
  components: {
    lineNo: number;
    itemId: Id;
    perBase: Exact;
    scrapRate: Exact;
    substitutes?: readonly { itemId: Id; ratio: Exact }[];
  }[];
  byProducts?: readonly { lineNo: number; itemId: Id; perBase: Exact; costShare: Exact }[];
  routing: {
    operations: {
      sequence: number;
      name: string;
      workCenterId: Id | null;
      setupMinutes: Exact;
      runMinutesPerUnit: Exact;
      pieceRate?: Exact;
      inspectionPoint?: InspectionPoint;
      subcontracted?: boolean;
      supplierId?: Id | null;
      subcontractPrice?: Exact;
    }[];
  };
}

/** The recipes of an order's custom lines, by line, as people see them: three statements. */
export async function readLineRecipes(ctx: Ctx, orderId: Id): Promise<Map<Id, LineRecipeText>> {
  const recipes = await readStored(ctx, [orderId]);
  return new Map(
    [...recipes].map(([lineId, { byProducts: _, components, operations, ...recipe }]) => [
      lineId,
      {
        ...recipe,
        components: components.map(({ substitutes: _s, ...component }) => component),
        operations: operations.map(
          ({ pieceRate: _r, subcontractPrice: _p, supplierId: _i, ...operation }) => operation,
        ),
      },
    ]),
  );
}

async function readStored(ctx: Ctx, orderIds: readonly Id[]): Promise<Map<Id, StoredRecipe>> {
  const heads = await ctx.rows<{
    lineId: Id;
    bomVersionId: Id | null;
    baseQuantity: string;
    byProducts: string | null;
  }>(
    `SELECT r.line_id AS lineId, r.bom_version_id AS bomVersionId, r.base_quantity AS baseQuantity,
       r.by_products AS byProducts
     FROM sales_order_line_recipes r WHERE r.tenant_id = :tenant AND r.order_id IN :orderIds`,
    { orderIds },
  );
  const recipes = new Map<Id, StoredRecipe>(
    heads.map(({ lineId, byProducts, ...head }) => [
      lineId,
      { ...head, byProducts: parsed(byProducts), components: [], operations: [] },
    ]),
  );
  for (const { lineId, substitutes, ...component } of await readMaterials(ctx, orderIds)) {
    recipes.get(lineId)?.components.push({ ...component, substitutes: parsed(substitutes) });
  }
  for (const { lineId, ...operation } of await readOperations(ctx, orderIds)) {
    const subcontracted = Boolean(operation.subcontracted);
    recipes.get(lineId)?.operations.push({ ...operation, subcontracted });
  }
  return recipes;
}

const parsed = <T>(text: string | null): T[] => (text === null ? [] : (JSON.parse(text) as T[]));

function readMaterials(ctx: Ctx, orderIds: readonly Id[]) {
  return ctx.rows<
    LineRecipeText["components"][number] & { lineId: Id; substitutes: string | null }
  >(
    `SELECT m.line_id AS lineId, m.line_no AS lineNo, m.item_id AS itemId, i.code AS itemCode, i.name AS itemName,
       m.per_base AS perBase, m.scrap_rate AS scrapRate, m.substitutes
     FROM sales_order_line_materials m JOIN items i ON i.tenant_id = :tenant AND i.id = m.item_id
     WHERE m.tenant_id = :tenant AND m.order_id IN :orderIds ORDER BY m.line_id, m.line_no`,
    { orderIds },
  );
}

function readOperations(ctx: Ctx, orderIds: readonly Id[]) {
  return ctx.rows<StoredOperation & { lineId: Id }>(
    `SELECT p.line_id AS lineId, p.sequence, p.name, p.work_center_id AS workCenterId,
       p.setup_minutes AS setupMinutes, p.run_minutes_per_unit AS runMinutesPerUnit, p.piece_rate AS pieceRate,
       p.inspection_point AS inspectionPoint, p.subcontracted, p.supplier_id AS supplierId,
       p.subcontract_price AS subcontractPrice
     FROM sales_order_line_operations p
     WHERE p.tenant_id = :tenant AND p.order_id IN :orderIds ORDER BY p.line_id, p.sequence`,
    { orderIds },
  );
}

/** What planning works with, for the lines of orders that bring their own recipe: three statements, however many orders. */
export async function readRecipeFigures(
  ctx: Ctx,
  orderIds: readonly Id[],
): Promise<Map<Id, LineRecipeFigures>> {
  const recipes = await readStored(ctx, orderIds);
  return new Map([...recipes].map(([lineId, recipe]) => [lineId, figuresOf(recipe)]));
}

function figuresOf(recipe: StoredRecipe): LineRecipeFigures {
  return {
    bomVersionId: recipe.bomVersionId,
    baseQuantity: exact(recipe.baseQuantity),
    components: recipe.components.map(({ lineNo, itemId, perBase, scrapRate, substitutes }) => ({
      lineNo,
      itemId,
      perBase: exact(perBase),
      scrapRate: exact(scrapRate),
      substitutes: substitutes.map((each) => ({ ...each, ratio: exact(each.ratio) })),
    })),
    byProducts: recipe.byProducts.map((each) => ({
      ...each,
      perBase: exact(each.perBase),
      costShare: exact(each.costShare),
    })),
    routing: {
      operations: recipe.operations.map((operation) => ({
        ...operation,
        setupMinutes: exact(operation.setupMinutes),
        runMinutesPerUnit: exact(operation.runMinutesPerUnit),
        pieceRate: exact(operation.pieceRate),
        subcontractPrice: exact(operation.subcontractPrice),
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
    all.map(([lineId, { bomVersionId, baseQuantity, byProducts }]) => ({
      orderId,
      lineId,
      bomVersionId,
      baseQuantity,
      byProducts: byProducts?.length ? byProducts.map(frozenByProduct) : null,
    })),
  );
  await insertRows(
    tx,
    LineMaterial,
    all.flatMap(([lineId, { components }]) =>
      components.map(({ substitutes, ...each }) => ({
        ...each,
        orderId,
        lineId,
        substitutes: substitutes?.length ? substitutes.map(frozenSubstitute) : null,
      })),
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

const frozenByProduct = (each: NonNullable<LineRecipeFigures["byProducts"]>[number]) => ({
  ...each,
  perBase: toDecimalText(each.perBase),
  costShare: toDecimalText(each.costShare),
});

const frozenSubstitute = ({ itemId, ratio }: { itemId: Id; ratio: Exact }) => ({
  itemId,
  ratio: toDecimalText(ratio),
});

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
