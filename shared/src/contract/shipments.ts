import { z } from "zod";
import { listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { claimList, shipment, shipmentList } from "./shipment-records";
import { serialNumbers } from "./stock";

/** What leaves for customers, and what they say of it. */

/** A line of an order that may be shipped now. */
const readyLine = z.object({
  orderLineId: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  lineNo: z.int(),
  customerId: z.string(),
  itemId: z.string().nullable(),
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  ordered: z.string(),
  shipped: z.string(),
  /** Held for it and on no delivery note yet. */
  ready: z.string(),
  requestedOn: z.string(),
});

const shipping = { actors: ["staff"], function: "inventory" } as const;
export const oneShipment = { type: "shipment", key: "shipmentId" } as const;
const ours = { ...shipping, subject: oneShipment, output: shipment } as const;
const moving = { shipmentId: shape.id, revision: shape.revision };
const MOST_LINES = 200;
const count = shape.amount.refine((text) => !/^\d{10}/.test(text), { error: "issue.quantity" });

/** What a customer says of the lines; a line that is not named is accepted in full. */
export const acceptedLines = z
  .array(
    z
      .strictObject({
        lineId: shape.id,
        short: count.default("0"),
        rejected: count.default("0"),
        reason: shape.text(500).optional(),
      })
      .refine(
        ({ short, rejected, reason }) =>
          reason !== undefined || !/[1-9]/.test(`${short}${rejected}`),
        { error: "issue.cause_missing", path: ["reason"] },
      ),
  )
  .max(MOST_LINES)
  .default([]);

const stockErrors = [
  "stock.insufficient",
  "stock.reserved",
  "stock.untracked",
  "stock.frozen_for_count",
  "serial.not_here",
  "period.closed",
] as const;
export const answeringErrors = [
  "shipment.not_answerable",
  "shipment.over_answered",
  "reference.not_found",
] as const;

const settling = (summary: string) =>
  write({
    ...shipping,
    summary,
    input: z.strictObject({ claimId: shape.id, revision: shape.revision, note: shape.text(500) }),
    output: shipment,
    permission: "claims.settle",
    subject: { type: "claim", key: "claimId" },
    errors: ["revision.stale", "state.illegal_move", "period.closed", "shipment.not_shippable"],
  });

export const shipmentsContract = {
  ...listContract(shipmentList),
  ...listContract(claimList),
  "shipments.ready": read({
    ...shipping,
    summary: "Lines of confirmed orders of which goods are held and on no delivery note yet.",
    input: z.strictObject({ customerId: shape.id.optional() }),
    output: z.object({ rows: z.array(readyLine) }),
    permission: "shipments.create",
    subject: { type: "order", list: true },
  }),
  "shipments.create": write({
    ...shipping,
    summary: "Writes a delivery note for lines of one or several orders of a customer.",
    input: z.strictObject({
      customerId: shape.id,
      carrier: shape.text(64).optional(),
      waybill: shape.text(64).optional(),
      note: shape.note(500).optional(),
      lines: z
        .array(z.strictObject({ orderLineId: shape.id, quantity: shape.quantity }))
        .min(1)
        .max(MOST_LINES),
    }),
    output: shipment,
    permission: "shipments.create",
    subject: { type: "shipment", creates: true },
    errors: [
      "reference.not_found",
      "request.invalid",
      "shipment.not_shippable",
      "shipment.over_ordered",
      "shipment.mixed_terms",
    ],
  }),
  "shipments.show": read({
    ...ours,
    summary:
      "One delivery note with what was picked, what the customer said, and what may be done now.",
    input: z.strictObject({ shipmentId: shape.id }),
    permission: "shipments.show",
  }),
  "shipments.pick": write({
    ...ours,
    summary:
      "Says where goods are taken from: as scanned, or what expires first. May be said again.",
    input: z.strictObject({
      ...moving,
      lines: z
        .array(
          z.strictObject({
            lineId: shape.id,
            quantity: shape.quantity,
            catchQuantity: shape.quantity.optional(),
            locationId: shape.id.optional(),
            lotNumber: shape.code.optional(),
            serials: serialNumbers.optional(),
          }),
        )
        .max(MOST_LINES)
        .default([]),
    }),
    permission: "shipments.pick",
    errors: [
      "revision.stale",
      "state.illegal_move",
      "reference.not_found",
      "shipment.not_as_noted",
      "stock.insufficient",
    ],
  }),
  "shipments.dispatch": write({
    ...ours,
    summary:
      "The goods leave: out of stock, charged by the order's term, and the customer is told.",
    input: z.strictObject({
      ...moving,
      carrier: shape.text(64).optional(),
      waybill: shape.text(64).optional(),
    }),
    permission: "shipments.dispatch",
    errors: [
      "revision.stale",
      "state.illegal_move",
      "shipment.payment_hold",
      "shipment.not_shippable",
      "shipment.over_ordered",
      ...stockErrors,
    ],
  }),
  "shipments.deliver": write({
    ...ours,
    summary: "Writes down who signed for the goods.",
    input: z.strictObject({ ...moving, signedBy: shape.text(64) }),
    permission: "shipments.deliver",
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "shipments.recordAcceptance": write({
    ...ours,
    summary: "Writes down what the customer said of the goods, by telephone say.",
    input: z.strictObject({ ...moving, lines: acceptedLines }),
    permission: "shipments.recordAcceptance",
    errors: ["revision.stale", ...answeringErrors],
  }),
  "shipments.cancel": write({
    ...ours,
    summary: "Takes back a delivery note whose goods have not left.",
    input: z.strictObject({ ...moving, reason: shape.text(500) }),
    permission: "shipments.cancel",
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "claims.credit": settling("Credits what a claim is about, at what was charged for it."),
  "claims.redeliver": settling("Delivers what a claim is about anew; it is paid then."),
  "claims.refuse": settling(
    "Does not agree to a claim, and says why: the goods count as accepted.",
  ),
} as const satisfies Contract;
