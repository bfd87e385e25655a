import type { Exact } from "./exact";
import { amountOf, splitTax, sumCents, type TaxSplit } from "./money";

/** A document line's amounts in 分. */
export type LineAmounts = TaxSplit;

/** Quantity × unit price, rounded half up once, then split by the line's tax rate. */
export function priceLine(
  quantity: Exact,
  unitPrice: Exact,
  taxRate: Exact,
  includesTax: boolean,
): LineAmounts {
  return splitTax({ amountCents: amountOf(quantity, unitPrice), rate: taxRate, includesTax });
}

/** A header's amounts are the sums of its lines', to the cent. */
export function totalLines(lines: readonly LineAmounts[]): LineAmounts {
  return {
    inclCents: sumCents(lines.map((line) => line.inclCents)),
    exclCents: sumCents(lines.map((line) => line.exclCents)),
    taxCents: sumCents(lines.map((line) => line.taxCents)),
  };
}
