import { exact, type Day, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** An item as planning needs it. Quantities are in its unit; a lot rule of zero does not apply. */
export interface CatalogItem {
  readonly id: Id;
  readonly code: string;
  readonly name: string;
  readonly supplyMode: "make" | "buy";
  readonly unitCode: string;
  /** Decimals of its unit, 0 to 6. */
  readonly unitPlaces: number;
  /** Working days. */
  readonly leadTimeDays: number;
  readonly lotMinimum: Exact;
  readonly lotMultiple: Exact;
  readonly lotFixed: Exact;
  /** Null: the tenant's default warehouse. */
  readonly homeWarehouseId: Id | null;
  /** A shell for things made to order: each order line brings its own recipe. */
  readonly isCustom: boolean;
  readonly active: boolean;
}

/** The version of a bill of materials, with its routing, that is effective on the day asked for. */
export interface Recipe {
  readonly bomVersionId: Id;
  /** The quantity of the item that the components' `perBase` is for; above zero. */
  readonly baseQuantity: Exact;
  readonly components: readonly RecipeComponent[];
  readonly routing: { readonly operations: readonly RecipeOperation[] };
}

export interface RecipeComponent {
  readonly lineNo: number;
  readonly itemId: Id;
  readonly perBase: Exact;
  /** 0.02: two per cent more than the net requirement. */
  readonly scrapRate: Exact;
}

export interface RecipeOperation {
  readonly sequence: number;
  readonly name: string;
  readonly workCenterId: Id | null;
  readonly setupMinutes: Exact;
  readonly runMinutesPerUnit: Exact;
}

/** What a plan is made from: the items asked for and everything that goes into them. */
export interface Recipes {
  readonly items: Map<Id, CatalogItem>;
  /** By item. A "make" item without an effective version is absent. */
  readonly recipes: Map<Id, Recipe>;
}

/**
 * Reads the items and all that goes into them, down to what is bought, with the recipes effective on the day: three
 * statements however deep the structure is. An id that is not the tenant's is absent from `items`. Whoever confirms an
 * order calls this, so it costs what the structure costs and nothing that grows with the tables.
 */
export async function readRecipes(
  ctx: Ctx,
  { itemIds, on }: { itemIds: readonly Id[]; on: Day },
): Promise<Recipes> {
  const items = new Map<Id, CatalogItem>();
  const drafts = new Map<Id, DraftRecipe>();
  if (itemIds.length === 0) return { items, recipes: drafts };
  const byVersion = new Map<Id, DraftRecipe>();
  for (const row of await ctx.rows<ReachRow>(REACH, { itemIds, on })) {
    items.set(row.id, presentItem(row));
    if (row.bomVersionId === null || row.baseQuantity === null) continue;
    const draft: DraftRecipe = {
      bomVersionId: row.bomVersionId,
      baseQuantity: exact(row.baseQuantity),
      components: [],
      routing: { operations: [] },
    };
    drafts.set(row.id, draft);
    byVersion.set(row.bomVersionId, draft);
  }
  if (byVersion.size > 0) await fillRecipes(ctx, byVersion);
  return { items, recipes: drafts };
}

interface DraftRecipe extends Recipe {
  readonly components: RecipeComponent[];
  readonly routing: { readonly operations: RecipeOperation[] };
}

interface ReachRow {
  id: Id;
  code: string;
  name: string;
  supplyMode: "make" | "buy";
  unitCode: string;
  unitPlaces: number;
  leadTimeDays: number;
  lotMinimum: string;
  lotMultiple: string;
  lotFixed: string;
  homeWarehouseId: Id | null;
  isCustom: boolean;
  active: boolean;
  bomVersionId: Id | null;
  baseQuantity: string | null;
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
        AND v.effective_from <= :on AND (v.effective_to IS NULL OR v.effective_to >= :on)
      JOIN bom_components c ON c.tenant_id = :tenant AND c.bom_version_id = v.id
  )
  SELECT STRAIGHT_JOIN i.id, i.code, i.name, i.supply_mode AS supplyMode, u.code AS unitCode, u.places AS unitPlaces,
    i.lead_time_days AS leadTimeDays, i.lot_minimum AS lotMinimum, i.lot_multiple AS lotMultiple,
    i.lot_fixed AS lotFixed, i.home_warehouse_id AS homeWarehouseId, i.is_custom AS isCustom, i.active,
    v.id AS bomVersionId, v.base_quantity AS baseQuantity
  FROM reach
    JOIN items i ON i.tenant_id = :tenant AND i.id = reach.item_id
    JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
    LEFT JOIN bom_versions v ON v.tenant_id = :tenant AND v.item_id = i.id AND v.state = 'released'
      AND i.supply_mode = 'make' AND v.effective_from <= :on AND (v.effective_to IS NULL OR v.effective_to >= :on)`;

function presentItem(row: ReachRow): CatalogItem {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    supplyMode: row.supplyMode,
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

interface ComponentRow {
  bomVersionId: Id;
  lineNo: number;
  itemId: Id;
  perBase: string;
  scrapRate: string;
}

interface OperationRow {
  bomVersionId: Id;
  sequence: number;
  name: string;
  workCenterId: Id | null;
  setupMinutes: string;
  runMinutesPerUnit: string;
}

async function fillRecipes(ctx: Ctx, byVersion: Map<Id, DraftRecipe>): Promise<void> {
  const bomVersionIds = [...byVersion.keys()];
  const components = await ctx.rows<ComponentRow>(
    `SELECT bom_version_id AS bomVersionId, line_no AS lineNo, item_id AS itemId, per_base AS perBase,
       scrap_rate AS scrapRate
     FROM bom_components WHERE tenant_id = :tenant AND bom_version_id IN :bomVersionIds
     ORDER BY bom_version_id, line_no`,
    { bomVersionIds },
  );
  for (const { bomVersionId, lineNo, itemId, perBase, scrapRate } of components) {
    byVersion
      .get(bomVersionId)!
      .components.push({ lineNo, itemId, perBase: exact(perBase), scrapRate: exact(scrapRate) });
  }
  const operations = await ctx.rows<OperationRow>(
    `SELECT bom_version_id AS bomVersionId, sequence, name, work_center_id AS workCenterId,
       setup_minutes AS setupMinutes, run_minutes_per_unit AS runMinutesPerUnit
     FROM routing_operations WHERE tenant_id = :tenant AND bom_version_id IN :bomVersionIds
     ORDER BY bom_version_id, sequence`,
    { bomVersionIds },
  );
  for (const row of operations) {
    byVersion.get(row.bomVersionId)!.routing.operations.push({
      sequence: row.sequence,
      name: row.name,
      workCenterId: row.workCenterId,
      setupMinutes: exact(row.setupMinutes),
      runMinutesPerUnit: exact(row.runMinutesPerUnit),
    });
  }
}
