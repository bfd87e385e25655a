import type { Issue } from "@quanlian/shared/contract";
import { day, type Day } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Faults } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { partyPolicy } from "../../masters/parties";

/** Records that one line of an input names, and where in the input it stands. */
export interface NamedPlace {
  path: Issue["path"];
  /** The ids themselves stand at the path, not in fields below it. */
  bare?: boolean;
  itemId?: Id | undefined;
  warehouseId?: Id | undefined;
  locationId?: Id | undefined;
  ownerPartyId?: Id | undefined;
}

/** The day that a movement is dated: today unless one is given, which must not lie ahead. */
export function checkDay(ctx: Ctx, faults: Faults, given: string | undefined): Day {
  if (given === undefined) return ctx.today;
  if (given > ctx.today) faults.add(["occurredOn"], "issue.day_ahead", { today: ctx.today });
  return day(given);
}

/** Notes every id that does not exist, or is of a party out of reach, at once and each with its place in the input. */
export async function checkPlaces(
  ctx: Ctx,
  faults: Faults,
  permission: string,
  places: readonly NamedPlace[],
): Promise<void> {
  const known = await readKnown(ctx, permission, places);
  for (const { path, bare, itemId, warehouseId, locationId, ownerPartyId } of places) {
    const at = (field: string) => (bare ? [...path] : [...path, field]);
    if (itemId && !known.has(`item:${itemId}`)) faults.unknown(at("itemId"), itemId);
    if (warehouseId && !known.has(`warehouse:${warehouseId}`))
      faults.unknown(at("warehouseId"), warehouseId);
    if (locationId && known.get(`location:${locationId}`) !== warehouseId)
      faults.unknown(at("locationId"), locationId);
    if (ownerPartyId && !known.has(`party:${ownerPartyId}`))
      faults.unknown(at("ownerPartyId"), ownerPartyId);
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
