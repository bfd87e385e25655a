import {
  cents,
  exact,
  negateCents,
  timesRatio,
  type Cents,
  type Exact,
} from "@quanlian/shared/domain";
import { insertRows, type Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { CostVariance, ReceiptAccrual } from "./cost.model";
import { postStock } from "./post-stock";
import type { StockCause, StockKey } from "./stock.types";

/** What goes back of a receipt's line. */
export interface ReturnedStock {
  lineId: Id;
  receiptLineId: Id;
  key: StockKey;
  quantity: Exact;
  catchQuantity: Exact;
  serials: readonly string[];
  /** What its supplier takes back of what he charged, without tax. */
  creditedCents: Cents;
}

/**
 * Goods go back to their supplier: out of stock with their share of the cost pool, and no longer accrued as far as no invoice has
 * come. What the supplier takes back beyond that share, or less, is a variance: the pool's average is not his price. A fixed
 * number of statements.
 */
export async function returnAccrued(
  tx: Tx,
  cause: Omit<StockCause, "kind">,
  partyId: Id,
  lines: readonly ReturnedStock[],
): Promise<void> {
  const posted = await postStock(
    tx,
    { ...cause, kind: "return" },
    lines.map(({ key, lineId, quantity, catchQuantity, serials }) => ({
      ...{ ...key, lineId, serials, value: { by: "pool" as const } },
      ...{ quantity: -quantity, catchQuantity: -catchQuantity },
    })),
  );
  await insertRows(tx, ReceiptAccrual, await reversals(tx, cause, partyId, lines));
  const variances = lines.map(({ lineId, key, creditedCents }) => ({
    ...{ kind: "price" as const, itemId: key.itemId, warehouseId: key.warehouseId },
    ...{ ...cause, lineId, valueCents: cents(0 - posted.get(lineId)! - creditedCents) },
  }));
  await insertRows(
    tx,
    CostVariance,
    variances.filter(({ valueCents }) => valueCents !== 0),
  );
}

/** Of each receipt's line the share that is still accrued; the last of it takes the rest. */
async function reversals(
  tx: Tx,
  cause: Omit<StockCause, "kind">,
  partyId: Id,
  lines: readonly ReturnedStock[],
) {
  const rows = await tx.rows<{ id: Id; quantity: string; valueCents: Cents }>(
    `SELECT a.receipt_line_id AS id, SUM(a.quantity) AS quantity, SUM(a.value_cents) AS valueCents
     FROM receipt_accruals a WHERE a.tenant_id = :tenant AND a.receipt_line_id IN :ids GROUP BY a.receipt_line_id`,
    { ids: sortedIds(lines.map(({ receiptLineId }) => receiptLineId)) },
  );
  const open = new Map(
    rows.map((row) => [
      row.id,
      { quantity: exact(row.quantity), valueCents: cents(Number(row.valueCents)) },
    ]),
  );
  return lines.flatMap(({ lineId, receiptLineId, key, quantity }) => {
    const left = open.get(receiptLineId);
    if (!left || left.quantity === 0n) return [];
    const part = quantity < left.quantity ? quantity : left.quantity;
    const valueCents =
      part === left.quantity
        ? left.valueCents
        : cents(Number(timesRatio(BigInt(left.valueCents), part, left.quantity)));
    open.set(receiptLineId, {
      quantity: left.quantity - part,
      valueCents: cents(left.valueCents - valueCents),
    });
    const { itemId, warehouseId } = key;
    const taken = { quantity: -part, valueCents: negateCents(valueCents) };
    return [{ ...{ receiptLineId, partyId, itemId, warehouseId, ...taken }, ...cause, lineId }];
  });
}
