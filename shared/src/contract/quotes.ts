import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import { quote, quoteHeader, quoteLines, quoteStateNames } from "./quote-records";
import * as shape from "./primitives";

/** Quotes: what a customer is offered, revision by revision, and what he answers. */

export const quoteList = declareList("quotes", {
  subject: "quote",
  about: "quotes, each revision by itself",
  function: "sales",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    revisionNo: listField.integer(),
    latest: listField.flag(),
    state: listField.oneOf(quoteStateNames),
    customer: listField.reference(),
    title: listField.text(),
    quotedOn: listField.day(),
    validUntil: listField.day(),
    inclCents: listField.cents(),
    acceptedInclCents: listField.cents({ shown: false }),
    marginCents: listField.cents({ mask: "margin", shown: false }),
    customerReference: listField.text({ shown: false }),
    createdAt: listField.instant({ shown: false }),
  },
});

const sales = { actors: ["staff"], function: "sales" } as const;
const aboutQuote = { output: quote, subject: { type: "quote", key: "quoteId" } } as const;
const quoteKey = { quoteId: shape.id, revision: shape.revision };
const writing = ["reference.not_found", "party.not_customer", "auth.field_masked"] as const;

/** How the answer to one line is given: yes to one of its quantities, or no. */
const answerFields = {
  lineId: shape.id,
  accepted: z.boolean(),
  /** Which of the quoted quantities; the first where none is named. */
  breakNo: z.int().min(1).max(20).optional(),
};

const revisionHead = z.object({
  id: z.string(),
  number: z.string(),
  revisionNo: z.int(),
  state: z.enum(quoteStateNames),
});
const difference = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export const quotesContract = {
  ...listContract(quoteList),
  "quotes.show": read({
    ...sales,
    ...aboutQuote,
    summary:
      "One revision of a quote with its lines, what they cost, what was answered and said, and its other revisions.",
    input: z.strictObject({ quoteId: shape.id }),
    permission: "quotes.show",
  }),
  "quotes.create": write({
    ...sales,
    summary: "Writes down an offer as a draft; amounts, tax, cost and margin are computed here.",
    input: z.strictObject({ customerId: shape.id, ...quoteHeader, lines: quoteLines }),
    output: quote,
    permission: "quotes.create",
    subject: { type: "quote", creates: true },
    errors: writing,
  }),
  "quotes.update": write({
    ...sales,
    ...aboutQuote,
    summary: "Replaces the content of a draft. What has been sent is never edited: it is revised.",
    input: z.strictObject({ ...quoteKey, ...quoteHeader, lines: quoteLines }),
    permission: "quotes.update",
    errors: ["revision.stale", "quote.frozen", ...writing],
  }),
  "quotes.send": write({
    ...sales,
    ...aboutQuote,
    summary:
      "Sends a draft to the customer, and supersedes the revision sent before. Below the margin floor it waits for approval first.",
    input: z.strictObject(quoteKey),
    permission: "quotes.send",
    errors: [
      "revision.stale",
      "state.illegal_move",
      "quote.empty",
      "quote.expired",
      "quote.already_accepted",
    ],
  }),
  "quotes.revise": write({
    ...sales,
    ...aboutQuote,
    summary:
      "Begins the next revision as a draft with the same content; both stay readable, and sending it supersedes the former.",
    input: z.strictObject(quoteKey),
    permission: "quotes.revise",
    errors: ["revision.stale", "quote.not_revisable"],
  }),
  "quotes.copy": write({
    ...sales,
    ...aboutQuote,
    summary: "Begins a new quote from another one, for the same customer or a different one.",
    input: z.strictObject({ quoteId: shape.id, customerId: shape.id.optional() }),
    permission: "quotes.copy",
    errors: ["reference.not_found", "party.not_customer"],
  }),
  "quotes.withdraw": write({
    ...sales,
    ...aboutQuote,
    summary: "Takes an offer back, with the reason; nothing can be answered to it any more.",
    input: z.strictObject({ ...quoteKey, reason: shape.text(500) }),
    permission: "quotes.withdraw",
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "quotes.recordAnswer": write({
    ...sales,
    ...aboutQuote,
    summary:
      "Writes down what the customer answered by telephone; the last answer turns the quote into an order as his own would.",
    input: z.strictObject({
      ...quoteKey,
      answers: z.array(z.strictObject(answerFields)).min(1).max(500),
      note: shape.text(1000).optional(),
    }),
    permission: "quotes.recordAnswer",
    errors: ["revision.stale", "quote.closed", "quote.expired", "reference.not_found"],
  }),
  "quotes.comment": write({
    ...sales,
    ...aboutQuote,
    summary: "Says something to the customer about a quote or one of its lines.",
    input: z.strictObject({
      quoteId: shape.id,
      lineId: shape.id.optional(),
      text: shape.text(2000),
    }),
    permission: "quotes.comment",
    errors: ["reference.not_found", "quote.not_sent"],
  }),
  "quotes.compare": read({
    ...sales,
    summary: "What one revision says differently from another of the same quote, line by line.",
    input: z.strictObject({ quoteId: shape.id, otherQuoteId: shape.id }),
    output: z.object({
      before: revisionHead,
      after: revisionHead,
      header: z.array(difference),
      lines: z.array(
        z.object({
          change: z.enum(["added", "removed", "changed"]),
          lineNoBefore: z.int().nullable(),
          lineNoAfter: z.int().nullable(),
          name: z.string(),
          fields: z.array(difference),
        }),
      ),
    }),
    permission: "quotes.show",
    subject: { type: "quote", key: "quoteId" },
    errors: ["quote.not_same"],
  }),
  "quotes.share": write({
    ...sales,
    summary:
      "Makes a link by which whoever has it may read this one quote, until the day it ends or it is taken back.",
    input: z.strictObject({ quoteId: shape.id, days: z.int().min(1).max(365).default(30) }),
    output: z.object({ token: z.string(), expiresAt: z.string() }),
    permission: "quotes.share",
    subject: { type: "quote", key: "quoteId" },
    errors: ["quote.not_sent"],
  }),
  "quotes.unshare": write({
    ...sales,
    summary: "Takes back every link to a quote.",
    input: z.strictObject({ quoteId: shape.id }),
    output: z.object({ revoked: z.int() }),
    permission: "quotes.unshare",
    subject: { type: "quote", key: "quoteId" },
  }),
} as const satisfies Contract;

export const quoteAnswerFields = answerFields;
