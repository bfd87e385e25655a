import type { InspectionPoint } from "@quanlian/shared/contract";
import { exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import {
  ITEM_COLUMNS,
  type ItemRow,
  type Recipe,
  type RecipeByProduct,
  type RecipeComponent,
  type RecipeOperation,
  type RecipeSubstitute,
} from "./recipe.types";

/** A recipe whose lines are still being read. */
export interface DraftRecipe extends Recipe {
  readonly components: (RecipeComponent & { readonly substitutes: RecipeSubstitute[] })[];
  readonly byProducts: RecipeByProduct[];
  readonly routing: { readonly operations: RecipeOperation[] };
}

/** Versions of which there is more to read: most have neither. */
export interface Beside {
  readonly substitutes: readonly Id[];
  readonly byProducts: readonly Id[];
}

/** Reads the lines of versions into their recipes, and answers the items that may stand in for components. */
export async function fillRecipes(
  ctx: Ctx,
  byVersion: ReadonlyMap<Id, DraftRecipe>,
  beside: Beside,
): Promise<ItemRow[]> {
  await fillComponents(ctx, byVersion);
  await fillOperations(ctx, byVersion);
  await fillByProducts(ctx, byVersion, beside.byProducts);
  return fillSubstitutes(ctx, byVersion, beside.substitutes);
}

interface ComponentRow {
  bomVersionId: Id;
  lineNo: number;
  itemId: Id;
  perBase: string;
  scrapRate: string;
}

async function fillComponents(ctx: Ctx, byVersion: ReadonlyMap<Id, DraftRecipe>): Promise<void> {
  const components = await ctx.rows<ComponentRow>(
    `SELECT bom_version_id AS bomVersionId, line_no AS lineNo, item_id AS itemId, per_base AS perBase,
       scrap_rate AS scrapRate
     FROM bom_components WHERE tenant_id = :tenant AND bom_version_id IN :bomVersionIds
     ORDER BY bom_version_id, line_no`,
    { bomVersionIds: [...byVersion.keys()] },
  );
  for (const { bomVersionId, lineNo, itemId, perBase, scrapRate } of components) {
    byVersion.get(bomVersionId)!.components.push({
      ...{ lineNo, itemId, perBase: exact(perBase), scrapRate: exact(scrapRate) },
      substitutes: [],
    });
  }
}

interface OperationRow {
  bomVersionId: Id;
  sequence: number;
  name: string;
  workCenterId: Id | null;
  setupMinutes: string;
  runMinutesPerUnit: string;
  pieceRate: string;
  inspectionPoint: InspectionPoint;
  subcontracted: boolean | number;
  supplierId: Id | null;
  subcontractPrice: string;
}

async function fillOperations(ctx: Ctx, byVersion: ReadonlyMap<Id, DraftRecipe>): Promise<void> {
  const operations = await ctx.rows<OperationRow>(
    `SELECT bom_version_id AS bomVersionId, sequence, name, work_center_id AS workCenterId,
       setup_minutes AS setupMinutes, run_minutes_per_unit AS runMinutesPerUnit, piece_rate AS pieceRate,
       inspection_point AS inspectionPoint, subcontracted, supplier_id AS supplierId,
       subcontract_price AS subcontractPrice
     FROM routing_operations WHERE tenant_id = :tenant AND bom_version_id IN :bomVersionIds
     ORDER BY bom_version_id, sequence`,
    { bomVersionIds: [...byVersion.keys()] },
  );
  for (const { bomVersionId, ...row } of operations) {
    byVersion.get(bomVersionId)!.routing.operations.push({
      ...row,
      setupMinutes: exact(row.setupMinutes),
      runMinutesPerUnit: exact(row.runMinutesPerUnit),
      pieceRate: exact(row.pieceRate),
      subcontracted: Boolean(row.subcontracted),
      subcontractPrice: exact(row.subcontractPrice),
    });
  }
}

async function fillByProducts(
  ctx: Ctx,
  byVersion: ReadonlyMap<Id, DraftRecipe>,
  bomVersionIds: readonly Id[],
): Promise<void> {
  if (bomVersionIds.length === 0) return;
  const rows = await ctx.rows<Omit<ComponentRow, "scrapRate"> & { costShare: string }>(
    `SELECT bom_version_id AS bomVersionId, line_no AS lineNo, item_id AS itemId, per_base AS perBase,
       cost_share AS costShare
     FROM bom_by_products WHERE tenant_id = :tenant AND bom_version_id IN :bomVersionIds
     ORDER BY bom_version_id, line_no`,
    { bomVersionIds },
  );
  for (const { bomVersionId, lineNo, itemId, perBase, costShare } of rows) {
    byVersion
      .get(bomVersionId)!
      .byProducts.push({ lineNo, itemId, perBase: exact(perBase), costShare: exact(costShare) });
  }
}

async function fillSubstitutes(
  ctx: Ctx,
  byVersion: ReadonlyMap<Id, DraftRecipe>,
  bomVersionIds: readonly Id[],
): Promise<ItemRow[]> {
  if (bomVersionIds.length === 0) return [];
  const rows = await ctx.rows<ItemRow & { bomVersionId: Id; lineNo: number; ratio: string }>(
    `SELECT s.bom_version_id AS bomVersionId, s.line_no AS lineNo, s.ratio, ${ITEM_COLUMNS}
     FROM bom_substitutes s
       JOIN items i ON i.tenant_id = :tenant AND i.id = s.item_id
       JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE s.tenant_id = :tenant AND s.bom_version_id IN :bomVersionIds
     ORDER BY s.bom_version_id, s.line_no, s.priority`,
    { bomVersionIds },
  );
  for (const { bomVersionId, lineNo, id: itemId, ratio } of rows) {
    byVersion
      .get(bomVersionId)!
      .components.find((component) => component.lineNo === lineNo)!
      .substitutes.push({ itemId, ratio: exact(ratio) });
  }
  return rows;
}
