import {
  day,
  decimal,
  defineDocument,
  defineTable,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";
import { supplierReturnStates } from "./supplier-return.states";

/** Goods of one receipt that go back to their supplier. */
export class SupplierReturn extends defineDocument(
  "supplier_returns",
  {
    number: text(64),
    supplierId: reference(),
    /** Those of the receipt. */
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    goodsReceiptId: reference(),
    purchaseOrderId: reference(),
    state: oneOf(...supplierReturnStates.names),
    reason: text(500),
    note: nullable(text(500)),
    carrier: nullable(text(64)),
    waybill: nullable(text(64)),
    returnedOn: nullable(day()),
    cancelReason: nullable(text(500)),
    custom: nullable(json<Record<string, unknown>>()),
  },
  { supplier: "supplierId" },
) {}

/** What goes back of one line of the receipt, and where it is taken from. */
export class SupplierReturnLine extends defineTable(
  "supplier_return_lines",
  {
    supplierReturnId: reference(),
    lineNo: integer(),
    supplierId: reference(),
    goodsReceiptLineId: reference(),
    itemId: reference(),
    warehouseId: reference(),
    locationId: reference(),
    lotId: reference(),
    status: oneOf("usable", "frozen"),
    quantity: decimal(),
    catchQuantity: withDefault(decimal(), "0"),
    serials: json<string[]>(),
  },
  { supplier: "supplierId" },
) {}
