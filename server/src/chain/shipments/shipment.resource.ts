import { claimList, shipmentList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { Party } from "../../masters/parties";
import { Claim, Shipment } from "./shipment.model";
import { claimPolicy, shipmentPolicy } from "./shipment.policy";

const customer = { id: "x.customer_id", label: "p.name", join: "p" };
const ofCustomer = { p: { table: Party, on: "p.id = x.customer_id" } };

export const shipmentResource = defineResource(shipmentList, {
  policy: shipmentPolicy,
  table: Shipment,
  alias: "x",
  joins: ofCustomer,
  columns: {
    number: "x.number",
    state: "x.state",
    customer,
    carrier: "x.carrier",
    waybill: "x.waybill",
    shippedOn: "x.shipped_on",
    createdAt: "x.created_at",
  },
  search: { subjectType: null, fields: ["number", "waybill"] },
});

export const claimResource = defineResource(claimList, {
  policy: claimPolicy,
  table: Claim,
  alias: "x",
  joins: { ...ofCustomer, s: { table: Shipment, on: "s.id = x.shipment_id" } },
  columns: {
    number: "x.number",
    state: "x.state",
    kind: "x.kind",
    customer,
    shipment: { id: "x.shipment_id", label: "s.number", join: "s" },
    quantity: "x.quantity",
    reason: "x.reason",
    createdAt: "x.created_at",
  },
  search: { subjectType: null, fields: ["number"] },
});
