import type { DecimalText } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";
import type { MovedStock } from "./inventory.events";

/** What was counted under one stock key less what the books said; a gain of an empty pool is worth the unit cost. */
export type CountedDifference = MovedStock & { unitCost: DecimalText };

export interface StocktakePosted {
  stocktakeId: Id;
  number: string;
  lines: readonly CountedDifference[];
}

/** A part of the warehouse was counted; the books take what was found. */
export const stocktakePosted = defineFact<StocktakePosted>(
  "stocktakePosted",
  "stocktake",
  (fact) => fact.stocktakeId,
);
