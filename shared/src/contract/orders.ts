import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import {
  orderLine,
  orderLineInput,
  orderPayment,
  recipeInput,
  shipTo,
  shipToInput,
  tooLarge,
} from "./order-lines";
import * as shape from "./primitives";

/** Sales orders: what a customer was promised, line by line. */

const draftInput = {
  customerId: shape.id,
  requestedOn: shape.day,
  customerReference: shape.note(128).optional(),
  pricesIncludeTax: z.boolean().default(true),
  note: shape.note(1000).optional(),
  /** Where the goods go: typed, or one of the customer's addresses; his default delivery address where neither is named. */
  shipTo: shipToInput.optional(),
  shipToAddressId: shape.id.optional(),
  /** One of the customer's open projects: lines of the mode project belong to it. */
  projectId: shape.id.optional(),
  lines: z.array(orderLineInput).max(500).refine(shape.fitsBooks, tooLarge),
};

const header = {
  id: z.string(),
  number: z.string(),
  state: z.string(),
  revision: z.int(),
  customerId: z.string(),
  customerName: z.string(),
  ownerId: z.string().nullable(),
  orderedOn: z.string(),
  requestedOn: z.string(),
  promisedOn: z.string().nullable(),
  inclCents: z.int(),
};

export const order = z.object({
  ...header,
  departmentId: z.string().nullable(),
  customerReference: z.string(),
  pricesIncludeTax: z.boolean(),
  exclCents: z.int(),
  taxCents: z.int(),
  note: z.string(),
  shipTo: shipTo.nullable(),
  quoteId: z.string().nullable(),
  projectId: z.string().nullable(),
  /** Why an automatic confirmation left it a draft, in the reader's language. */
  waiting: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** By the tenant's rules, when it was written: it is submitted before it is confirmed. */
  needsApproval: z.boolean(),
  approvedAt: z.string().nullable(),
  creditHold: z.string().nullable(),
  paymentHold: z.string().nullable(),
  creditOverride: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  cancelReason: z.string().nullable(),
  paymentTermId: z.string().nullable(),
  /** Of an order closed short: what of its amount stays promised. */
  keptCents: z.int().nullable(),
  closedAt: z.string().nullable(),
  lines: z.array(orderLine),
  payments: z.array(orderPayment),
  actions: shape.actions,
});
export type Order = z.output<typeof order>;

export const orderRules = z.object({
  approveAboveCents: z.int().nullable(),
  approveDiscountRate: z.string().nullable(),
  approveMarginRate: z.string().nullable(),
  revision: z.int(),
});
export type OrderRulesView = z.output<typeof orderRules>;

/** What stops an order for a while, with a reason; a flag, not a state. */
export const orderHolds = ["credit", "payment"] as const;

export const orderStateNames = [
  "draft",
  "pending_approval",
  "confirmed",
  "completed",
  "cancelled",
  "closed_short",
] as const;

/** Sales orders as a list shows them. */
export const orderList = declareList("orders", {
  subject: "order",
  about: "sales orders",
  function: "sales",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    state: listField.oneOf(orderStateNames),
    customer: listField.reference(),
    orderedOn: listField.day(),
    requestedOn: listField.day(),
    promisedOn: listField.day(),
    inclCents: listField.cents(),
    customerReference: listField.text({ shown: false }),
    createdAt: listField.instant({ shown: false }),
  },
});

