import { exact, toDecimalText, type Exact } from "@quanlian/shared/domain";
import { insertStatement, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { sortedIds } from "../../kernel/ids";
import { StockBalance } from "./inventory.model";
import { stockKeyOf, stockKeyText, type StockKey } from "./stock.types";

export interface BalanceChange extends StockKey {
  quantity: Exact;
  catchQuantity: Exact;
}

/**
 * Adds signed quantities to balances: one read and one write, whatever their number. The caller holds the items' locks,
 * so what is read here stands. Refuses with `stock.insufficient`, naming every place that would fall below zero.
 */
export async function changeBalances(tx: Tx, changes: readonly BalanceChange[]): Promise<void> {
  if (changes.length === 0) return;
  const balances = await readBalances(tx, changes);
  for (const change of changes) {
    const key = stockKeyText(change);
    const balance = balances.get(key) ?? { ...stockKeyOf(change), quantity: 0n, catchQuantity: 0n };
    balances.set(key, {
      ...balance,
      quantity: balance.quantity + change.quantity,
      catchQuantity: balance.catchQuantity + change.catchQuantity,
    });
  }
  const touched = [...new Set(changes.map(stockKeyText))].map((key) => balances.get(key)!);
  const short = touched.filter((balance) => balance.quantity < 0n || balance.catchQuantity < 0n);
  if (short.length > 0) {
    refuse("stock.insufficient", {
      shortages: short.map((balance) => ({
        ...stockKeyOf(balance),
        missing: toDecimalText(-balance.quantity),
      })),
    });
  }
  await tx.send(
    `${insertStatement(tx, StockBalance, touched)} ON DUPLICATE KEY UPDATE
     quantity = VALUES(quantity), catch_quantity = VALUES(catch_quantity)`,
  );
}

async function readBalances(
  tx: Tx,
  keys: readonly StockKey[],
): Promise<Map<string, BalanceChange>> {
  const rows = await tx.rows<StockKey & { quantity: string; catchQuantity: string }>(
    `SELECT b.item_id AS itemId, b.warehouse_id AS warehouseId, b.location_id AS locationId, b.lot_id AS lotId,
            b.owner_party_id AS ownerPartyId, b.status, b.quantity, b.catch_quantity AS catchQuantity
     FROM stock_balances b
     WHERE b.tenant_id = :tenant AND b.item_id IN :itemIds AND b.warehouse_id IN :warehouseIds`,
    {
      itemIds: sortedIds(keys.map((key) => key.itemId)),
      warehouseIds: sortedIds(keys.map((key) => key.warehouseId)),
    },
  );
  return new Map(
    rows.map((row) => [
      stockKeyText(row),
      { ...row, quantity: exact(row.quantity), catchQuantity: exact(row.catchQuantity) },
    ]),
  );
}
