import {
  cents,
  min,
  negateCents,
  timesRatio,
  type Cents,
  type Exact,
} from "@quanlian/shared/domain";

/** How a late difference splits between stock that is still held and what is gone. */
export interface LateSplit {
  toStockCents: Cents;
  varianceCents: Cents;
}

/**
 * A difference that is known late (an invoice price, a work order's true cost) belongs to the goods that came in with it:
 * round(difference × still held ÷ came in) goes to the stock, the rest is a variance. Goods of a pool cannot be told apart,
 * so what is held is at most what came in and at most what the pool holds. A pool never falls below zero by it.
 */
export function splitLate(
  difference: Cents,
  cameIn: Exact,
  pool: { quantity: Exact; valueCents: Cents },
): LateSplit {
  const held = min(cameIn, pool.quantity);
  if (cameIn <= 0n || held <= 0n || difference === 0)
    return { toStockCents: cents(0), varianceCents: difference };
  const share = Number(timesRatio(BigInt(difference), held, cameIn));
  const toStockCents = cents(Math.max(share, negateCents(pool.valueCents)));
  return { toStockCents, varianceCents: cents(difference - toStockCents) };
}
