import type { InputOf, OutputOf } from "../../../api/operations";
import { centsOf, yuan } from "../../../format/money";
import { isPositive, millionths } from "../../../format/quantity";

export type Rfq = OutputOf<"portal.rfqs.show">;
export type Line = Rfq["lines"][number];

/** One price, from a quantity on. */
export interface Break {
  minQuantity: string;
  unitPrice: string;
}

/** What is being typed for one line. */
export interface Offer {
  declined: boolean;
  reason: string;
  leadTimeDays: string;
  breaks: Break[];
}

/** What is being typed; what nobody has touched is as it was answered before. */
export interface Draft {
  offers: Record<string, Offer>;
  includesTax?: boolean | undefined;
  freight?: string | undefined;
  validUntil?: string | undefined;
  note?: string | undefined;
}

export const NOTHING: Draft = {
  offers: {},
  ...{ includesTax: undefined, freight: undefined, validUntil: undefined, note: undefined },
};

/** What is said of the whole: as typed, or as it was answered before. */
export function wholeOf(rfq: Rfq, draft: Draft) {
  const before = rfq.answeredAt !== null;
  const freight = rfq.freightCents === 0 ? "" : yuan(rfq.freightCents).replace(/,/g, "");
  return {
    includesTax: draft.includesTax ?? (before ? rfq.includesTax : true),
    freight: draft.freight ?? freight,
    validUntil: draft.validUntil ?? rfq.validUntil ?? "",
    note: draft.note ?? rfq.answerNote,
  };
}

/** Where the typing begins: with the answer that was given before, or with one empty price. */
export function offerOf(line: Line, draft: Draft): Offer {
  const typed = draft.offers[line.id];
  if (typed) return typed;
  const breaks = line.breaks.map(({ minQuantity, unitPrice }) => ({ minQuantity, unitPrice }));
  return {
    declined: line.state === "declined",
    reason: line.declineReason,
    leadTimeDays: line.leadTimeDays === null ? "" : String(line.leadTimeDays),
    breaks: breaks.length > 0 ? breaks : [{ minQuantity: "1", unitPrice: "" }],
  };
}

/** What of a line cannot be sent so. */
export function isFaulty({ declined, reason, leadTimeDays, breaks }: Offer): boolean {
  if (declined) return reason.trim() === "";
  const goodBreaks = breaks.every(
    ({ minQuantity, unitPrice }) => isPositive(minQuantity) && isPositive(unitPrice),
  );
  const quantities = breaks.map(({ minQuantity }) => millionths(minQuantity));
  const goodDays = leadTimeDays === "" || /^\d{1,4}$/.test(leadTimeDays);
  return !goodBreaks || new Set(quantities).size !== quantities.length || !goodDays;
}

type Answer = InputOf<"portal.rfqs.answer">;

/** The answer as the server is told: a price or a no for each line. */
export function answerOf(rfq: Rfq, draft: Draft): Answer {
  const { includesTax, freight, validUntil, note } = wholeOf(rfq, draft);
  return {
    invitationId: rfq.id,
    includesTax,
    freightCents: centsOf(freight) ?? 0,
    ...(validUntil === "" ? {} : { validUntil }),
    ...(note.trim() === "" ? {} : { note }),
    lines: rfq.lines.map((line) => answerLine(line, offerOf(line, draft))),
  };
}

function answerLine(line: Line, offer: Offer): Answer["lines"][number] {
  if (offer.declined) return { lineId: line.id, declineReason: offer.reason.trim() };
  const { breaks, leadTimeDays } = offer;
  return {
    lineId: line.id,
    breaks,
    minimumOrder: line.minimumOrder,
    ...(leadTimeDays === "" ? {} : { leadTimeDays: Number(leadTimeDays) }),
  };
}
