import type { Ctx } from "../../kernel/access";
import { sortedIds, type Id } from "../../kernel/ids";
import type { QuoteInput } from "./quote.events";

/** An item as a quote keeps it. */
export interface QuotedItem {
  id: Id;
  code: string;
  name: string;
  spec: string;
  unitId: Id;
  unitName: string;
  kind: "goods" | "service";
  active: boolean;
}

/** What lines name, as the masters have it. */
export interface QuoteParts {
  items: ReadonlyMap<Id, QuotedItem>;
  /** By unit, its name. */
  units: ReadonlyMap<Id, string>;
  /** Warehouses and work centers that exist. */
  places: ReadonlySet<Id>;
}

/** Reads all that some lines name: three statements at most, however many lines. */
export async function readQuoteParts(ctx: Ctx, lines: QuoteInput["lines"]): Promise<QuoteParts> {
  const itemIds = lines.flatMap((line) => [
    ...(line.itemId ? [line.itemId] : []),
    ...(line.recipe?.components.map((each) => each.itemId) ?? []),
  ]);
  return {
    items: await readItems(ctx, itemIds),
    units: await readUnits(
      ctx,
      lines.flatMap((line) => line.unitId ?? []),
    ),
    places: await readPlaces(ctx, lines),
  };
}

async function readItems(ctx: Ctx, itemIds: readonly Id[]): Promise<Map<Id, QuotedItem>> {
  if (itemIds.length === 0) return new Map();
  const rows = await ctx.rows<QuotedItem>(
    `SELECT i.id, i.code, i.name, i.spec, i.unit_id AS unitId, u.name AS unitName, i.kind, i.active
     FROM items i JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds: sortedIds(itemIds) },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function readUnits(ctx: Ctx, unitIds: readonly Id[]): Promise<Map<Id, string>> {
  if (unitIds.length === 0) return new Map();
  const rows = await ctx.rows<{ id: Id; name: string }>(
    "SELECT u.id, u.name FROM units u WHERE u.tenant_id = :tenant AND u.id IN :unitIds",
    { unitIds },
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

async function readPlaces(ctx: Ctx, lines: QuoteInput["lines"]): Promise<ReadonlySet<Id>> {
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
