import { exact, toDecimalText, type Day } from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import {
  takeFromPlaces,
  type ChosenPlace,
  type PlacedStock,
  type WantedQuantity,
} from "./places.rules";
import { NONE, stockKeyText, type StockKey } from "./stock.types";

/**
 * Chooses where goods are taken from when nobody scans a place: what expires first goes first, then the lot that came
 * first, then place by place. Only usable stock of ours, and nothing that is past its day. Answers for each line one or more
 * places; they hold as long as the items stay locked, so call it after `lockItemStocks`.
 *
 * Refuses with `stock.insufficient`, naming every line that is short. Two statements, however many lines.
 */
export async function choosePlaces(
  tx: Tx,
  wanted: readonly WantedQuantity[],
): Promise<Map<Id, ChosenPlace[]>> {
  if (wanted.length === 0) return new Map();
  const places = await readPlaces(tx, wanted);
  const { chosen, short } = takeFromPlaces(wanted, await withSerials(tx, places));
  if (short.length > 0) {
    refuse("stock.insufficient", {
      shortages: short.map(({ itemId, warehouseId, missing }) => ({
        itemId,
        warehouseId,
        missing: toDecimalText(missing),
      })),
    });
  }
  return chosen;
}

interface Place extends StockKey {
  tracking: "none" | "lot" | "serial";
  quantity: string;
  catchQuantity: string;
  expiresOn: Day | null;
}

function readPlaces(tx: Tx, wanted: readonly WantedQuantity[]): Promise<Place[]> {
  return tx.rows<Place>(
    `SELECT b.item_id AS itemId, b.warehouse_id AS warehouseId, b.location_id AS locationId, b.lot_id AS lotId,
       b.owner_party_id AS ownerPartyId, b.status, i.tracking, b.quantity, b.catch_quantity AS catchQuantity,
       t.expires_on AS expiresOn
     FROM stock_balances b
       JOIN items i ON i.tenant_id = :tenant AND i.id = b.item_id
       LEFT JOIN stock_lots t ON t.tenant_id = :tenant AND t.id = b.lot_id
     WHERE b.tenant_id = :tenant AND b.item_id IN :itemIds AND b.warehouse_id IN :warehouseIds
       AND b.owner_party_id = 0 AND b.status = 'usable' AND b.quantity > 0
       AND (t.expires_on IS NULL OR t.expires_on >= :today)
     ORDER BY b.item_id, t.expires_on IS NULL, t.expires_on, t.received_on, b.lot_id, b.location_id`,
    {
      itemIds: sortedIds(wanted.map((line) => line.itemId)),
      warehouseIds: sortedIds(wanted.map((line) => line.warehouseId)),
      today: tx.today,
    },
  );
}

/** The pieces that lie in the places of items told apart by number, oldest first. */
async function withSerials(tx: Tx, places: readonly Place[]): Promise<PlacedStock[]> {
  const numbered = places.filter((place) => place.tracking === "serial");
  const pieces = await readPieces(
    tx,
    numbered.map((place) => place.itemId),
  );
  return places.map((place) => ({
    ...place,
    quantity: exact(place.quantity),
    catchQuantity: exact(place.catchQuantity),
    serials: place.tracking === "serial" ? (pieces.get(stockKeyText(place)) ?? []) : null,
  }));
}

async function readPieces(tx: Tx, itemIds: readonly Id[]): Promise<Map<string, string[]>> {
  const pieces = new Map<string, string[]>();
  if (itemIds.length === 0) return pieces;
  const rows = await tx.rows<StockKey & { number: string }>(
    `SELECT r.item_id AS itemId, r.warehouse_id AS warehouseId, r.location_id AS locationId, r.lot_id AS lotId,
       r.owner_party_id AS ownerPartyId, r.status, r.number
     FROM stock_serials r
     WHERE r.tenant_id = :tenant AND r.item_id IN :itemIds AND r.state = 'in_stock'
       AND r.owner_party_id = :none AND r.status = 'usable' ORDER BY r.id`,
    { itemIds: sortedIds(itemIds), none: NONE },
  );
  for (const row of rows) {
    const key = stockKeyText(row);
    pieces.set(key, [...(pieces.get(key) ?? []), row.number]);
  }
  return pieces;
}
