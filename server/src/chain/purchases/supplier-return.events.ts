import type { Day, DecimalText } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

export interface ReturnedLine {
  lineId: Id;
  receiptLineId: Id;
  itemId: Id;
  warehouseId: Id;
  locationId: Id;
  lotId: Id;
  status: "usable" | "frozen";
  quantity: DecimalText;
  catchQuantity: DecimalText;
  serials: readonly string[];
  /** How much came with the receipt's line. */
  received: DecimalText;
}

export interface SupplierReturnDispatched {
  supplierReturnId: Id;
  number: string;
  supplierId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  goodsReceiptId: Id;
  returnedOn: Day;
  lines: readonly ReturnedLine[];
}

/** Goods have gone back to their supplier. */
export const supplierReturnDispatched = defineFact<SupplierReturnDispatched>(
  "supplierReturnDispatched",
  "supplier_return",
  (fact) => fact.supplierReturnId,
);
