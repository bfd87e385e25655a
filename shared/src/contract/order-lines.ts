import { z } from "zod";
import { paymentTriggers } from "../domain";
import { inspectionPoints } from "./catalog-records";
import * as shape from "./primitives";

/** The lines of sales orders, as they are typed and as they are shown. */

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
  inspectionPoint: z.enum(inspectionPoints).default("none"),
  subcontracted: z.boolean().default(false),
});

/** A bill of materials and routing of a line's own. */
export const recipeInput = z.strictObject({
  baseQuantity: shape.quantity.default("1"),
  components: z.array(recipeComponent).max(500),
  operations: z.array(recipeOperation).max(100).default([]),
});
/** The same as it is kept: checked, with what was left out filled in. */
export type RecipeOfLine = z.output<typeof recipeInput>;

/**
 * The business modes of a line: from stock, made to order, shipped straight by the supplier, or under a project. Mixed
 * freely in one order.
 */
export const orderModes = ["standard", "custom", "dropship", "project"] as const;
export type OrderMode = (typeof orderModes)[number];

/** `removed`: taken out by an order change; `closed`: what is left of it will not be delivered. */
export const orderLineStateNames = ["open", "cancelled", "removed", "closed"] as const;
export type OrderLineState = (typeof orderLineStateNames)[number];

/** An address as a document keeps it. */
export const shipToInput = z.strictObject({
  recipient: shape.text(64),
  phone: shape.note(64).default(""),
  region: shape.note(128).default(""),
  line: shape.text(256),
});
export const shipTo = z.object({
  addressId: z.string().nullable(),
  recipient: z.string(),
  phone: z.string().nullable(),
  region: z.string(),
  line: z.string(),
});

/** One stage of an order's payment schedule. */
export const orderPayment = z.object({
  stageNo: z.int(),
  name: z.string(),
  state: z.enum(["open", "cancelled"]),
  trigger: z.enum(paymentTriggers),
  shareRate: z.string(),
  days: z.int(),
  amountCents: z.int(),
  /** Null: what it waits for has not happened. */
  dueOn: z.string().nullable(),
});

const lineFields = z.strictObject({
  mode: z.enum(orderModes),
  /** Without one the line is free text, which its description says. */
  itemId: shape.id.optional(),
  quantity: shape.quantity,
  /** The unit that quantity and price are for; the item's own where none is named. */
  unitId: shape.id.optional(),
  unitPrice: shape.unitPrice,
  taxRate: shape.rate.optional(),
  requestedOn: shape.day.optional(),
  warehouseId: shape.id.optional(),
  description: shape.note(500).optional(),
  /** Only for a custom line; without one it starts from the item's own bill of materials. */
  recipe: recipeInput.optional(),
  /** How far a delivery may go beyond or stay below the quantity and still be complete. */
  overRate: shape.rate.default("0"),
  underRate: shape.rate.default("0"),
  /** Charged when milestones are reached; its shipment then posts nothing. */
  billedByMilestones: z.boolean().default(false),
});

type LineFields = z.output<typeof lineFields>;
const isFreeText = (line: LineFields) => line.itemId === undefined;
const required = { error: "issue.required" };

export const tooLarge = { error: "issue.out_of_range" };
export const orderLineInput = lineFields
  .refine((line) => shape.fitsBooks([line]), { ...tooLarge, path: ["quantity"] })
  .refine((line) => !isFreeText(line) || Boolean(line.description), {
    ...required,
    path: ["description"],
  })
  // Only what planning knows nothing of can be free text: nobody can make or buy a sentence.
  .refine((line) => !isFreeText(line) || line.mode === "standard" || line.mode === "project", {
    ...required,
    path: ["itemId"],
  });

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
      inspectionPoint: z.enum(inspectionPoints),
      subcontracted: z.boolean(),
    }),
  ),
});

export const orderLine = z.object({
  id: z.string(),
  lineNo: z.int(),
  mode: z.enum(orderModes),
  state: z.enum(orderLineStateNames),
  /** Null: free text. */
  itemId: z.string().nullable(),
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  description: z.string(),
  warehouseId: z.string().nullable(),
  /** In the item's own unit. */
  quantity: z.string(),
  unitId: z.string().nullable(),
  enteredQuantity: z.string(),
  unitFactor: z.string(),
  /** Of the unit as entered. */
  unitPrice: z.string(),
  taxRate: z.string(),
  inclCents: z.int(),
  exclCents: z.int(),
  taxCents: z.int(),
  requestedOn: z.string(),
  promisedOn: z.string().nullable(),
  reservedQuantity: z.string(),
  plannedQuantity: z.string(),
  /** What has left, and what of it the customer has accepted. */
  shippedQuantity: z.string(),
  acceptedQuantity: z.string(),
  /** Goods, which planning covers; free text and services are not. */
  needsSupply: z.boolean(),
  overRate: z.string(),
  underRate: z.string(),
  billedByMilestones: z.boolean(),
  recipe: recipe.nullable(),
});

export type OrderLine = z.output<typeof orderLine>;
