import type { PortalQuote, Quote, QuoteLine } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { isMasked, may, rowAllowed, type Ctx } from "../../kernel/access";
import { quotePolicy } from "./quote.policy";
import type { BreakRecord, LineRecord, QuoteHead, QuoteRecord } from "./quote.queries";
import { marginRateOf } from "./quote.rules";
import { quoteStates, type QuoteState } from "./quote.states";

const plain = (decimal: string) => toDecimalText(exact(decimal));
const instantText = (at: Date | null) => at?.toISOString() ?? null;

/** What a reader may not see of what a quote costs us. */
interface Hidden {
  cost: boolean;
  margin: boolean;
}

/** A quote as staff see it, with what this actor may do with it now. */
export async function presentQuote(ctx: Ctx, record: QuoteRecord): Promise<Quote> {
  const { head, lines, comments, revisions } = record;
  const hidden = {
    cost: isMasked(ctx.actor, "quotes.show", "cost"),
    margin: isMasked(ctx.actor, "quotes.show", "margin"),
  };
  return {
    ...shownHead(head),
    ...textsOf(head),
    customerName: await customerName(ctx, head),
    internalNote: head.internalNote ?? "",
    closedReason: head.closedReason ?? "",
    costCents: hidden.cost ? null : head.costCents,
    marginCents: hidden.margin ? null : head.marginCents,
    sentAt: instantText(head.sentAt),
    answeredAt: instantText(head.answeredAt),
    lines: lines.map((line) => presentLine(line, hidden)),
    comments: comments.map((comment) => ({
      ...comment,
      createdAt: comment.createdAt.toISOString(),
    })),
    revisions: revisions.map((each) => ({ ...each, createdAt: each.createdAt.toISOString() })),
    actions: actionsFor(ctx, head),
  };
}

const shownHead = (head: QuoteHead) => ({
  id: head.id,
  number: head.number,
  revisionNo: head.revisionNo,
  latest: head.latest,
  state: head.state,
  revision: head.revision,
  customerId: head.customerId,
  dealId: head.dealId,
  ownerId: head.ownerId,
  departmentId: head.departmentId,
  quotedOn: head.quotedOn,
  validUntil: head.validUntil,
  requestedOn: head.requestedOn,
  pricesIncludeTax: head.pricesIncludeTax,
  paymentTermId: head.paymentTermId,
  shipTo: head.shipTo,
  inclCents: head.inclCents,
  exclCents: head.exclCents,
  taxCents: head.taxCents,
  acceptedInclCents: head.acceptedInclCents,
  orderId: head.orderId,
});

const textsOf = (head: QuoteHead) => ({
  title: head.title ?? "",
  customerReference: head.customerReference ?? "",
  paymentTermName: head.paymentTermName ?? "",
  terms: head.terms ?? "",
  note: head.note ?? "",
});

async function customerName(ctx: Ctx, { customerId }: QuoteHead): Promise<string> {
  const sql = "SELECT p.name FROM parties p WHERE p.tenant_id = :tenant AND p.id = :customerId";
  return (await ctx.row<{ name: string }>(sql, { customerId }))?.name ?? "";
}

/** What both sides see of a line. */
const shownLine = (line: LineRecord) => ({
  id: line.id,
  lineNo: line.lineNo,
  itemName: line.itemName ?? "",
  itemSpec: line.itemSpec ?? "",
  description: line.description ?? "",
  unit: line.unitName ?? "",
  taxRate: plain(line.taxRate),
  deliveryDays: line.deliveryDays,
  optional: line.optional,
  note: line.note ?? "",
  fileIds: line.fileIds,
  answer: line.answer,
  chosenBreakNo: line.chosenBreakNo,
});

const shownBreak = (one: BreakRecord) => ({
  breakNo: one.breakNo,
  quantity: plain(one.quantity),
  unitPrice: plain(one.unitPrice),
  discountRate: plain(one.discountRate),
  netPrice: plain(one.netPrice),
  inclCents: one.inclCents,
  exclCents: one.exclCents,
  taxCents: one.taxCents,
});

