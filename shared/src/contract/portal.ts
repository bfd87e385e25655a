import { z } from "zod";
import { read, type Contract } from "./operation";
import * as shape from "./primitives";
import { stockStatuses } from "./stock";

/** What a customer's contact sees of orders: his own, and nothing of our costs, plans or people. */

const portalOrderHead = {
  id: z.string(),
  number: z.string(),
  state: z.string(),
  orderedOn: z.string(),
  requestedOn: z.string(),
  promisedOn: z.string().nullable(),
  customerReference: z.string(),
  inclCents: z.int(),
};

export const portalOrder = z.object({
  ...portalOrderHead,
  exclCents: z.int(),
  taxCents: z.int(),
  lines: z.array(
    z.object({
      id: z.string(),
      lineNo: z.int(),
      itemName: z.string(),
      description: z.string(),
      unit: z.string(),
      quantity: z.string(),
      unitPrice: z.string(),
      inclCents: z.int(),
      requestedOn: z.string(),
      promisedOn: z.string().nullable(),
      /** What is planned, at work or on its way to us for it, and what is held for it; neither has left yet. */
      plannedQuantity: z.string(),
      reservedQuantity: z.string(),
      shippedQuantity: z.string(),
      acceptedQuantity: z.string(),
    }),
  ),
  /** What has left for it, the newest first. */
  shipments: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      state: z.string(),
      carrier: z.string(),
      waybill: z.string(),
      shippedOn: z.string().nullable(),
      deliveredAt: z.string().nullable(),
      signedBy: z.string(),
    }),
  ),
  /** The quote that it came from. */
  quote: z.object({ id: z.string(), number: z.string() }).nullable(),
});
export type PortalOrder = z.output<typeof portalOrder>;

const ownMaterial = z.object({
  itemName: z.string(),
  unit: z.string(),
  status: z.enum(stockStatuses),
  quantity: z.string(),
});
export type OwnMaterial = z.output<typeof ownMaterial>;

const forCustomers = { actors: ["customer"], permission: null, function: "sales" } as const;

export const portalContract = {
  "portal.material.list": read({
    summary: "What a party has with us of its own material, by item and status.",
    actors: ["customer", "supplier"],
    permission: null,
    function: "inventory",
    input: z.strictObject({}),
    output: z.object({ rows: z.array(ownMaterial) }),
    subject: { type: "stock_balance", list: true },
  }),
  "portal.orders.list": read({
    ...forCustomers,
    summary: "A customer's own orders, the newest first, page by page.",
    input: z.strictObject({
      before: shape.id.optional(),
      limit: z.int().min(1).max(50).default(20),
    }),
    output: z.object({ rows: z.array(z.object(portalOrderHead)), next: z.string().nullable() }),
    subject: { type: "order", list: true },
  }),
  "portal.orders.show": read({
    ...forCustomers,
    summary: "One of a customer's own orders, with the day on which each line can be there.",
    input: z.strictObject({ orderId: shape.id }),
    output: portalOrder,
    subject: { type: "order", key: "orderId" },
  }),
} as const satisfies Contract;
