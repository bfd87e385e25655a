import { z } from "zod";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { portalShipment, shipmentHead } from "./shipment-records";
import { acceptedLines, answeringErrors, oneShipment } from "./shipments";

/** What a customer's contact sees of deliveries, and says of them. */

const buying = { actors: ["customer"], permission: null, function: "inventory" } as const;

export const portalShipmentsContract = {
  "portal.shipments.list": read({
    ...buying,
    summary: "What is on its way to a customer or has arrived, the newest first.",
    input: z.strictObject({
      before: shape.id.optional(),
      limit: z.int().min(1).max(50).default(20),
    }),
    output: z.object({ rows: z.array(z.object(shipmentHead)), next: z.string().nullable() }),
    subject: { type: "shipment", list: true },
  }),
  "portal.shipments.show": read({
    ...buying,
    summary: "One of a customer's own deliveries, line by line.",
    input: z.strictObject({ shipmentId: shape.id }),
    output: portalShipment,
    subject: oneShipment,
  }),
  "portal.shipments.accept": write({
    ...buying,
    summary:
      "Says what of a delivery is as it should be; what is missing or rejected becomes a claim. Asking twice counts once.",
    input: z.strictObject({ shipmentId: shape.id, lines: acceptedLines }),
    output: portalShipment,
    subject: oneShipment,
    errors: answeringErrors,
  }),
} as const satisfies Contract;
