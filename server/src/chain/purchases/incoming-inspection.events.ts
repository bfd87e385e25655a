import type { Day, DecimalText } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

/** Goods of one line that lie in one place, told apart by what they are now. */
export interface JudgedGoods {
  /** Of their leaving inspection, and of their being there as what they are now. */
  lineId: Id;
  arrivalId: Id;
  quantity: DecimalText;
  catchQuantity: DecimalText;
  serials: readonly string[];
}

export interface GoodsInspected {
  inspectionId: Id;
  number: string;
  goodsReceiptId: Id;
  purchaseOrderId: Id;
  supplierId: Id;
  ownerId: Id | null;
  requisitionLineId: Id;
  itemId: Id;
  warehouseId: Id;
  locationId: Id;
  lotId: Id;
  inspectedOn: Day;
  /** What can be used from now on, and what is blocked; null: nothing. */
  usable: JudgedGoods | null;
  failed: JudgedGoods | null;
  /** What failed comes once more; otherwise whoever waits for it goes without. */
  replaced: boolean;
}

/** Somebody has said what goods that came can be used for. */
export const goodsInspected = defineFact<GoodsInspected>(
  "goodsInspected",
  "incoming_inspection",
  (fact) => fact.inspectionId,
);
