import { amountOf, cents, negateCents, timesRatio, type Cents } from "@quanlian/shared/domain";
import type { ItemStock } from "./lock-item-stocks";
import { isOurs, type PostedValues, type StockLine, type StockValue } from "./stock.types";

/** All of ours in a warehouse, usable or not: what the cost pool is the value of. */
export const poolQuantity = (stock: ItemStock) => stock.onHand + stock.held;

/**
 * Moves one line into the locked row and answers its value in 分. What belongs to a party moves no row of ours and is worth
 * nothing in our books.
 */
export function postLine(stock: ItemStock, line: StockLine, posted: PostedValues): Cents {
  if (!isOurs(line)) return cents(0);
  const value = valueOf(stock, line, posted);
  if (line.status === "usable") stock.onHand += line.quantity;
  else stock.held += line.quantity;
  stock.valueCents = cents(stock.valueCents + value);
  return value;
}

function valueOf(stock: ItemStock, line: StockLine, posted: PostedValues): Cents {
  const { quantity, value } = line;
  if (quantity < 0n) return issueValue(stock, quantity);
  if (quantity === 0n) return value.by === "valueCents" ? value.valueCents : cents(0);
  return additionValue(stock, quantity, value, posted);
}

function additionValue(
  stock: ItemStock,
  quantity: bigint,
  value: StockValue,
  posted: PostedValues,
): Cents {
  switch (value.by) {
    case "unitCost":
      return amountOf(quantity, value.unitCost);
    case "valueCents":
      return value.valueCents;
    case "from":
      return negateCents(posted.get(value.lineId) ?? cents(0));
    case "pool": {
      const held = poolQuantity(stock);
      if (held <= 0n) return amountOf(quantity, value.unitCost ?? 0n);
      return cents(Number(timesRatio(BigInt(stock.valueCents), quantity, held)));
    }
  }
}

/**
 * What an issue takes from its cost pool: round(value × quantity ÷ on hand), half up, and the last unit takes the rest
 * (moving average held as quantity and total value, so that no 分 is ever lost to a stored average).
 */
export function issueValue(stock: ItemStock, quantity: bigint): Cents {
  const held = poolQuantity(stock);
  if (held <= 0n || -quantity >= held) return negateCents(stock.valueCents);
  return cents(Number(timesRatio(BigInt(stock.valueCents), quantity, held)));
}

/**
 * The order in which lines that happen at once are valued: first what comes in at a value of its own, then the rest as it
 * was given. Were a withdrawal valued before an addition, it could take from a pool that is not there yet; and what carries
 * on another line's value can only follow it.
 */
export const inOrderOfValue = <L extends StockLine>(lines: readonly L[]): L[] => [
  ...lines.filter(hasOwnValue),
  ...lines.filter((line) => !hasOwnValue(line)),
];

const hasOwnValue = (line: StockLine) =>
  line.quantity > 0n && (line.value.by === "unitCost" || line.value.by === "valueCents");
