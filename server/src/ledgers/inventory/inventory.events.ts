import type { DecimalText } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

export interface StockAdjusted {
  adjustmentId: Id;
  reason: string;
  lines: readonly {
    lineId: Id;
    itemId: Id;
    warehouseId: Id;
    locationId: Id;
    quantity: DecimalText;
    unitCost: DecimalText;
  }[];
}

/** Somebody found that the books and the shelves differ. */
export const stockAdjusted = defineFact<StockAdjusted>(
  "stockAdjusted",
  "stock_adjustment",
  (fact) => fact.adjustmentId,
);