export const ordersContract = {
  ...listContract(orderList),
  "orders.create": write({
    summary: "Writes down what a customer wants as a draft; amounts and tax are computed here.",
    input: z.strictObject(draftInput),
    output: order,
    actors: ["staff"],
    permission: "orders.create",
    function: "sales",
    subject: { type: "order", creates: true },
    errors: ["reference.not_found", "party.not_customer"],
  }),
  "orders.update": write({
    summary:
      "Replaces the content of a draft. A confirmed order is changed by an order change instead.",
    input: z.strictObject({ orderId: shape.id, revision: shape.revision, ...draftInput }),
    output: order,
    actors: ["staff"],
    permission: "orders.update",
    function: "sales",
    subject: { type: "order", key: "orderId" },
    errors: ["revision.stale", "order.frozen", "reference.not_found", "party.not_customer"],
  }),
  "orders.customise": write({
    summary: "Edits the bill of materials and routing of one custom line, for this order alone.",
    input: z.strictObject({
      orderId: shape.id,
      revision: shape.revision,
      lineId: shape.id,
      recipe: recipeInput,
    }),
    output: order,
    actors: ["staff"],
    permission: "orders.customise",
    function: "sales",
    subject: { type: "order", key: "orderId" },
    errors: ["revision.stale", "order.frozen", "order.line_not_custom", "reference.not_found"],
  }),
  "orders.show": read({
    summary: "One order with its lines, where each stands, and what may be done with it now.",
    input: z.strictObject({ orderId: shape.id }),
    output: order,
    actors: ["staff"],
    permission: "orders.show",
    function: "sales",
    subject: { type: "order", key: "orderId" },
  }),
  "orders.submit": write({
    summary: "Asks for the agreement that a draft needs by the company's rules.",
    input: z.strictObject({ orderId: shape.id, revision: shape.revision }),
    output: order,
    actors: ["staff"],
    permission: "orders.submit",
    function: "sales",
    subject: { type: "order", key: "orderId" },
    errors: [
      "revision.stale",
      "state.illegal_move",
      "order.needs_no_approval",
      "order.empty",
      "order.on_hold",
      "order.no_ship_to",
    ],
  }),
  "orders.rules": read({
    summary: "When an order needs somebody's agreement before it is confirmed.",
    input: z.strictObject({}),
    output: orderRules,
    actors: ["staff"],
    permission: "orders.rules",
    function: "sales",
    subject: { type: "order", self: true },
  }),
  "orders.setRules": write({
    summary: "Sets these rules for orders that are written from now on.",
    input: z.strictObject({
      approveAboveCents: shape.centsNotNegative.nullable(),
      approveDiscountRate: shape.rate.nullable(),
      approveMarginRate: shape.rate.nullable(),
      /** 0 where none were set yet. */
      revision: z.int().min(0).max(2_147_483_647),
    }),
    output: orderRules,
    actors: ["staff"],
    permission: "orders.setRules",
    function: "sales",
    subject: { type: "order", self: true },
    errors: ["revision.stale"],
  }),
  "orders.confirm": write({
    summary:
      "Turns a draft into a promise and plans it in the same transaction: reservation, work orders, requisitions, pegs, promise date.",
    input: z.strictObject({
      orderId: shape.id,
      revision: shape.revision,
      creditOverride: shape.text(500).optional(),
    }),
    output: order,
    actors: ["staff"],
    permission: "orders.confirm",
    function: "sales",
    subject: { type: "order", key: "orderId" },
    errors: [
      "revision.stale",
      "state.illegal_move",
      "order.empty",
      "order.needs_approval",
      "order.on_hold",
      "order.no_ship_to",
      "order.over_credit",
      "party.on_hold",
      "bom.cycle",
      "reference.not_found",
    ],
  }),
  "orders.hold": write({
    summary:
      "Sets a hold with its reason: a credit hold stops the confirmation, a payment hold the shipment.",
    input: z.strictObject({
      orderId: shape.id,
      revision: shape.revision,
      kind: z.enum(orderHolds),
      reason: shape.text(500),
    }),
    output: order,
    actors: ["staff"],
    permission: "orders.hold",
    function: "sales",
    subject: { type: "order", key: "orderId" },
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "orders.liftHold": write({
    summary: "Takes a hold off an order.",
    input: z.strictObject({
      orderId: shape.id,
      revision: shape.revision,
      kind: z.enum(orderHolds),
    }),
    output: order,
    actors: ["staff"],
    permission: "orders.liftHold",
    function: "sales",
    subject: { type: "order", key: "orderId" },
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "orders.closeShort": write({
    summary:
      "Ends a confirmed order with less than was ordered: what is delivered stays, the rest is planned for nobody any more.",
    input: z.strictObject({ orderId: shape.id, revision: shape.revision, reason: shape.text(500) }),
    output: order,
    actors: ["staff"],
    permission: "orders.closeShort",
    function: "sales",
    subject: { type: "order", key: "orderId" },
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "orders.cancel": write({
    summary: "Cancels an order and takes back everything that was planned for it.",
    input: z.strictObject({ orderId: shape.id, revision: shape.revision, reason: shape.text(500) }),
    output: order,
    actors: ["staff"],
    permission: "orders.cancel",
    function: "sales",
    subject: { type: "order", key: "orderId" },
    errors: ["revision.stale", "state.illegal_move", "order.shipped", "order.charged"],
  }),
} as const satisfies Contract;
