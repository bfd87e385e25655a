import type { Ctx } from "../access/ctx";
import { day, integer, primaryKey, text } from "../db/column";
import { execute } from "../db/execute";
import { literal } from "../db/literal";
import { defineBare } from "../db/model";
import { assert } from "../errors";

/** The last number handed out per tenant, prefix and day. */
export class NumberRange extends defineBare("number_ranges", {
  tenantId: primaryKey(),
  prefix: text(64),
  day: day(),
  lastNumber: integer(),
}) {}

/** Prefixes of document numbers (`specs` of the trade): quotation, order, work order, requisition … */
export const prefixes = {
  lead: "XS",
  deal: "SJ",
  customer: "KH",
  quote: "XSBJ",
  salesOrder: "XSDD",
  workOrder: "SCGD",
  requisition: "CGSQ",
  rfq: "XJD",
  purchaseOrder: "CGDD",
  goodsReceipt: "CGRK",
  incomingInspection: "LLJY",
  materialIssue: "LLD",
  materialReturn: "TLD",
  finishedGoods: "CPRK",
  supplierReturn: "CGTH",
  shippingNotice: "FHTZ",
  shipment: "FHD",
  claim: "SHD",
  statement: "DZD",
  workInspection: "GXJY",
  orderChange: "DDBG",
  project: "XM",
  stocktake: "PDD",
  receipt: "SKD",
  payment: "FKD",
  allocation: "HXD",
} as const;

interface Stock {
  next: number;
  last: number;
  /** How many were taken lately, and since when: decides how many to fetch at once. */
  taken: number;
  since: number;
}

const stocks = new Map<string, Stock>();
const MOST_STOCKS = 10_000;
const LARGEST_FETCH = 200;
const LATELY_MS = 5_000;

/**
 * Takes document numbers: prefix, day, running number, e.g. `XSDD20261123-0001`.
 *
 * They come from a short transaction of their own on a side connection, never from inside the caller's: a number taken
 * there halved the throughput of confirmations (each waits for the others' commits). So numbers may have gaps. A busy
 * process fetches as many ahead as it lately used, up to 200; a quiet factory fetches just what it needs, and its
 * numbers run on without gaps.
 */
export async function takeNumbers(ctx: Ctx, prefix: string, count: number): Promise<string[]> {
  assert(count >= 0 && count <= 10_000, `numbers are taken in thousands at most: ${count}`);
  // What is taken back needs no number, only one that is nobody else's.
  if (ctx.rehearsal) return Array.from({ length: count }, () => `${prefix}?${ctx.newId()}`);
  const key = `${ctx.tenantId}:${prefix}:${ctx.today}`;
  const stock = stockFor(key, ctx.now.getTime());
  stock.taken += count;
  const numbers: number[] = [];
  while (numbers.length < count && stock.next <= stock.last) numbers.push(stock.next++);
  const missing = count - numbers.length;
  if (missing > 0) numbers.push(...(await fetchNumbers(ctx, prefix, stock, missing)));
  return numbers.map((number) => documentNumber(prefix, ctx.today, number));
}

export async function takeNumber(ctx: Ctx, prefix: string): Promise<string> {
  const [number] = await takeNumbers(ctx, prefix, 1);
  return number!;
}

/**
 * Sees to it that so many numbers lie ready in this process, so that taking them later costs no commit: called before
 * locks are taken. What is not used now is used by the next document of the day.
 */
export async function stockUpNumbers(ctx: Ctx, prefix: string, atLeast: number): Promise<void> {
  if (ctx.rehearsal) return;
  const stock = stockFor(`${ctx.tenantId}:${prefix}:${ctx.today}`, ctx.now.getTime());
  const missing = atLeast - (stock.last - stock.next + 1);
  if (missing <= 0) return;
  const ahead = Math.min(LARGEST_FETCH, stock.taken);
  const last = await advance(ctx, prefix, missing + ahead);
  const first = last - missing - ahead + 1;
  // Numbers that follow on join the stock; others replace what is left of it, which is the smaller part.
  if (first !== stock.last + 1) stock.next = first;
  stock.last = last;
}

function documentNumber(prefix: string, today: string, number: number): string {
  return `${prefix}${today.replaceAll("-", "")}-${String(number).padStart(4, "0")}`;
}

function stockFor(key: string, nowMs: number): Stock {
  let stock = stocks.get(key);
  if (!stock) {
    if (stocks.size >= MOST_STOCKS) stocks.clear();
    stock = { next: 1, last: 0, taken: 0, since: nowMs };
    stocks.set(key, stock);
  } else if (nowMs - stock.since > LATELY_MS) {
    stock.taken = 0;
    stock.since = nowMs;
  }
  return stock;
}

/** Fetches what is missing and, under load, some ahead. Others may fetch meanwhile: ranges never overlap. */
async function fetchNumbers(
  ctx: Ctx,
  prefix: string,
  stock: Stock,
  missing: number,
): Promise<number[]> {
  const ahead = Math.min(LARGEST_FETCH, stock.taken > missing ? stock.taken : 0);
  const last = await advance(ctx, prefix, missing + ahead);
  const first = last - missing - ahead + 1;
  // Keep the new surplus, unless another fetch has put a later one there meanwhile.
  if (first + missing > stock.last) {
    stock.next = first + missing;
    stock.last = last;
  }
  return Array.from({ length: missing }, (_, i) => first + i);
}

function advance(ctx: Ctx, prefix: string, by: number): Promise<number> {
  return ctx.services.db.withSideConnection(async (connection) => {
    const values = [
      literal(ctx.tenantId, true),
      literal(prefix, false),
      literal(ctx.today, false),
      String(by),
    ];
    // LAST_INSERT_ID(expr) brings the new value back with the same statement, on this connection alone.
    const result = await execute<{ insertId: number | string; affectedRows: number }>(
      connection,
      `INSERT INTO number_ranges (tenant_id, prefix, day, last_number) VALUES (${values.join(", ")})
       ON DUPLICATE KEY UPDATE last_number = LAST_INSERT_ID(last_number + ${by})`,
    );
    // A fresh row (one row affected) starts at what was asked for.
    return result.affectedRows === 1 ? by : Number(result.insertId);
  });
}
