import type { Ctx } from "../../kernel/access";
import { sortedIds, type Id } from "../../kernel/ids";
import type { OrderDraftLine, RecipeInput } from "./order-draft";

/** An item as a line may name it. */
export interface KnownItem {
  id: Id;
  code: string;
  unitId: Id;
  active: boolean;
  kind: "goods" | "service";
}

/** What lines name, as the masters have it. */
export interface DraftParts {
  items: ReadonlyMap<Id, KnownItem>;
  /** Warehouses, work centers and units that exist. */
  places: ReadonlySet<Id>;
}

type Naming = Partial<Pick<OrderDraftLine, "itemId" | "warehouseId" | "unitId" | "recipe">>;

/** Reads all that some lines name: two statements at most, however many lines. */
export async function readDraftParts(ctx: Ctx, lines: readonly Naming[]): Promise<DraftParts> {
  const items = await readItems(
    ctx,
    lines.flatMap((line) => [...(line.itemId ? [line.itemId] : []), ...partsOf(line.recipe)]),
  );
  return { items, places: await readPlaces(ctx, lines) };
}

const partsOf = (recipe: RecipeInput | undefined): Id[] =>
  recipe?.components.map((each) => each.itemId) ?? [];

async function readItems(ctx: Ctx, itemIds: readonly Id[]): Promise<Map<Id, KnownItem>> {
  if (itemIds.length === 0) return new Map();
  const rows = await ctx.rows<KnownItem>(
    `SELECT i.id, i.code, i.unit_id AS unitId, i.active, i.kind FROM items i WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds: sortedIds(itemIds) },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function readPlaces(ctx: Ctx, lines: readonly Naming[]): Promise<ReadonlySet<Id>> {
  const warehouseIds = lines.flatMap((line) => line.warehouseId ?? []);
  const unitIds = lines.flatMap((line) => line.unitId ?? []);
  const centerIds = lines.flatMap(
    (line) => line.recipe?.operations.flatMap((each) => each.workCenterId ?? []) ?? [],
  );
  if (warehouseIds.length + unitIds.length + centerIds.length === 0) return new Set();
  const rows = await ctx.rows<{ id: Id }>(
    `SELECT w.id FROM warehouses w WHERE w.tenant_id = :tenant AND w.id IN :warehouseIds
     UNION SELECT c.id FROM work_centers c WHERE c.tenant_id = :tenant AND c.id IN :centerIds
     UNION SELECT u.id FROM units u WHERE u.tenant_id = :tenant AND u.id IN :unitIds`,
    { warehouseIds, centerIds, unitIds },
  );
  return new Set(rows.map((row) => row.id));
}
