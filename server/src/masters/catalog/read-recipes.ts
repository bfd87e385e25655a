import { exact, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { fillRecipes, type DraftRecipe } from "./fill-recipes";
import { ITEM_COLUMNS, type CatalogItem, type ItemRow, type Recipes } from "./recipe.types";

/**
 * Reads the items and all that goes into them, down to what is bought, with the recipes effective on the day: three
 * statements however deep the structure is, and one more each if there are substitutes or by-products. An id that is
 * not the tenant's is absent from `items`. Whoever confirms an order calls this, so it costs what the structure costs
 * and nothing that grows with the tables.
 */
export async function readRecipes(
  ctx: Ctx,
  { itemIds, on }: { itemIds: readonly Id[]; on: Day },
): Promise<Recipes> {
  const items = new Map<Id, CatalogItem>();
  const drafts = new Map<Id, DraftRecipe>();
  if (itemIds.length === 0) return { items, recipes: drafts };
  const byVersion = new Map<Id, DraftRecipe>();
  const beside = { substitutes: [] as Id[], byProducts: [] as Id[] };
  for (const row of await ctx.rows<ReachRow>(REACH, { itemIds, on })) {
    items.set(row.id, presentItem(row));
    if (row.bomVersionId === null || row.baseQuantity === null) continue;
    const draft: DraftRecipe = {
      bomVersionId: row.bomVersionId,
      baseQuantity: exact(row.baseQuantity),
      components: [],
      byProducts: [],
      routing: { operations: [] },
    };
    if (row.hasSubstitutes) beside.substitutes.push(row.bomVersionId);
    if (row.hasByProducts) beside.byProducts.push(row.bomVersionId);
    drafts.set(row.id, draft);
    byVersion.set(row.bomVersionId, draft);
  }
  if (byVersion.size > 0) {
    // A substitute is taken from stock and never exploded, so only its own figures are needed.
    for (const row of await fillRecipes(ctx, byVersion, beside)) {
      if (!items.has(row.id)) items.set(row.id, presentItem(row));
    }
  }
  return { items, recipes: drafts };
}

interface ReachRow extends ItemRow {
  bomVersionId: Id | null;
  baseQuantity: string | null;
  hasSubstitutes: boolean | number | null;
  hasByProducts: boolean | number | null;
}

/**
 * `UNION` keeps each item once, so that a cycle in the data ends the walk instead of feeding it. `STRAIGHT_JOIN`: the
 * optimizer would begin with the few units and multiply them by all that is within reach.
 */
const REACH = `
  WITH RECURSIVE reach (item_id) AS (
    SELECT i.id FROM items i WHERE i.tenant_id = :tenant AND i.id IN :itemIds
    UNION
    SELECT c.item_id FROM reach
      JOIN items m ON m.tenant_id = :tenant AND m.id = reach.item_id AND m.supply_mode = 'make'
      JOIN bom_versions v ON v.tenant_id = :tenant AND v.item_id = m.id AND v.state = 'released'
        AND v.alternative = m.default_alternative
        AND v.effective_from <= :on AND (v.effective_to IS NULL OR v.effective_to >= :on)
      JOIN bom_components c ON c.tenant_id = :tenant AND c.bom_version_id = v.id
  )
  SELECT STRAIGHT_JOIN ${ITEM_COLUMNS},
    v.id AS bomVersionId, v.base_quantity AS baseQuantity,
    v.has_substitutes AS hasSubstitutes, v.has_by_products AS hasByProducts
  FROM reach
    JOIN items i ON i.tenant_id = :tenant AND i.id = reach.item_id
    JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
    LEFT JOIN bom_versions v ON v.tenant_id = :tenant AND v.item_id = i.id AND v.state = 'released'
      AND v.alternative = i.default_alternative
      AND i.supply_mode = 'make' AND v.effective_from <= :on AND (v.effective_to IS NULL OR v.effective_to >= :on)`;

function presentItem(row: ItemRow): CatalogItem {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    supplyMode: row.supplyMode,
    kind: row.kind,
    isPhantom: Boolean(row.isPhantom),
    unitCode: row.unitCode,
    unitPlaces: row.unitPlaces,
    leadTimeDays: row.leadTimeDays,
    lotMinimum: exact(row.lotMinimum),
    lotMultiple: exact(row.lotMultiple),
    lotFixed: exact(row.lotFixed),
    homeWarehouseId: row.homeWarehouseId,
    isCustom: row.isCustom,
    active: row.active,
  };
}
