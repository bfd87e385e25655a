import type { Day, DecimalText } from "@quanlian/shared/domain";
import type { StockStatus } from "@quanlian/shared/contract";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

/** A stock key in a fact, with quantities as text. */
export interface MovedStock {
  lineId: Id;
  itemId: Id;
  warehouseId: Id;
  locationId: Id;
  lotId: Id;
  ownerPartyId: Id;
  status: StockStatus;
  quantity: DecimalText;
  catchQuantity: DecimalText;
  serials: readonly string[];
}

export interface StockAdjusted {
  adjustmentId: Id;
  reason: string;
  occurredOn: Day;
  lines: readonly (MovedStock & { unitCost: DecimalText })[];
}

/** Somebody found that the books and the shelves differ. */
export const stockAdjusted = defineFact<StockAdjusted>(
  "stockAdjusted",
  "stock_adjustment",
  (fact) => fact.adjustmentId,
);

export interface StockTransferred {
  transferId: Id;
  reason: string;
  occurredOn: Day;
  /** Each line leaves one place (`quantity` above zero) and arrives at another, with its own line id there. */
  lines: readonly (MovedStock & {
    to: { lineId: Id; warehouseId: Id; locationId: Id; status: StockStatus };
  })[];
}

/** Goods were carried elsewhere, held back, or set free again. */
export const stockTransferred = defineFact<StockTransferred>(
  "stockTransferred",
  "stock_transfer",
  (fact) => fact.transferId,
);

export interface OpeningStockBrought {
  cutoverId: Id;
  lines: readonly BroughtStock[];
}

/** What lay somewhere on the day a company moved in: usable and its own. */
export interface BroughtStock {
  lineId: Id;
  itemId: Id;
  warehouseId: Id;
  locationId: Id;
  lotId: Id;
  quantity: DecimalText;
  catchQuantity: DecimalText;
  unitCost: DecimalText;
}

/** A company moved in with its stock. */
export const openingStockBrought = defineFact<OpeningStockBrought>(
  "openingStockBrought",
  "cutover",
  (fact) => fact.cutoverId,
);
