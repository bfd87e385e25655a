import { exact, type Exact } from "@quanlian/shared/domain";
import { insertRows, updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { Reservation } from "./inventory.model";
import { freeOf, placeKey, type ItemStock } from "./lock-item-stocks";
import type { StockPlace } from "./stock.types";
import { writeItemStocks } from "./write-item-stocks";

export interface NewReservation extends StockPlace {
  demandId: Id;
  quantity: Exact;
}

/**
 * Holds free stock for demands: as many reservations as demands, one statement, and the reserved totals in another.
 * `locked` is what `lockItemStocks` answered in this transaction; more than is free there is a bug of the caller.
 */
export async function reserveStock(
  tx: Tx,
  factId: Id,
  locked: ReadonlyMap<string, ItemStock>,
  reservations: readonly NewReservation[],
): Promise<void> {
  if (reservations.length === 0) return;
  const touched = new Set<ItemStock>();
  for (const reservation of reservations) {
    const stock = locked.get(placeKey(reservation));
    assert(
      stock && reservation.quantity > 0n && reservation.quantity <= freeOf(stock),
      "reserving what is not free",
    );
    stock.reserved += reservation.quantity;
    touched.add(stock);
  }
  await insertRows(
    tx,
    Reservation,
    reservations.map((each) => ({
      demandId: each.demandId,
      itemId: each.itemId,
      warehouseId: each.warehouseId,
      quantity: each.quantity,
      factId,
    })),
  );
  await writeItemStocks(tx, [...touched]);
}

export interface ChangedReservation extends StockPlace {
  id: Id;
  /** What is left of it; 0 when it is released. */
  quantity: Exact;
}

/** Gives reserved stock back: each reservation falls to its new quantity, and what it held is free again. */
export async function releaseReservations(
  tx: Tx,
  locked: ReadonlyMap<string, ItemStock>,
  changes: readonly (ChangedReservation & { before: Exact })[],
): Promise<void> {
  if (changes.length === 0) return;
  const touched = new Set<ItemStock>();
  for (const change of changes) {
    const stock = locked.get(placeKey(change));
    assert(
      stock && change.quantity >= 0n && change.quantity <= change.before,
      "a release that reserves",
    );
    stock.reserved -= change.before - change.quantity;
    touched.add(stock);
  }
  await updateRows(
    tx,
    Reservation,
    ["quantity"],
    changes.map((change) => ({ id: change.id, quantity: change.quantity })),
  );
  await writeItemStocks(tx, [...touched]);
}

export interface HeldReservation extends StockPlace {
  id: Id;
  demandId: Id;
  quantity: Exact;
}

/** The live reservations of some demands. Decide on them only after their item stocks are locked. */
export async function findReservations(
  tx: Tx,
  demandIds: readonly Id[],
): Promise<HeldReservation[]> {
  if (demandIds.length === 0) return [];
  const rows = await tx.rows<Omit<HeldReservation, "quantity"> & { quantity: string }>(
    `SELECT r.id, r.demand_id AS demandId, r.item_id AS itemId, r.warehouse_id AS warehouseId, r.quantity
     FROM reservations r WHERE r.tenant_id = :tenant AND r.demand_id IN :demandIds AND r.quantity > 0`,
    { demandIds },
  );
  return rows.map((row) => ({ ...row, quantity: exact(row.quantity) }));
}
