import { claimKinds } from "@quanlian/shared/contract";
import {
  day,
  decimal,
  defineDocument,
  defineTable,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";
import { claimStates, shipmentStates } from "./shipment.states";

/** Goods that go to a customer together. */
export class Shipment extends defineDocument(
  "shipments",
  {
    number: text(64),
    customerId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    state: oneOf(...shipmentStates.names),
    /** That of its orders, which say the same. */
    paymentTermId: nullable(reference()),
    shipTo: nullable(json<object>()),
    carrier: nullable(text(64)),
    waybill: nullable(text(64)),
    note: nullable(text(500)),
    shippedOn: nullable(day()),
    dispatchedAt: nullable(instant()),
    deliveredAt: nullable(instant()),
    signedBy: nullable(text(64)),
    answeredAt: nullable(instant()),
    cancelReason: nullable(text(500)),
    /** The announcement of the supplier who ships it straight; null: we ship it. */
    shippingNoticeId: nullable(reference()),
    custom: nullable(json<Record<string, unknown>>()),
  },
  { customer: "customerId" },
) {}

/** So much of one order line, in the item's own unit. */
export class ShipmentLine extends defineTable(
  "shipment_lines",
  {
    shipmentId: reference(),
    lineNo: integer(),
    customerId: reference(),
    orderId: reference(),
    orderNumber: text(64),
    orderLineId: reference(),
    /** Null of what is no goods. */
    itemId: nullable(reference()),
    warehouseId: nullable(reference()),
    /** As the customer reads it: a later name does not reach the note. */
    itemCode: text(64),
    itemName: text(500),
    unitName: text(64),
    quantity: decimal(),
    acceptedQuantity: withDefault(decimal(), "0"),
    shortQuantity: withDefault(decimal(), "0"),
    rejectedQuantity: withDefault(decimal(), "0"),
    answerNote: nullable(text(500)),
    /** Of what a supplier ships straight: the line of his order. */
    purchaseOrderLineId: nullable(reference()),
  },
  { customer: "customerId" },
) {}

/** Where goods of a line are taken from; its id is the stock move's line. */
export class ShipmentPick extends defineTable("shipment_picks", {
  shipmentId: reference(),
  lineId: reference(),
  itemId: reference(),
  warehouseId: reference(),
  locationId: reference(),
  lotId: reference(),
  quantity: decimal(),
  catchQuantity: decimal(),
  serials: nullable(json<string[]>()),
}) {}

/** What a customer says is missing of a delivery, or not as it should be. */
export class Claim extends defineDocument(
  "claims",
  {
    number: text(64),
    customerId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    shipmentId: reference(),
    shipmentLineId: reference(),
    kind: oneOf(...claimKinds),
    state: oneOf(...claimStates.names),
    quantity: decimal(),
    reason: text(500),
    resolution: nullable(text(500)),
    custom: nullable(json<Record<string, unknown>>()),
  },
  { customer: "customerId" },
) {}
