import type { Issue } from "@quanlian/shared/contract";
import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Faults } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { partyPolicy } from "../../masters/parties";

/** Records that one line of an input names, and where in the input it stands. */
export interface NamedPlace {
  path: Issue["path"];
  itemId?: Id | undefined;
  warehouseId?: Id | undefined;
  locationId?: Id | undefined;
  ownerPartyId?: Id | undefined;
}

/** Notes every id that does not exist, or is of a party out of reach, at once and each with its place in the input. */
export async function checkPlaces(
  ctx: Ctx,
  faults: Faults,
  permission: string,
  places: readonly NamedPlace[],
): Promise<void> {
  const known = await readKnown(ctx, permission, places);
  for (const { path, itemId, warehouseId, locationId, ownerPartyId } of places) {
    if (itemId && !known.has(`item:${itemId}`)) faults.unknown([...path, "itemId"], itemId);
    if (warehouseId && !known.has(`warehouse:${warehouseId}`))
      faults.unknown([...path, "warehouseId"], warehouseId);
    if (locationId && known.get(`location:${locationId}`) !== warehouseId)
      faults.unknown([...path, "locationId"], locationId);
    if (ownerPartyId && !known.has(`party:${ownerPartyId}`))
      faults.unknown([...path, "ownerPartyId"], ownerPartyId);
  }
}

/** What exists, as "kind:id", with the warehouse of each location. */
async function readKnown(
  ctx: Ctx,
  permission: string,
  places: readonly NamedPlace[],
): Promise<Map<string, Id | null>> {
  const idsOf = (field: "itemId" | "warehouseId" | "locationId" | "ownerPartyId") =>
    sortedIds(places.flatMap((place) => place[field] ?? []));
  const rule = rowPredicate(ctx.actor, partyPolicy, permission, "p");
  const found = await ctx.rows<{ kind: string; id: Id; warehouseId: Id | null }>(
    `SELECT 'item' AS kind, i.id, NULL AS warehouseId FROM items i WHERE i.tenant_id = :tenant AND i.id IN :itemIds
     UNION ALL SELECT 'warehouse', w.id, NULL FROM warehouses w WHERE w.tenant_id = :tenant AND w.id IN :warehouseIds
     UNION ALL SELECT 'location', l.id, l.warehouse_id FROM locations l WHERE l.tenant_id = :tenant AND l.id IN :locationIds
     UNION ALL SELECT 'party', p.id, NULL FROM parties p WHERE p.tenant_id = :tenant AND p.id IN :partyIds AND ${rule}`,
    {
      itemIds: idsOf("itemId"),
      warehouseIds: idsOf("warehouseId"),
      locationIds: idsOf("locationId"),
      partyIds: idsOf("ownerPartyId"),
    },
  );
  return new Map(found.map((row) => [`${row.kind}:${row.id}`, row.warehouseId]));
}
