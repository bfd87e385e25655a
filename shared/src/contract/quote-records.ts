import { z } from "zod";
import { orderModes, recipeInput, shipTo, shipToInput, tooLarge } from "./order-lines";
import * as shape from "./primitives";

/** Quotes as they are typed and as they are shown to staff. */

export const quoteStateNames = [
  "draft",
  "pending_approval",
  "sent",
  "withdrawn",
  "accepted",
  "rejected",
  "expired",
  "superseded",
] as const;

const breakInput = z.strictObject({
  quantity: shape.quantity,
  /** 元 per unit, before the discount; where none is typed, what the customer's price list says. */
  unitPrice: shape.unitPrice.optional(),
  discountRate: shape.rate.default("0"),
});

const lineFields = z.strictObject({
  /** The line of this quote that it takes the place of: revisions are compared by it. */
  lineId: shape.id.optional(),
  mode: z.enum(orderModes).default("standard"),
  /** Without one the line is free text, which its description says. */
  itemId: shape.id.optional(),
  description: shape.note(500).optional(),
  unitId: shape.id.optional(),
  taxRate: shape.rate.optional(),
  warehouseId: shape.id.optional(),
  /** Days from the acceptance to the delivery. */
  deliveryDays: z.int().min(0).max(3650).optional(),
  /** The customer may leave it out; it does not count in the total. */
  optional: z.boolean().default(false),
  /** Shown to the customer. */
  note: shape.note(500).optional(),
  /** 元 per unit; where none is typed it comes from the item or the recipe. */
  unitCost: shape.amount.optional(),
  /** Only for a custom line, or a project's. */
  recipe: recipeInput.optional(),
  /** One price for each of several quantities, ascending; the customer picks one. */
  breaks: z.array(breakInput).min(1).max(20),
  /** Drawings: files that were uploaded before. */
  fileIds: z.array(shape.id).max(20).default([]),
});

const required = { error: "issue.required" };
const lineInput = lineFields
  .refine((line) => line.breaks.every((one) => shape.fitsBooks([one])), {
    ...tooLarge,
    path: ["breaks"],
  })
  .refine((line) => line.itemId !== undefined || Boolean(line.description), {
    ...required,
    path: ["description"],
  })
  .refine(
    (line) => line.itemId !== undefined || line.mode === "standard" || line.mode === "project",
    { ...required, path: ["itemId"] },
  );

/** All breaks of all lines together must fit the books, whichever are chosen. */
export const quoteLines = z
  .array(lineInput)
  .max(300)
  .refine((lines) => shape.fitsBooks(lines.flatMap((line) => line.breaks)), tooLarge);

export const quoteHeader = {
  title: shape.note(200).optional(),
  /** Without one, as many days after the sending as the company's settings say. */
  validUntil: shape.day.optional(),
  requestedOn: shape.day.optional(),
  customerReference: shape.note(128).optional(),
  /** The deal of this customer that the offer is made for. */
  dealId: shape.id.optional(),
  pricesIncludeTax: z.boolean().default(true),
  paymentTermId: shape.id.optional(),
  shipTo: shipToInput.optional(),
  terms: shape.note(2000).optional(),
  note: shape.note(1000).optional(),
  /** Never shown to the customer. */
  internalNote: shape.note(1000).optional(),
};

export const quoteComment = z.object({
  id: z.string(),
  quoteId: z.string(),
  lineId: z.string().nullable(),
  side: z.enum(["us", "customer"]),
  authorName: z.string(),
  text: z.string(),
  createdAt: z.string(),
});

const quoteBreak = z.object({
  breakNo: z.int(),
  quantity: z.string(),
  unitPrice: z.string(),
  discountRate: z.string(),
  /** The price list that it was taken from; empty for a typed price. */
  priceListCode: z.string(),
  /** What is really asked for: the unit price after the discount. */
  netPrice: z.string(),
  inclCents: z.int(),
  exclCents: z.int(),
  taxCents: z.int(),
  /** Null: not known, or not for this reader. */
  costCents: z.int().nullable(),
  marginRate: z.string().nullable(),
});

export const quoteLine = z.object({
  id: z.string(),
  lineKey: z.string(),
  lineNo: z.int(),
  mode: z.enum(orderModes),
  itemId: z.string().nullable(),
  itemCode: z.string(),
  itemName: z.string(),
  itemSpec: z.string(),
  description: z.string(),
  unitId: z.string().nullable(),
  unit: z.string(),
  warehouseId: z.string().nullable(),
  taxRate: z.string(),
  deliveryDays: z.int().nullable(),
  optional: z.boolean(),
  note: z.string(),
  unitCost: z.string().nullable(),
  costSource: z.string().nullable(),
  recipe: z.unknown().nullable(),
  fileIds: z.array(z.string()),
  answer: z.enum(["accepted", "rejected"]).nullable(),
  chosenBreakNo: z.int().nullable(),
  answeredAt: z.string().nullable(),
  answeredBy: z.string(),
  breaks: z.array(quoteBreak),
});

export const quote = z.object({
  id: z.string(),
  number: z.string(),
  revisionNo: z.int(),
  latest: z.boolean(),
  state: z.enum(quoteStateNames),
  revision: z.int(),
  customerId: z.string(),
  customerName: z.string(),
  dealId: z.string().nullable(),
  ownerId: z.string().nullable(),
  departmentId: z.string().nullable(),
  title: z.string(),
  quotedOn: z.string(),
  validUntil: z.string().nullable(),
  requestedOn: z.string().nullable(),
  customerReference: z.string(),
  pricesIncludeTax: z.boolean(),
  paymentTermId: z.string().nullable(),
  paymentTermName: z.string(),
  shipTo: shipTo.nullable(),
  terms: z.string(),
  note: z.string(),
  internalNote: z.string(),
  inclCents: z.int(),
  exclCents: z.int(),
  taxCents: z.int(),
  acceptedInclCents: z.int().nullable(),
  costCents: z.int().nullable(),
  marginCents: z.int().nullable(),
  sentAt: z.string().nullable(),
  answeredAt: z.string().nullable(),
  closedReason: z.string(),
  orderId: z.string().nullable(),
  lines: z.array(quoteLine),
  comments: z.array(quoteComment),
  revisions: z.array(
    z.object({
      id: z.string(),
      revisionNo: z.int(),
      state: z.enum(quoteStateNames),
      inclCents: z.int(),
      createdAt: z.string(),
    }),
  ),
  actions: shape.actions,
});
export type Quote = z.output<typeof quote>;
export type QuoteLine = z.output<typeof quoteLine>;
