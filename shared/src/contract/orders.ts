import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** Sales orders: what a customer was promised, line by line. */

const recipeComponent = z.strictObject({
  itemId: shape.id,
  perBase: shape.quantity,
  scrapRate: shape.rate.default("0"),
});
const recipeOperation = z.strictObject({
  sequence: z.int().min(1).max(9_999),
  name: shape.text(128),
  workCenterId: shape.id.nullable().default(null),
  setupMinutes: shape.amount.default("0"),
  runMinutesPerUnit: shape.amount.default("0"),
});

/** A bill of materials and routing of a line's own. */
export const recipeInput = z.strictObject({
  baseQuantity: shape.quantity.default("1"),
  components: z.array(recipeComponent).max(500),
  operations: z.array(recipeOperation).max(100).default([]),
});

const lineFields = z.strictObject({
  mode: z.enum(["standard", "custom"]),
  itemId: shape.id,
  quantity: shape.quantity,
  unitPrice: shape.unitPrice,
  taxRate: shape.rate.optional(),
  requestedOn: shape.day.optional(),
  warehouseId: shape.id.optional(),
  description: shape.note(500).optional(),
  /** Only for a custom line; without one it starts from the item's own bill of materials. */
  recipe: recipeInput.optional(),
});

const tooLarge = { error: "issue.out_of_range" };
const lineInput = lineFields.refine((line) => shape.fitsBooks([line]), {
  ...tooLarge,
  path: ["quantity"],
});

const draftInput = {
  customerId: shape.id,
  requestedOn: shape.day,
  customerReference: shape.note(128).optional(),
  pricesIncludeTax: z.boolean().default(true),
  note: shape.note(1000).optional(),
  lines: z.array(lineInput).max(500).refine(shape.fitsBooks, tooLarge),
};

const recipe = z.object({
  baseQuantity: z.string(),
  components: z.array(
    z.object({
      lineNo: z.int(),
      itemId: z.string(),
      itemCode: z.string(),
      itemName: z.string(),
      perBase: z.string(),
      scrapRate: z.string(),
    }),
  ),
  operations: z.array(
    z.object({
      sequence: z.int(),
      name: z.string(),
      workCenterId: z.string().nullable(),
      setupMinutes: z.string(),
      runMinutesPerUnit: z.string(),
    }),
  ),
});

const line = z.object({
  id: z.string(),
  lineNo: z.int(),
  mode: z.enum(["standard", "custom"]),
  state: z.string(),
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  description: z.string(),
  warehouseId: z.string().nullable(),
  quantity: z.string(),
  unitPrice: z.string(),
  taxRate: z.string(),
  inclCents: z.int(),
  exclCents: z.int(),
  taxCents: z.int(),
  requestedOn: z.string(),
  promisedOn: z.string().nullable(),
  reservedQuantity: z.string(),
  plannedQuantity: z.string(),
  recipe: recipe.nullable(),
});

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
  creditOverride: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  cancelReason: z.string().nullable(),
  lines: z.array(line),
  actions: shape.actions,
});
export type Order = z.output<typeof order>;
export type OrderLine = z.output<typeof line>;

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
      "order.over_credit",
      "party.on_hold",
      "bom.cycle",
      "reference.not_found",
    ],
  }),
  "orders.cancel": write({
    summary: "Cancels an order and takes back everything that was planned for it.",
    input: z.strictObject({ orderId: shape.id, revision: shape.revision, reason: shape.text(500) }),
    output: order,
    actors: ["staff"],
    permission: "orders.cancel",
    function: "sales",
    subject: { type: "order", key: "orderId" },
    errors: ["revision.stale", "state.illegal_move"],
  }),
} as const satisfies Contract;
