/** How large the factory of the bench is. */
export interface FactorySize {
  products: number;
  boughtItems: number;
  customers: number;
}

export const FULL_SIZE: FactorySize = { products: 400, boughtItems: 1_600, customers: 50 };
export const SMOKE_SIZE: FactorySize = { products: 20, boughtItems: 120, customers: 4 };

/** Products that a fifth of all lines are for. */
export const HOT_PRODUCTS = 5;
export const LINES_PER_ORDER = 10;
const HOT_LINES_PER_ORDER = 2;
const BOUGHT_PER_PRODUCT = 4;
const BOUGHT_PER_PART = 3;
const BOUGHT = BOUGHT_PER_PRODUCT + BOUGHT_PER_PART;

/**
 * The bought items of a product: four that go into it, three into the part that is made for it. The hot products have
 * their own, so that how often their stock and surplus is taken does not hang on what else is ordered; the others share
 * the rest.
 */
export function boughtItemsOf(product: number, size: FactorySize): number[] {
  if (product < HOT_PRODUCTS) return range(BOUGHT).map((i) => product * BOUGHT + i);
  const reserved = HOT_PRODUCTS * BOUGHT;
  // Steps of 13 never meet within one product.
  return range(BOUGHT).map(
    (i) => reserved + ((product * BOUGHT + i * 13) % (size.boughtItems - reserved)),
  );
}

/** Some is there in plenty and some is short: every second bought item, and two of the hot products, can be reserved. */
export const isBoughtInStock = (item: number) => item % 2 === 0;
export const isProductInStock = (product: number) => product < 2;

/** A third of the short hot items come in lots of 500, which leaves a surplus that later orders peg. */
export const lotMultipleOf = (item: number) =>
  item < HOT_PRODUCTS * BOUGHT && item % 6 === 1 ? "500" : "0";

/** What order number so-and-so asks for: two hot products, and eight others. */
export function linesOfOrder(
  order: number,
  size: FactorySize,
): { product: number; quantity: string }[] {
  const others = size.products - HOT_PRODUCTS;
  return range(LINES_PER_ORDER).map((line) =>
    line < HOT_LINES_PER_ORDER
      ? // Equal quantities: whichever order comes first, as many rows follow in all.
        { product: (order + line) % HOT_PRODUCTS, quantity: "10" }
      : {
          product: HOT_PRODUCTS + ((order * 37 + line * 11) % others),
          quantity: String(1 + ((order + line) % 20)),
        },
  );
}

export const range = (count: number) => Array.from({ length: count }, (_, i) => i);
