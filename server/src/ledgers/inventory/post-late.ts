import { cents, type Cents, type Exact } from "@quanlian/shared/domain";
import { insertRow, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { CostVariance } from "./cost.model";
import { splitLate } from "./cost.rules";
import { lockItemStocks, placeKey } from "./lock-item-stocks";
import { poolQuantity } from "./pool.rules";
import { postStock } from "./post-stock";
import type { StockCause, StockKey } from "./stock.types";

/** What a late difference is about: the goods that came in, under which key, and how many. */
export interface LateValue {
  lineId: Id;
  key: StockKey;
  cameIn: Exact;
  differenceCents: Cents;
}

/**
 * Posts a late difference of value with today's day, never by posting anything again: to what is still held of the goods,
 * the rest to variance. Answers what went to variance.
 */
export async function postLate(
  tx: Tx,
  cause: Omit<StockCause, "kind">,
  kind: "work" | "price",
  { lineId, key, cameIn, differenceCents }: LateValue,
): Promise<Cents> {
  const stock = (await lockItemStocks(tx, [key])).get(placeKey(key))!;
  const pool = { quantity: poolQuantity(stock), valueCents: stock.valueCents };
  const { toStockCents, varianceCents } = splitLate(differenceCents, cameIn, pool);
  if (toStockCents !== 0) {
    const value = { by: "valueCents" as const, valueCents: toStockCents };
    const line = { ...key, lineId, quantity: 0n, catchQuantity: 0n, value };
    await postStock(tx, { ...cause, kind: "revaluation" }, [line]);
  }
  if (varianceCents !== 0) {
    await insertRow(tx, CostVariance, {
      kind,
      itemId: key.itemId,
      warehouseId: key.warehouseId,
      valueCents: varianceCents,
      ...cause,
      lineId,
    });
  }
  return cents(varianceCents);
}
