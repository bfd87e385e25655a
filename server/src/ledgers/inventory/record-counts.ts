import type { Exact } from "@quanlian/shared/domain";
import { insertStatement, type Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { lockItemStocks } from "./lock-item-stocks";
import { stockKeyText, type StockKey } from "./stock.types";
import { StocktakeLine } from "./stocktake.model";

/** What somebody found under one stock key. */
export interface Count {
  key: StockKey;
  quantity: Exact;
  catchQuantity: Exact;
  /** Of an item that is tracked by serial: which pieces. */
  serials: readonly string[] | null;
}

const ROWS_AT_ONCE = 500;

/**
 * Writes counts down, and beside each what the books say at this moment, read under the items' locks: what moves later is
 * no difference. A fixed number of statements per 500 lines. A key that is counted again replaces its count.
 */
export async function recordCounts(
  tx: Tx,
  stocktakeId: Id,
  counts: readonly Count[],
): Promise<void> {
  const keys = counts.map((count) => count.key);
  await lockItemStocks(tx, keys);
  const books = await readBooks(tx, keys);
  const serials = await readSerials(tx, counts);
  const countedById = tx.actor.kind === "staff" ? tx.actor.userId : null;
  const rows = counts.map(({ key, quantity, catchQuantity, serials: found }) => {
    const book = books.get(stockKeyText(key));
    return {
      ...key,
      ...{ id: tx.newId(), stocktakeId, countNo: 1, countedAt: tx.now, countedById },
      bookQuantity: book?.quantity ?? "0",
      bookCatchQuantity: book?.catchQuantity ?? "0",
      countedQuantity: quantity,
      countedCatchQuantity: catchQuantity,
      bookSerials: found ? (serials.get(stockKeyText(key)) ?? []).sort() : null,
      countedSerials: found ? [...found].sort() : null,
    };
  });
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx.send(
      `${insertStatement(tx, StocktakeLine, rows.slice(from, from + ROWS_AT_ONCE))}
       ON DUPLICATE KEY UPDATE ${COUNTED.map((field) => `${field} = VALUES(${field})`).join(", ")},
         count_no = count_no + 1`,
    );
}

const COUNTED = [
  "book_quantity",
  "book_catch_quantity",
  "counted_quantity",
  "counted_catch_quantity",
  "book_serials",
  "counted_serials",
  "counted_at",
  "counted_by_id",
];

type BookRow = StockKey & { quantity: string; catchQuantity: string };

async function readBooks(tx: Tx, keys: readonly StockKey[]): Promise<Map<string, BookRow>> {
  const rows = await tx.rows<BookRow>(
    `SELECT b.item_id AS itemId, b.warehouse_id AS warehouseId, b.location_id AS locationId, b.lot_id AS lotId,
       b.owner_party_id AS ownerPartyId, b.status, b.quantity, b.catch_quantity AS catchQuantity
     FROM stock_balances b
     WHERE b.tenant_id = :tenant AND b.item_id IN :itemIds AND b.warehouse_id IN :warehouseIds`,
    {
      itemIds: sortedIds(keys.map((key) => key.itemId)),
      warehouseIds: sortedIds(keys.map((key) => key.warehouseId)),
    },
  );
  return new Map(rows.map((row) => [stockKeyText(row), row]));
}

async function readSerials(tx: Tx, counts: readonly Count[]): Promise<Map<string, string[]>> {
  const keys = counts.filter((count) => count.serials !== null).map((count) => count.key);
  const found = new Map<string, string[]>();
  if (keys.length === 0) return found;
  const rows = await tx.rows<StockKey & { number: string }>(
    `SELECT r.item_id AS itemId, r.warehouse_id AS warehouseId, r.location_id AS locationId, r.lot_id AS lotId,
       r.owner_party_id AS ownerPartyId, r.status, r.number
     FROM stock_serials r
     WHERE r.tenant_id = :tenant AND r.item_id IN :itemIds AND r.warehouse_id IN :warehouseIds AND r.state = 'in_stock'`,
    {
      itemIds: sortedIds(keys.map((key) => key.itemId)),
      warehouseIds: sortedIds(keys.map((key) => key.warehouseId)),
    },
  );
  for (const row of rows) {
    const key = stockKeyText(row);
    found.set(key, [...(found.get(key) ?? []), row.number]);
  }
  return found;
}
