import {
  amountOf,
  exact,
  splitTax,
  sumCents,
  toYuanText,
  type Cents,
  type Day,
  type Exact,
} from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";

/** A line's amounts in 分. */
export interface LineAmounts {
  inclCents: Cents;
  exclCents: Cents;
  taxCents: Cents;
}

/** Quantity × unit price, rounded half up once, then split by the line's tax rate. */
export function priceLine(
  quantity: Exact,
  unitPrice: Exact,
  taxRate: Exact,
  includesTax: boolean,
): LineAmounts {
  return splitTax({ amountCents: amountOf(quantity, unitPrice), rate: taxRate, includesTax });
}

/** The header's amounts are the sums of the lines', to the cent. */
export function totalLines(lines: readonly LineAmounts[]): LineAmounts {
  return {
    inclCents: sumCents(lines.map((line) => line.inclCents)),
    exclCents: sumCents(lines.map((line) => line.exclCents)),
    taxCents: sumCents(lines.map((line) => line.taxCents)),
  };
}

/** The figures behind "over the credit limit", or null when the order fits: exposure + this order ≤ limit. */
export function creditExcess(
  limitCents: Cents | null,
  exposureCents: Cents,
  orderCents: Cents,
): { limitYuan: string; usedYuan: string; orderYuan: string } | null {
  if (limitCents === null || exposureCents + orderCents <= limitCents) return null;
  return {
    limitYuan: toYuanText(limitCents),
    usedYuan: toYuanText(exposureCents),
    orderYuan: toYuanText(orderCents),
  };
}

/** What a line asks of planning. */
export interface DemandingLine {
  id: Id;
  itemId: Id;
  warehouseId: Id | null;
  quantity: string;
  requestedOn: Day;
  mode: "standard" | "custom";
  state: string;
}

/** The demands of an order: one per open line. */
export function demandsOf(lines: readonly DemandingLine[]) {
  return lines
    .filter((line) => line.state === "open" && exact(line.quantity) > 0n)
    .map((line) => ({
      lineId: line.id,
      itemId: line.itemId,
      warehouseId: line.warehouseId,
      quantity: line.quantity,
      neededOn: line.requestedOn,
      custom: line.mode === "custom",
    }));
}

/** The day on which all of an order can be there: the latest of its lines; null while one has none. */
export function promiseOf(days: readonly (Day | null)[]): Day | null {
  let latest: Day | null = null;
  for (const day of days) {
    if (day === null) return null;
    if (latest === null || day > latest) latest = day;
  }
  return latest;
}
