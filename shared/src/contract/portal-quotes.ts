import { z } from "zod";
import { read, write, type Contract } from "./operation";
import { shipTo } from "./order-lines";
import { quoteStateNames } from "./quote-records";
import { quoteAnswerFields } from "./quotes";
import * as shape from "./primitives";

/** What a customer's contact sees of quotes and answers to them: his own, and nothing of our costs, notes or people. */

const head = {
  id: z.string(),
  number: z.string(),
  revisionNo: z.int(),
  state: z.enum(quoteStateNames),
  title: z.string(),
  sentAt: z.string().nullable(),
  validUntil: z.string().nullable(),
  inclCents: z.int(),
};

export const portalQuote = z.object({
  ...head,
  customerReference: z.string(),
  requestedOn: z.string().nullable(),
  pricesIncludeTax: z.boolean(),
  paymentTermName: z.string(),
  shipTo: shipTo.nullable(),
  terms: z.string(),
  note: z.string(),
  exclCents: z.int(),
  taxCents: z.int(),
  acceptedInclCents: z.int().nullable(),
  answeredAt: z.string().nullable(),
  lines: z.array(
    z.object({
      id: z.string(),
      lineNo: z.int(),
      itemName: z.string(),
      itemSpec: z.string(),
      description: z.string(),
      unit: z.string(),
      taxRate: z.string(),
      deliveryDays: z.int().nullable(),
      optional: z.boolean(),
      note: z.string(),
      fileIds: z.array(z.string()),
      answer: z.enum(["accepted", "rejected"]).nullable(),
      chosenBreakNo: z.int().nullable(),
      breaks: z.array(
        z.object({
          breakNo: z.int(),
          quantity: z.string(),
          unitPrice: z.string(),
          discountRate: z.string(),
          netPrice: z.string(),
          inclCents: z.int(),
          exclCents: z.int(),
          taxCents: z.int(),
        }),
      ),
    }),
  ),
  comments: z.array(
    z.object({
      id: z.string(),
      lineId: z.string().nullable(),
      side: z.enum(["us", "customer"]),
      text: z.string(),
      createdAt: z.string(),
    }),
  ),
  revisions: z.array(
    z.object({ id: z.string(), revisionNo: z.int(), state: z.enum(quoteStateNames) }),
  ),
  actions: shape.actions,
});
export type PortalQuote = z.output<typeof portalQuote>;

const forCustomers = { actors: ["customer"], permission: null, function: "sales" } as const;
const aboutQuote = { output: portalQuote, subject: { type: "quote", key: "quoteId" } } as const;
const answering = ["quote.closed", "quote.expired", "reference.not_found"] as const;

export const portalQuotesContract = {
  "portal.quotes.list": read({
    ...forCustomers,
    summary: "The quotes that a customer was sent, the newest first, page by page.",
    input: z.strictObject({
      before: shape.id.optional(),
      limit: z.int().min(1).max(50).default(20),
    }),
    output: z.object({ rows: z.array(z.object(head)), next: z.string().nullable() }),
    subject: { type: "quote", list: true },
  }),
  "portal.quotes.show": read({
    ...forCustomers,
    ...aboutQuote,
    summary: "One quote with its lines and prices, what was answered, and its earlier revisions.",
    input: z.strictObject({ quoteId: shape.id }),
  }),
  "portal.quotes.answerLine": write({
    ...forCustomers,
    ...aboutQuote,
    summary:
      "Says yes to one quantity of a line, or no. The last line answered closes the quote; the accepted ones become an order.",
    input: z.strictObject({ quoteId: shape.id, ...quoteAnswerFields }),
    errors: answering,
  }),
  "portal.quotes.accept": write({
    ...forCustomers,
    ...aboutQuote,
    summary:
      "Says yes to every line not yet answered, in the first quantity; optional ones are left out. Asking twice counts once.",
    input: z.strictObject({ quoteId: shape.id }),
    errors: answering,
  }),
  "portal.quotes.reject": write({
    ...forCustomers,
    ...aboutQuote,
    summary: "Says no to the whole quote, and why.",
    input: z.strictObject({ quoteId: shape.id, reason: shape.text(500) }),
    errors: answering,
  }),
  "portal.quotes.comment": write({
    ...forCustomers,
    ...aboutQuote,
    summary: "Asks or says something about a quote or one of its lines.",
    input: z.strictObject({
      quoteId: shape.id,
      lineId: shape.id.optional(),
      text: shape.text(2000),
    }),
    errors: ["reference.not_found"],
  }),
  "quotes.openShared": read({
    summary: "Reads the one quote that a link leads to. Answering needs the contact's own sign-in.",
    input: z.strictObject({ token: z.string().max(100) }),
    output: portalQuote.omit({ comments: true, revisions: true, actions: true }),
    actors: ["anyone"],
    permission: null,
    function: "core",
    subject: { type: "quote", key: "token" },
    errors: ["quote.link_invalid"],
    rate: "strict",
  }),
} as const satisfies Contract;
