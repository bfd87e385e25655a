import type { Exact } from "@quanlian/shared/domain";
import { insertStatement, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { Reservation } from "./inventory.model";
import { placeKey, type ItemStock } from "./lock-item-stocks";
import type { StockPlace } from "./stock.types";
import { writeItemStocks } from "./write-item-stocks";

/** A demand's reservation as it is to stand: 0 gives it back. */
export interface WantedReservation extends StockPlace {
  demandId: Id;
  quantity: Exact;
  before: Exact;
}

/**
 * Brings reservations to new quantities, up or down, each demand holding one: one statement, and the reserved totals in
 * another. What is given back may be taken by another demand of the same call. `locked` is what `lockItemStocks` answered in
 * this transaction; more than is on hand is a bug of the caller.
 */
export async function changeReservations(
  tx: Tx,
  factId: Id,
  locked: ReadonlyMap<string, ItemStock>,
  wanted: readonly WantedReservation[],
): Promise<void> {
  if (wanted.length === 0) return;
  const touched = new Set<ItemStock>();
  for (const each of wanted) {
    const stock = locked.get(placeKey(each));
    assert(stock && each.quantity >= 0n, "reserving what is not locked");
    stock.reserved += each.quantity - each.before;
    touched.add(stock);
  }
  for (const stock of touched) {
    assert(stock.reserved >= 0n && stock.reserved <= stock.onHand, "reserving what is not there");
  }
  const rows = wanted.map(({ demandId, itemId, warehouseId, quantity }) => ({
    ...{ demandId, itemId, warehouseId, quantity, factId },
  }));
  await tx.send(
    `${insertStatement(tx, Reservation, rows)} ON DUPLICATE KEY UPDATE quantity = VALUES(quantity)`,
  );
  await writeItemStocks(tx, [...touched]);
}
