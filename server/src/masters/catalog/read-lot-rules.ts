import { exact, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";

/** How an item's quantities are rounded up; a rule of zero does not apply. */
export interface ItemLotRules {
  /** Decimals of its unit, 0 to 6. */
  readonly unitPlaces: number;
  readonly lotMinimum: Exact;
  readonly lotMultiple: Exact;
  readonly lotFixed: Exact;
}

/** The lot rules of the items, by id, in one statement; ids that are not the tenant's are absent. */
export async function readLotRules(
  ctx: Ctx,
  itemIds: readonly Id[],
): Promise<Map<Id, ItemLotRules>> {
  if (itemIds.length === 0) return new Map();
  const rows = await ctx.rows<LotRow>(
    `SELECT i.id, u.places, i.lot_minimum AS lotMinimum, i.lot_multiple AS lotMultiple, i.lot_fixed AS lotFixed
     FROM items i JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE i.tenant_id = :tenant AND i.id IN :itemIds`,
    { itemIds },
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        unitPlaces: row.places,
        lotMinimum: exact(row.lotMinimum),
        lotMultiple: exact(row.lotMultiple),
        lotFixed: exact(row.lotFixed),
      },
    ]),
  );
}

interface LotRow {
  id: Id;
  places: number;
  lotMinimum: string;
  lotMultiple: string;
  lotFixed: string;
}
