import { dividedBy, exact, ONE, times, toDecimalText, type Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { findSalePrices, type SalePrice } from "../../masters/catalog";
import type { QuoteInput } from "./quote.events";

type TypedBreak = QuoteInput["lines"][number]["breaks"][number];

/** A quantity with its price: typed, or taken from a price list, whose code is kept. */
export type FoundBreak = Omit<TypedBreak, "unitPrice"> & {
  unitPrice: string;
  priceListCode: string | null;
};

/**
 * The quantities of each line with their prices. Where none was typed, it is what the customer's price list says today for
 * that quantity, with or without tax as the quote says; null where no list has a price either.
 */
export async function priceByLists(
  ctx: Ctx,
  draft: { customerId: Id; pricesIncludeTax: boolean; lines: QuoteInput["lines"] },
  defaultTaxRate: Exact,
): Promise<(FoundBreak | null)[][]> {
  const asked = draft.lines.flatMap(({ itemId, unitId, breaks }) =>
    itemId === undefined
      ? []
      : breaks
          .filter((one) => one.unitPrice === undefined)
          .map(({ quantity }) => ({ itemId, unitId, quantity: exact(quantity) })),
  );
  const { customerId } = draft;
  const found =
    asked.length === 0
      ? []
      : await findSalePrices(ctx, { customerId, on: ctx.today, lines: asked });
  let next = 0;
  return draft.lines.map(({ itemId, taxRate, breaks }) =>
    breaks.map(({ unitPrice, ...one }) => {
      if (unitPrice !== undefined) return { ...one, unitPrice, priceListCode: null };
      const price = itemId === undefined ? undefined : found[next++];
      if (!price) return null;
      const rate = taxRate === undefined ? defaultTaxRate : exact(taxRate);
      const asQuoted = withTaxAs(price, draft.pricesIncludeTax, rate);
      return { ...one, unitPrice: toDecimalText(asQuoted), priceListCode: price.why.code };
    }),
  );
}

/** A list's price with or without tax, to six places. */
function withTaxAs({ unitPrice, includesTax }: SalePrice, wanted: boolean, rate: Exact): Exact {
  if (includesTax === wanted) return unitPrice;
  return wanted ? times(unitPrice, ONE + rate) : dividedBy(unitPrice, ONE + rate);
}
