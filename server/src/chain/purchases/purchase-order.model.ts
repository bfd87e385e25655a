import { cents as toCents } from "@quanlian/shared/domain";
import {
  cents,
  day,
  decimal,
  defineDocument,
  defineTable,
  instant,
  integer,
  flag,
  json,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";
import { purchaseOrderLineStates, purchaseOrderStates } from "./purchase-order.states";

/** What we order of a supplier. Its amounts are the sums of its lines, to the cent. */
export class PurchaseOrder extends defineDocument(
  "purchase_orders",
  {
    number: text(64),
    /** The number that it had before it was brought along. */
    legacyNumber: nullable(text(64)),
    supplierId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    state: oneOf(...purchaseOrderStates.names),
    orderedOn: day(),
    paymentTermId: nullable(reference()),
    pricesIncludeTax: flag(),
    inclCents: cents(),
    exclCents: cents(),
    taxCents: cents(),
    note: nullable(text(1000)),
    /** What the supplier said to his counter. */
    counterNote: nullable(text(500)),
    /** We would agree to his counter, but somebody who may has to agree first. */
    counterAwaitsApproval: withDefault(flag(), false),
    /** Why somebody did not agree to the order. */
    approvalNote: nullable(text(500)),
    issuedAt: nullable(instant()),
    answeredAt: nullable(instant()),
    cancelledAt: nullable(instant()),
    cancelReason: nullable(text(500)),
    custom: nullable(json<Record<string, unknown>>()),
  },
  { supplier: "supplierId" },
) {}

/** One line: it orders one requisition line, and so one supply of the plan. Quantities and prices are per base unit. */
export class PurchaseOrderLine extends defineTable(
  "purchase_order_lines",
  {
    purchaseOrderId: reference(),
    lineNo: integer(),
    supplierId: reference(),
    requisitionLineId: reference(),
    itemId: reference(),
    warehouseId: reference(),
    /** As the supplier reads it: a later name does not reach the order. */
    itemCode: text(64),
    itemName: text(128),
    unitName: text(64),
    state: oneOf(...purchaseOrderLineStates.names),
    quantity: decimal(),
    unitPrice: decimal(),
    taxRate: decimal(),
    inclCents: cents(),
    exclCents: cents(),
    taxCents: cents(),
    /** When we asked for it, and when the supplier says that it comes. */
    dueOn: day(),
    confirmedOn: nullable(day()),
    /** What the supplier offers instead, until we answer. */
    counterQuantity: nullable(decimal()),
    counterPrice: nullable(decimal()),
    counterOn: nullable(day()),
    /** What has come to us, or gone straight to the customer. */
    receivedQuantity: withDefault(decimal(), "0"),
    /** How much more than ordered was allowed when something last came: 0.05 is 5 %. */
    overRate: withDefault(decimal(), "0"),
    /** Of what goes straight to a customer: what he has accepted, and so what the supplier may charge. */
    acceptedQuantity: withDefault(decimal(), "0"),
    /** Shipped straight to a customer: for which order line, and to where. */
    orderLineId: nullable(reference()),
    shipTo: nullable(json<object>()),
  },
  { supplier: "supplierId" },
) {}

/** Goods that came on one day of one purchase order. */
export class GoodsReceipt extends defineDocument(
  "goods_receipts",
  {
    number: text(64),
    supplierId: reference(),
    /** Those of the purchase order. */
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    purchaseOrderId: reference(),
    shippingNoticeId: nullable(reference()),
    receivedOn: day(),
    /** The number on the supplier's own delivery note. */
    supplierNote: nullable(text(64)),
    note: nullable(text(500)),
    custom: nullable(json<Record<string, unknown>>()),
  },
  { supplier: "supplierId" },
) {}

/** What came of one line, into one place and lot, and what it is worth without tax. */
export class GoodsReceiptLine extends defineTable(
  "goods_receipt_lines",
  {
    goodsReceiptId: reference(),
    lineNo: integer(),
    supplierId: reference(),
    purchaseOrderLineId: reference(),
    itemId: reference(),
    warehouseId: reference(),
    locationId: reference(),
    lotId: reference(),
    quantity: decimal(),
    valueCents: cents(),
    taxCents: withDefault(cents(), toCents(0)),
  },
  { supplier: "supplierId" },
) {}
