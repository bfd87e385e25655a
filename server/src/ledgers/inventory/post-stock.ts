import { toDecimalText, type Cents } from "@quanlian/shared/domain";
import { insertRows, type Tx } from "../../kernel/db";
import { assert, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { changeBalances } from "./change-balances";
import { refuseUntracked } from "./check-tracking";
import { refuseFrozen } from "./freezes";
import { StockMove } from "./inventory.model";
import { freeOf, lockItemStocks, placeKey, type ItemStock } from "./lock-item-stocks";
import { moveSerials } from "./move-serials";
import { refuseClosed } from "./period-gate";
import { inOrderOfValue, poolQuantity, postLine } from "./pool.rules";
import { stockKeyOf, type PostedValues, type StockCause, type StockLine } from "./stock.types";
import { writeItemStocks } from "./write-item-stocks";

/**
 * Posts changes of stock, of any part of the key: moves, balances and cost pools in a fixed number of statements, however
 * many lines. Answers what each line was worth.
 *
 * Refuses with `stock.insufficient` when less would be left than nothing, with `stock.reserved` when less of our usable
 * stock would be left than demands hold, naming every short line; with `period.closed` a day that is closed, with
 * `stock.frozen_for_count` a place that is being counted, with `stock.untracked` a line without the lot or serials that its
 * item is told apart by.
 */
export async function postStock(
  tx: Tx,
  cause: StockCause,
  lines: readonly StockLine[],
): Promise<PostedValues> {
  if (lines.length === 0) return new Map();
  await refuseClosed(tx, cause.occurredOn);
  await refuseUntracked(tx, lines);
  const stocks = await lockItemStocks(tx, lines);
  await refuseFrozen(tx, lines);
  const values = valueLines(stocks, lines);
  const moves = lines.map((line) => ({ ...line, moveId: tx.newId() }));
  await insertRows(
    tx,
    StockMove,
    moves.map((line) => ({
      id: line.moveId,
      ...stockKeyOf(line),
      quantity: line.quantity,
      catchQuantity: line.catchQuantity,
      valueCents: values.get(line.lineId)!,
      ...cause,
      lineId: line.lineId,
    })),
  );
  await changeBalances(
    tx,
    lines.filter((line) => line.quantity !== 0n || line.catchQuantity !== 0n),
  );
  await moveSerials(tx, moves);
  await writeItemStocks(tx, touchedOf(stocks, lines));
  return values;
}

/** Moves every line into its locked row, in order of value, and refuses what is short. */
function valueLines(
  stocks: ReadonlyMap<string, ItemStock>,
  lines: readonly StockLine[],
): Map<Id, Cents> {
  const values = new Map<Id, Cents>();
  const overdrawn = new Set<ItemStock>();
  for (const line of inOrderOfValue(lines)) {
    const stock = stocks.get(placeKey(line))!;
    assert(!values.has(line.lineId), "two lines of one posting with the same id");
    values.set(line.lineId, postLine(stock, line, values));
    // Taking what a later line brings would value it from a pool that is not there yet.
    if (poolQuantity(stock) < 0n) overdrawn.add(stock);
  }
  const touched = touchedOf(stocks, lines);
  refuseShort(touched, overdrawn);
  const worthless = touched.some(
    (stock) => stock.valueCents < 0 || (poolQuantity(stock) === 0n && stock.valueCents !== 0),
  );
  assert(!worthless, "a cost pool below zero, or a value without stock");
  return values;
}

const touchedOf = (stocks: ReadonlyMap<string, ItemStock>, lines: readonly StockLine[]) => [
  ...new Set(lines.map((line) => stocks.get(placeKey(line))!)),
];

function refuseShort(touched: readonly ItemStock[], overdrawn: ReadonlySet<ItemStock>): void {
  const isMissing = (stock: ItemStock) =>
    overdrawn.has(stock) || stock.onHand < 0n || stock.held < 0n;
  const short = touched.filter((stock) => isMissing(stock) || freeOf(stock) < 0n);
  if (short.length === 0) return;
  const shortages = short.map((stock) => ({
    itemId: stock.itemId,
    warehouseId: stock.warehouseId,
    onHand: toDecimalText(stock.onHand),
    held: toDecimalText(stock.held),
    reserved: toDecimalText(stock.reserved),
  }));
  refuse(short.some(isMissing) ? "stock.insufficient" : "stock.reserved", { shortages });
}
