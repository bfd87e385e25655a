import {
  day,
  decimal,
  defineDocument,
  defineTable,
  flag,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
} from "../../kernel/db";
import { shippingNoticeStates } from "./shipping-notice.states";

/** Goods of one purchase order that a supplier says are on their way. */
export class ShippingNotice extends defineDocument(
  "shipping_notices",
  {
    number: text(64),
    supplierId: reference(),
    /** Those of the purchase order. */
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    purchaseOrderId: reference(),
    state: oneOf(...shippingNoticeStates.names),
    /** To a customer, and never to us: it is that customer's delivery. */
    straight: flag(),
    shippedOn: day(),
    expectedOn: nullable(day()),
    carrier: nullable(text(64)),
    waybill: nullable(text(64)),
    note: nullable(text(500)),
    cancelReason: nullable(text(500)),
    custom: nullable(json<Record<string, unknown>>()),
  },
  { supplier: "supplierId" },
) {}

export class ShippingNoticeLine extends defineTable(
  "shipping_notice_lines",
  {
    shippingNoticeId: reference(),
    lineNo: integer(),
    supplierId: reference(),
    purchaseOrderLineId: reference(),
    itemId: reference(),
    quantity: decimal(),
    /** As the supplier calls it. */
    lotNumber: nullable(text(64)),
  },
  { supplier: "supplierId" },
) {}
