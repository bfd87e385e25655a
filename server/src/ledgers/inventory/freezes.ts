import type { Exact } from "@quanlian/shared/domain";
import { refuse } from "../../kernel/errors";
import type { Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { NONE, type StockKey } from "./stock.types";

interface Freeze {
  number: string;
  warehouseId: Id;
  locationId: Id;
  itemId: Id;
}

/**
 * Refuses with `stock.frozen_for_count` moves of places that are being counted, naming the counts. Read after the item
 * stocks are locked: a count that starts takes the same locks, so no move slips in between.
 */
export async function refuseFrozen(
  tx: Tx,
  lines: readonly (StockKey & { quantity: Exact })[],
): Promise<void> {
  const keys = lines.filter((line) => line.quantity !== 0n); // a change of value moves nothing
  const freezes = await tx.rows<Freeze>(
    `SELECT s.number, f.warehouse_id AS warehouseId, f.location_id AS locationId, f.item_id AS itemId
     FROM stocktake_scopes f JOIN stocktakes s ON s.tenant_id = :tenant AND s.id = f.stocktake_id
     WHERE f.tenant_id = :tenant AND f.frozen = 1 AND f.warehouse_id IN :warehouseIds
       AND f.item_id IN :itemIds`,
    {
      warehouseIds: sortedIds(keys.map((key) => key.warehouseId)),
      itemIds: [NONE, ...sortedIds(keys.map((key) => key.itemId))],
    },
  );
  if (freezes.length === 0) return;
  const hit = freezes.filter((freeze) => keys.some((key) => covers(freeze, key)));
  if (hit.length > 0)
    refuse("stock.frozen_for_count", { stocktakes: [...new Set(hit.map((each) => each.number))] });
}

const covers = (freeze: Freeze, key: StockKey) =>
  freeze.warehouseId === key.warehouseId &&
  (freeze.locationId === NONE || freeze.locationId === key.locationId) &&
  (freeze.itemId === NONE || freeze.itemId === key.itemId);
