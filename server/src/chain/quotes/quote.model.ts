import type { OrderMode, RecipeOfLine } from "@quanlian/shared/contract";
import { orderModes } from "@quanlian/shared/contract";
import {
  cents,
  day,
  decimal,
  defineDocument,
  defineTable,
  flag,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { quoteStates } from "./quote.states";

/** A delivery address as a document keeps it. */
export interface ShipTo {
  addressId: Id | null;
  recipient: string;
  phone: string;
  region: string;
  line: string;
}

/** One revision of a quote. Revisions of one quote share its number and the id of the first. */
export class Quote extends defineDocument(
  "quotes",
  {
    number: text(64),
    revisionNo: integer(),
    firstQuoteId: reference(),
    /** The revision that this one was begun from. */
    formerQuoteId: nullable(reference()),
    latest: flag(),
    customerId: reference(),
    dealId: nullable(reference()),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    state: oneOf(...quoteStates.names),
    title: nullable(text(200)),
    quotedOn: day(),
    /** The last day on which it can be accepted; a sent one has it. */
    validUntil: nullable(day()),
    requestedOn: nullable(day()),
    customerReference: nullable(text(128)),
    pricesIncludeTax: flag(),
    paymentTermId: nullable(reference()),
    /** As it was called when it was quoted: customers cannot read the terms themselves. */
    paymentTermName: nullable(text(128)),
    shipTo: nullable(json<ShipTo>()),
    terms: nullable(text(2000)),
    note: nullable(text(1000)),
    /** Never shown to the customer. */
    internalNote: nullable(text(1000)),
    /** Sums of the lines that are not optional, each in its first quantity. */
    inclCents: cents(),
    exclCents: cents(),
    taxCents: cents(),
    /** What the accepted lines come to, in the quantities that the customer chose. */
    acceptedInclCents: nullable(cents()),
    /** Null while the cost of a line is not known. */
    costCents: nullable(cents()),
    marginCents: nullable(cents()),
    sentAt: nullable(instant()),
    answeredAt: nullable(instant()),
    closedReason: nullable(text(500)),
    orderId: nullable(reference()),
    custom: nullable(json<Record<string, unknown>>()),
  },
  { customer: "customerId" },
) {}

/** Where a line's cost comes from. */
export type CostSource = "typed" | "recipe" | "standard" | "structure";

/** A recipe that a line brings, as it was typed: it becomes rows when it is ordered. */
export type QuotedRecipe = RecipeOfLine;

/** One line. What it names is kept as it was called, so that an old revision reads as it was sent. */
export class QuoteLine extends defineTable(
  "quote_lines",
  {
    quoteId: reference(),
    customerId: reference(),
    lineNo: integer(),
    /** The same through all revisions. */
    lineKey: reference(),
    mode: oneOf<OrderMode>(...orderModes),
    /** Null: free text, which its description says. */
    itemId: nullable(reference()),
    itemCode: nullable(text(64)),
    itemName: nullable(text(128)),
    itemSpec: nullable(text(255)),
    description: nullable(text(500)),
    unitId: nullable(reference()),
    unitName: nullable(text(64)),
    warehouseId: nullable(reference()),
    taxRate: decimal(),
    deliveryDays: nullable(integer()),
    optional: flag(),
    note: nullable(text(500)),
    /** 元 per unit; null: not known. */
    unitCost: nullable(decimal()),
    costSource: nullable(oneOf<CostSource>("typed", "recipe", "standard", "structure")),
    recipe: nullable(json<QuotedRecipe>()),
    fileIds: json<Id[]>(),
    /** Of its first quantity. */
    inclCents: cents(),
    exclCents: cents(),
    taxCents: cents(),
    answer: nullable(oneOf("accepted", "rejected")),
    chosenBreakNo: nullable(integer()),
    answeredAt: nullable(instant()),
    answeredBy: nullable(text(64)),
  },
  { customer: "customerId" },
) {}

/** One of a line's quantities with its price. */
export class QuoteBreak extends defineTable(
  "quote_breaks",
  {
    quoteId: reference(),
    lineId: reference(),
    customerId: reference(),
    breakNo: integer(),
    quantity: decimal(),
    unitPrice: decimal(),
    /** Where the price was taken from; null for a typed one. */
    priceListCode: nullable(text(64)),
    discountRate: decimal(),
    /** Unit price × (1 − discount), to six places. */
    netPrice: decimal(),
    inclCents: cents(),
    exclCents: cents(),
    taxCents: cents(),
    costCents: nullable(cents()),
  },
  { customer: "customerId" },
) {}

/** What both sides say about a quote; it stays through all revisions. */
export class QuoteComment extends defineTable(
  "quote_comments",
  {
    quoteId: reference(),
    firstQuoteId: reference(),
    lineId: nullable(reference()),
    customerId: reference(),
    side: oneOf("us", "customer"),
    authorName: text(64),
    text: text(2000),
    createdAt: instant(),
  },
  { customer: "customerId" },
) {}

/** A link by which one quote may be read; of its secret only the hash is kept. */
export class QuoteShare extends defineTable("quote_shares", {
  quoteId: reference(),
  tokenHash: text(64),
  expiresAt: instant(),
  revokedAt: nullable(instant()),
  createdAt: instant(),
}) {}

/** How a company quotes: one row, or none while the defaults hold. */
export class QuoteSettingsRow extends defineDocument("quote_settings", {
  marginFloor: nullable(decimal()),
  levelFloors: json<{ level: string; marginFloor: string }[]>(),
  validityDays: withDefault(integer(), 15),
  onAcceptance: oneOf("draft", "confirm"),
}) {}