function presentLine(line: LineRecord, hidden: Hidden): QuoteLine {
  return {
    ...shownLine(line),
    lineKey: line.lineKey,
    mode: line.mode,
    itemId: line.itemId,
    itemCode: line.itemCode ?? "",
    unitId: line.unitId,
    warehouseId: line.warehouseId,
    unitCost: line.unitCost === null || hidden.cost ? null : plain(line.unitCost),
    costSource: hidden.cost ? null : line.costSource,
    recipe: line.recipe,
    answeredAt: instantText(line.answeredAt),
    answeredBy: line.answeredBy ?? "",
    breaks: line.breaks.map((one) => {
      const rate = marginRateOf(one.exclCents, one.costCents);
      return {
        ...shownBreak(one),
        priceListCode: one.priceListCode ?? "",
        costCents: hidden.cost ? null : one.costCents,
        marginRate: rate === null || hidden.margin ? null : toDecimalText(rate),
      };
    }),
  };
}

const allows = (move: Parameters<typeof quoteStates.allows>[1]) => (state: QuoteState) =>
  quoteStates.allows(state, move);

/** Each action and when it makes sense. */
const offered: readonly [action: string, when: (state: QuoteState, head: QuoteHead) => boolean][] =
  [
    ["quotes.update", (state) => state === "draft"],
    ["quotes.send", allows("send")],
    ["quotes.withdraw", allows("withdraw")],
    ["quotes.revise", (state, head) => head.latest && isRevisable(state)],
    ["quotes.copy", () => true],
    ["quotes.recordAnswer", (state) => state === "sent"],
    ["quotes.share", (state) => state === "sent"],
    ["quotes.comment", (_, head) => head.sentAt !== null],
  ];

/** What is still being written is edited, and what was accepted is an order by now. */
export const isRevisable = (state: QuoteState) =>
  state !== "draft" && state !== "pending_approval" && state !== "accepted";

const actionsFor = (ctx: Ctx, head: QuoteHead): string[] =>
  offered
    .filter(([action, when]) => when(head.state, head) && may(ctx.actor, action))
    .filter(([action]) => rowAllowed(ctx.actor, quotePolicy, action, head))
    .map(([action]) => action);

/** A quote as whoever has its link sees it. */
export function presentShared({ head, lines }: Pick<QuoteRecord, "head" | "lines">) {
  return {
    id: head.id,
    number: head.number,
    revisionNo: head.revisionNo,
    state: head.state,
    ...textsOf(head),
    sentAt: instantText(head.sentAt),
    validUntil: head.validUntil,
    requestedOn: head.requestedOn,
    pricesIncludeTax: head.pricesIncludeTax,
    shipTo: head.shipTo,
    inclCents: head.inclCents,
    exclCents: head.exclCents,
    taxCents: head.taxCents,
    acceptedInclCents: head.acceptedInclCents,
    answeredAt: instantText(head.answeredAt),
    lines: lines.map((line) => ({ ...shownLine(line), breaks: line.breaks.map(shownBreak) })),
  };
}

/** A quote as its customer sees it: nothing of our costs, notes or people. */
export function presentOwnQuote(ctx: Ctx, record: QuoteRecord): PortalQuote {
  const { head, comments, revisions } = record;
  const open = head.state === "sent" && (head.validUntil === null || head.validUntil >= ctx.today);
  const answers = ["portal.quotes.answerLine", "portal.quotes.accept", "portal.quotes.reject"];
  return {
    ...presentShared(record),
    comments: comments.map(({ id, lineId, side, text, createdAt }) => ({
      ...{ id, lineId, side, text },
      createdAt: createdAt.toISOString(),
    })),
    revisions: revisions.map(({ id, revisionNo, state }) => ({ id, revisionNo, state })),
    actions: [...(open ? answers : []), "portal.quotes.comment"],
  };
}
