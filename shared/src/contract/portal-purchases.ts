import { z } from "zod";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { confirmedDays } from "./purchase-orders";
import { portalPurchaseOrder } from "./purchase-records";

/** What a supplier's contact sees of orders and answers to them. */

const selling = { actors: ["supplier"], permission: null, function: "purchasing" } as const;
const oneOrder = { type: "purchase_order", key: "purchaseOrderId" } as const;
const theirs = { ...selling, subject: oneOrder, output: portalPurchaseOrder } as const;
const MOST_LINES = 200;

export const portalPurchasesContract = {
  "portal.purchaseOrders.list": read({
    ...selling,
    summary: "A supplier's own orders, the newest first.",
    input: z.strictObject({
      before: shape.id.optional(),
      limit: z.int().min(1).max(100).default(20),
    }),
    output: z.object({
      rows: z.array(
        portalPurchaseOrder.pick({
          id: true,
          number: true,
          state: true,
          orderedOn: true,
          inclCents: true,
          issuedAt: true,
        }),
      ),
      next: z.string().nullable(),
    }),
    subject: { type: "purchase_order", list: true },
  }),
  "portal.purchaseOrders.show": read({
    ...theirs,
    summary: "One of a supplier's own orders with what may be done with it now.",
    input: z.strictObject({ purchaseOrderId: shape.id }),
  }),
  "portal.purchaseOrders.confirm": write({
    ...theirs,
    summary:
      "Says yes to an order, with the days on which its lines will come. Asking twice counts once.",
    input: z.strictObject({ purchaseOrderId: shape.id, days: confirmedDays }),
    errors: ["purchase.not_answerable", "reference.not_found"],
  }),
  "portal.purchaseOrders.counter": write({
    ...theirs,
    summary:
      "Offers other days, quantities or prices for lines of an order; it runs as issued until it is accepted.",
    input: z.strictObject({
      purchaseOrderId: shape.id,
      note: shape.note(500).optional(),
      lines: z
        .array(
          z.strictObject({
            lineId: shape.id,
            on: shape.day.optional(),
            quantity: shape.quantity.optional(),
            unitPrice: shape.unitPrice.optional(),
          }),
        )
        .min(1)
        .max(MOST_LINES),
    }),
    errors: ["purchase.not_answerable", "reference.not_found"],
  }),
} as const satisfies Contract;
