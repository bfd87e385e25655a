import { exact, type Cents, type Exact } from "@quanlian/shared/domain";
import { commitAside, literal, type Tx } from "../../kernel/db";
import { compareIds, sortedIds, type Id } from "../../kernel/ids";
import type { StockPlace } from "./stock.types";

/** The locked state of one item in one warehouse. */
export interface ItemStock {
  itemId: Id;
  warehouseId: Id;
  /** Usable, ours: what can be reserved. */
  onHand: Exact;
  /** Ours, but in inspection or frozen. */
  held: Exact;
  reserved: Exact;
  /** The cost pool: what all of ours here is worth, usable or not. */
  valueCents: Cents;
}

export const placeKey = (place: StockPlace) => `${place.itemId}:${place.warehouseId}`;

interface Row {
  itemId: Id;
  warehouseId: Id;
  onHand: string;
  held: string;
  reserved: string;
  valueCents: Cents;
}

const ATTEMPTS = 5;

/**
 * Locks item × warehouse rows in ascending order: step (3) of the lock order, after which nothing else is locked.
 * Everything that changes an item's stock, reservations, pegs or open supply comes through here first and decides only on
 * what is read here or after. Answers a row for each place, by `placeKey`.
 *
 * Rows that do not exist yet are created on a side connection, which commits at once: created inside this transaction
 * they would be locked out of order.
 */
export async function lockItemStocks(
  tx: Tx,
  places: readonly StockPlace[],
): Promise<Map<string, ItemStock>> {
  if (places.length === 0) return new Map();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const found = await lockRows(tx, places);
    const missing = places.filter((place) => !found.has(placeKey(place)));
    if (missing.length === 0) return found;
    // Makes none if another order has just made and locked one of them: the next round waits for that one.
    await createRows(tx, missing);
  }
  throw new Error("Item stocks that were just created are gone");
}

/**
 * Items and warehouses are matched apart, not as pairs: MariaDB does not seek by pairs and would scan and lock the
 * tenant's whole table. A few rows more than asked for are locked where an item lies in several warehouses.
 */
async function lockRows(tx: Tx, places: readonly StockPlace[]): Promise<Map<string, ItemStock>> {
  const rows = await tx.rows<Row>(
    `SELECT s.item_id AS itemId, s.warehouse_id AS warehouseId, s.on_hand AS onHand, s.held_quantity AS held,
            s.reserved AS reserved, s.value_cents AS valueCents
     FROM item_stocks s FORCE INDEX (PRIMARY)
     WHERE s.tenant_id = :tenant AND s.item_id IN :itemIds AND s.warehouse_id IN :warehouseIds
     ORDER BY s.item_id, s.warehouse_id FOR UPDATE`,
    {
      itemIds: sortedIds(places.map((place) => place.itemId)),
      warehouseIds: sortedIds(places.map((place) => place.warehouseId)),
    },
  );
  return new Map(
    rows.map((row) => [
      placeKey(row),
      {
        ...row,
        onHand: exact(row.onHand),
        held: exact(row.held),
        reserved: exact(row.reserved),
      },
    ]),
  );
}

async function createRows(tx: Tx, missing: readonly StockPlace[]): Promise<void> {
  const tenant = literal(tx.tenantId, true);
  const values = [...missing]
    .sort((a, b) => compareIds(a.itemId, b.itemId) || compareIds(a.warehouseId, b.warehouseId))
    .map(
      (place) =>
        `(${tenant},${literal(place.itemId, true)},${literal(place.warehouseId, true)},0,0,0)`,
    );
  await commitAside(
    tx,
    `INSERT INTO item_stocks (tenant_id, item_id, warehouse_id, on_hand, reserved, value_cents)
     VALUES ${values.join(",")} ON DUPLICATE KEY UPDATE on_hand = on_hand`,
  );
}

/** What may still be reserved. */
export const freeOf = (stock: ItemStock): Exact => stock.onHand - stock.reserved;
