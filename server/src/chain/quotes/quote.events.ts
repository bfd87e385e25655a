import type { InputOf, OrderMode, quotesContract } from "@quanlian/shared/contract";
import type { Cents, Day, DecimalText } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";
import type { QuotedRecipe, ShipTo } from "./quote.model";

/** A line that the customer said yes to, in the quantity that he chose. */
export interface AcceptedLine {
  quoteLineId: Id;
  mode: OrderMode;
  itemId: Id | null;
  description: string | null;
  quantity: DecimalText;
  unitId: Id | null;
  /** After the discount. */
  unitPrice: DecimalText;
  taxRate: DecimalText;
  warehouseId: Id | null;
  requestedOn: Day;
  recipe: QuotedRecipe | null;
}

export interface QuoteAccepted {
  quoteId: Id;
  number: string;
  revisionNo: number;
  customerId: Id;
  dealId: Id | null;
  ownerId: Id | null;
  departmentId: Id | null;
  requestedOn: Day;
  customerReference: string | null;
  pricesIncludeTax: boolean;
  paymentTermId: Id | null;
  shipTo: ShipTo | null;
  note: string | null;
  inclCents: Cents;
  /** The company's rule: a draft that somebody confirms, or a confirmed order. */
  onAcceptance: "draft" | "confirm";
  lines: readonly AcceptedLine[];
}

/** The customer has answered every line, and said yes to at least one. */
export const quoteAccepted = defineFact<QuoteAccepted>(
  "quoteAccepted",
  "quote",
  (fact) => fact.quoteId,
);

export type QuoteInput = InputOf<(typeof quotesContract)["quotes.create"]>;

export interface QuoteSent {
  quoteId: Id;
  number: string;
  customerId: Id;
  dealId: Id | null;
  inclCents: Cents;
}

/** The customer has an offer in hand. */
export const quoteSent = defineFact<QuoteSent>("quoteSent", "quote", (fact) => fact.quoteId);
