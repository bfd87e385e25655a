import {
  cents,
  exact,
  negateCents,
  timesRatio,
  type Cents,
  type Exact,
} from "@quanlian/shared/domain";
import { insertRow, insertRows, type Tx } from "../../kernel/db";
import { assert, refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { ReceiptAccrual } from "./cost.model";
import { lockItemStocks } from "./lock-item-stocks";
import { postLate } from "./post-late";
import { postStock } from "./post-stock";
import type { PostedValues, StockCause, StockKey, StockLine } from "./stock.types";

type Cause = Omit<StockCause, "kind">;

/**
 * Receives goods whose invoice has not come: stock at the receipt's price, and an accrual (暂估) of the same value per line,
 * which the invoice reverses. The lines' ids are the receipt lines'.
 */
export async function receiveAccrued(
  tx: Tx,
  cause: Cause,
  partyId: Id,
  lines: readonly StockLine[],
): Promise<PostedValues> {
  const received = await postStock(tx, { ...cause, kind: "receipt" }, lines);
  await insertRows(
    tx,
    ReceiptAccrual,
    lines.map(({ lineId, itemId, warehouseId, quantity }) => ({
      ...{ receiptLineId: lineId, partyId, itemId, warehouseId, quantity },
      ...cause,
      valueCents: received.get(lineId)!,
      lineId,
    })),
  );
  return received;
}

/** What an invoice says of a receipt's line. */
export interface InvoicedReceipt {
  /** The line of the invoice. */
  lineId: Id;
  receiptLineId: Id;
  partyId: Id;
  key: StockKey;
  quantity: Exact;
  /** What the invoice asks for it, without tax. */
  invoicedCents: Cents;
}

/**
 * Reverses the accrual for what an invoice names (its share of what the line still accrues, the last unit the rest) and
 * posts what the price differs by: to the stock still held, the rest to variance. Answers both; the payable is the
 * caller's. Refuses with `receipt.over_invoiced` more than was received and not invoiced yet.
 */
export async function invoiceReceipt(
  tx: Tx,
  cause: Cause,
  invoiced: InvoicedReceipt,
): Promise<{ reversedCents: Cents; differenceCents: Cents; varianceCents: Cents }> {
  const { lineId, receiptLineId, partyId, key, quantity, invoicedCents } = invoiced;
  await lockItemStocks(tx, [key]); // two invoices of one receipt line wait for each other here
  const open = await readAccrual(tx, receiptLineId);
  assert(quantity > 0n, "an invoice of nothing");
  if (quantity > open.quantity) refuse("receipt.over_invoiced", { receiptLineId });
  const reversedCents =
    quantity === open.quantity
      ? open.valueCents
      : cents(Number(timesRatio(BigInt(open.valueCents), quantity, open.quantity)));
  await insertRow(tx, ReceiptAccrual, {
    ...{ receiptLineId, partyId, itemId: key.itemId, warehouseId: key.warehouseId },
    quantity: -quantity,
    valueCents: negateCents(reversedCents),
    ...cause,
    lineId,
  });
  const differenceCents = cents(invoicedCents - reversedCents);
  const varianceCents = await adjustForLatePrice(tx, cause, {
    ...{ lineId, key, cameIn: quantity, differenceCents },
  });
  return { reversedCents, differenceCents, varianceCents };
}

/** Posts the difference between an invoice's price and the receipt's, with today's day. Answers what went to variance. */
export const adjustForLatePrice = (
  tx: Tx,
  cause: Cause,
  late: { lineId: Id; key: StockKey; cameIn: Exact; differenceCents: Cents },
): Promise<Cents> => postLate(tx, cause, "price", late);

async function readAccrual(tx: Tx, receiptLineId: Id) {
  const rows = await tx.rows<{ quantity: string; valueCents: Cents }>(
    `SELECT a.quantity, a.value_cents AS valueCents FROM receipt_accruals a
     WHERE a.tenant_id = :tenant AND a.receipt_line_id = :receiptLineId`,
    { receiptLineId },
  );
  return rows.reduce(
    (open, row) => ({
      quantity: open.quantity + exact(row.quantity),
      valueCents: cents(open.valueCents + row.valueCents),
    }),
    { quantity: 0n, valueCents: cents(0) },
  );
}
