import {
  amountOf,
  cents,
  negateCents,
  timesRatio,
  toDecimalText,
  type Cents,
  type Day,
  type Exact,
} from "@quanlian/shared/domain";
import { insertRows, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { changeBalances } from "./change-balances";
import { StockMove } from "./inventory.model";
import {
  freeOf,
  lockItemStocks,
  placeKey,
  type ItemStock,
  type StockPlace,
} from "./lock-item-stocks";
import { writeItemStocks } from "./write-item-stocks";

/** No location, lot or owner: every part of the stock key is NOT NULL. */
export const NONE: Id = "0";

export interface StockChange extends StockPlace {
  lineId: Id;
  locationId: Id;
  lotId: Id;
  /** Above zero adds, below zero takes away. */
  quantity: Exact;
  catchQuantity: Exact;
  /** What one unit of an addition is worth (元); a withdrawal takes its share of the pool instead. */
  unitCost: Exact;
}

export interface StockCause {
  factId: Id;
  effect: string;
  sourceType: string;
  sourceId: Id;
  reason: string;
  occurredOn: Day;
}

/**
 * Posts adjustments of usable stock of ours: moves, balances and cost pools in a fixed number of statements, however many lines.
 *
 * Refuses with `stock.insufficient` when less would be left than nothing, with `stock.reserved` when less would be left
 * than demands hold, naming every short line.
 */
export async function adjustStock(
  tx: Tx,
  cause: StockCause,
  changes: readonly StockChange[],
): Promise<void> {
  const stocks = await lockItemStocks(tx, changes);
  const valued = additionsFirst(changes).map((change) => ({
    ...change,
    valueCents: post(stocks.get(placeKey(change))!, change),
  }));
  refuseShort(stocks, changes);
  await insertRows(
    tx,
    StockMove,
    valued.map((change) => ({
      ...stockKeyOf(change),
      quantity: change.quantity,
      catchQuantity: change.catchQuantity,
      valueCents: change.valueCents,
      kind: "adjustment",
      reason: cause.reason,
      sourceType: cause.sourceType,
      sourceId: cause.sourceId,
      factId: cause.factId,
      effect: cause.effect,
      lineId: change.lineId,
      occurredOn: cause.occurredOn,
    })),
  );
  await changeBalances(
    tx,
    changes.map((change) => ({ ...stockKeyOf(change), ...change })),
  );
  await writeItemStocks(tx, [...stocks.values()]);
}

/** All lines happen at once. Were a withdrawal valued before its addition, it could take from a pool that is not there yet. */
const additionsFirst = (changes: readonly StockChange[]): StockChange[] => [
  ...changes.filter((change) => change.quantity >= 0n),
  ...changes.filter((change) => change.quantity < 0n),
];

const stockKeyOf = (change: StockChange) => ({
  itemId: change.itemId,
  warehouseId: change.warehouseId,
  locationId: change.locationId,
  lotId: change.lotId,
  ownerPartyId: NONE,
  status: "usable" as const,
});

/** Moves one change into the locked row and answers its value in 分. */
function post(stock: ItemStock, change: StockChange): Cents {
  const value =
    change.quantity >= 0n
      ? amountOf(change.quantity, change.unitCost)
      : issueValue(stock, change.quantity);
  stock.onHand += change.quantity;
  stock.valueCents = cents(stock.valueCents + value);
  return value;
}

/**
 * What an issue takes from its cost pool: round(value × quantity ÷ on hand), half up, and the last unit takes the rest
 * (moving average held as quantity and total value, so that no 分 is ever lost to a stored average).
 */
function issueValue(stock: ItemStock, quantity: Exact): Cents {
  if (stock.onHand <= 0n || -quantity >= stock.onHand) return negateCents(stock.valueCents);
  return cents(Number(timesRatio(BigInt(stock.valueCents), quantity, stock.onHand)));
}

function refuseShort(
  stocks: ReadonlyMap<string, ItemStock>,
  changes: readonly StockChange[],
): void {
  const touched = new Set(changes.map((change) => stocks.get(placeKey(change))!));
  const short = [...touched].filter((stock) => freeOf(stock) < 0n);
  if (short.length === 0) return;
  const shortages = short.map((stock) => ({
    itemId: stock.itemId,
    warehouseId: stock.warehouseId,
    onHand: toDecimalText(stock.onHand),
    reserved: toDecimalText(stock.reserved),
  }));
  refuse(short.some((stock) => stock.onHand < 0n) ? "stock.insufficient" : "stock.reserved", {
    shortages,
  });
}
