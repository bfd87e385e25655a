import { insertStatement, type Tx } from "../../kernel/db";
import { ItemStockRow } from "./inventory.model";
import type { ItemStock } from "./lock-item-stocks";

/** Writes the new state of locked rows in one statement. Only rows from `lockItemStocks` may be given. */
export async function writeItemStocks(tx: Tx, stocks: readonly ItemStock[]): Promise<void> {
  if (stocks.length === 0) return;
  const rows = stocks.map((stock) => ({ ...stock, heldQuantity: stock.held }));
  await tx.send(
    `${insertStatement(tx, ItemStockRow, rows)} ON DUPLICATE KEY UPDATE
     on_hand = VALUES(on_hand), held_quantity = VALUES(held_quantity), reserved = VALUES(reserved), value_cents = VALUES(value_cents)`,
  );
}
