import { quoteList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import type { Id } from "../../kernel/ids";
import { declareSearchable } from "../../kernel/search";
import { Party } from "../../masters/parties";
import { Quote } from "./quote.model";
import { quotePolicy } from "./quote.policy";

/** Where the fields of the quotes' list come from. */
export const quoteResource = defineResource(quoteList, {
  policy: quotePolicy,
  table: Quote,
  alias: "q",
  joins: { p: { table: Party, on: "p.id = q.customer_id" } },
  columns: {
    number: "q.number",
    revisionNo: "q.revision_no",
    latest: "q.latest",
    state: "q.state",
    customer: { id: "q.customer_id", label: "p.name", join: "p" },
    title: "q.title",
    quotedOn: "q.quoted_on",
    validUntil: "q.valid_until",
    inclCents: "q.incl_cents",
    acceptedInclCents: "q.accepted_incl_cents",
    marginCents: "q.margin_cents",
    customerReference: "q.customer_reference",
    createdAt: "q.created_at",
  },
  search: { subjectType: "quote", fields: ["number", "title", "customerReference"] },
});

declareSearchable("quote", { resource: quoteResource, title: "number", detail: "title" });

/** The texts under which a quote is found; written again whenever one of them changes. */
export const searchedQuote = (quote: {
  id: Id;
  number: string;
  title: string | null;
  customerReference: string | null;
}) => ({ id: quote.id, texts: [quote.number, quote.title, quote.customerReference] });
