import { z } from "zod";
import { listField } from "./list-fields";
import { declareList } from "./lists";
import * as shape from "./primitives";

/** Deliveries and claims as they are listed and shown. */

export const shipmentStateNames = [
  "draft",
  "picked",
  "dispatched",
  "delivered",
  "accepted",
  "disputed",
  "resolved",
  "cancelled",
] as const;
export const claimStateNames = ["open", "credited", "redelivered", "refused"] as const;
export const claimKinds = ["short", "rejected"] as const;

export const shipmentList = declareList("shipments", {
  subject: "shipment",
  about: "delivery notes",
  function: "inventory",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    state: listField.oneOf(shipmentStateNames),
    customer: listField.reference(),
    carrier: listField.text(),
    waybill: listField.code(),
    shippedOn: listField.day(),
    createdAt: listField.instant({ shown: false }),
  },
});

export const claimList = declareList("claims", {
  subject: "claim",
  about: "what customers say is missing or not as it should be",
  function: "inventory",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    state: listField.oneOf(claimStateNames),
    kind: listField.oneOf(claimKinds),
    customer: listField.reference(),
    shipment: listField.reference(),
    quantity: listField.quantity(),
    reason: listField.text(),
    createdAt: listField.instant({ shown: false }),
  },
});

const shipTo = z.object({
  addressId: z.string().nullable(),
  recipient: z.string(),
  phone: z.string().nullable(),
  region: z.string(),
  line: z.string(),
});

export const shipmentHead = {
  id: z.string(),
  number: z.string(),
  state: z.enum(shipmentStateNames),
  carrier: z.string(),
  waybill: z.string(),
  shippedOn: z.string().nullable(),
  dispatchedAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  signedBy: z.string(),
  answeredAt: z.string().nullable(),
};
const line = {
  id: z.string(),
  lineNo: z.int(),
  orderId: z.string(),
  orderNumber: z.string(),
  orderLineId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  quantity: z.string(),
  acceptedQuantity: z.string(),
  shortQuantity: z.string(),
  rejectedQuantity: z.string(),
  answerNote: z.string(),
};
const claim = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(claimStateNames),
  kind: z.enum(claimKinds),
  lineNo: z.int(),
  quantity: z.string(),
  reason: z.string(),
  resolution: z.string(),
  revision: z.int(),
});

export const shipment = z.object({
  ...shipmentHead,
  revision: z.int(),
  customerId: z.string(),
  customerName: z.string(),
  ownerId: z.string().nullable(),
  departmentId: z.string().nullable(),
  note: z.string(),
  cancelReason: z.string(),
  shipTo: shipTo.nullable(),
  lines: z.array(
    z.object({ ...line, itemId: z.string().nullable(), warehouseId: z.string().nullable() }),
  ),
  picks: z.array(
    z.object({
      lineId: z.string(),
      locationId: z.string(),
      lotId: z.string(),
      lotNumber: z.string(),
      quantity: z.string(),
      serials: z.array(z.string()),
    }),
  ),
  claims: z.array(claim),
  actions: shape.actions,
});
export type ShipmentView = z.output<typeof shipment>;

export const portalShipment = z.object({
  ...shipmentHead,
  shipTo: shipTo.nullable(),
  lines: z.array(z.object(line)),
  claims: z.array(claim.omit({ revision: true })),
  actions: shape.actions,
});
export type PortalShipment = z.output<typeof portalShipment>;
