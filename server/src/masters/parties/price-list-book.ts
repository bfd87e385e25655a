import type { Ctx } from "../../kernel/access";
import type { AnyTable } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

/** The price lists that a customer can be given: whoever keeps them answers this. */
export interface PriceListBook {
  /** Their table, with a `name`, for lists. */
  readonly priceLists: AnyTable;
  /** The name of a list in use; undefined when there is none. One out of use is known with `alsoFormer`. */
  namePriceList(ctx: Ctx, priceListId: Id, alsoFormer?: boolean): Promise<string | undefined>;
}

let installed: PriceListBook | null = null;

/** Plugged in by `main`. */
export function installPriceListBook(book: PriceListBook): void {
  installed = book;
}

export function priceListBook(): PriceListBook {
  assert(installed, "nobody answers for the price lists");
  return installed;
}
