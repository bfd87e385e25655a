import { addDays, cents, sumCents, toDecimalText, exact, type Day } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { quoteAccepted, type AcceptedLine } from "./quote.events";
import { Quote, QuoteLine } from "./quote.model";
import { readLines, type BreakRecord, type LineRecord } from "./quote.queries";
import { outcomeOf } from "./quote.rules";
import { readQuoteSettings } from "./quote-settings";
import { quoteStates } from "./quote.states";
import { changeOf } from "./write-quote";

/** Yes to one of a line's quantities, or no. */
export interface LineAnswer {
  lineId: Id;
  accepted: boolean;
  /** The first one where none is named. */
  breakNo?: number | undefined;
}

/** Only what is with the customer and still stands can be answered; what to do otherwise is told. */
export function demandOpen(tx: Tx, quote: Quote): void {
  const { number, state, validUntil } = quote;
  if (state !== "sent") refuse("quote.closed", { number, state });
  if (validUntil !== null && validUntil < tx.today)
    refuse("quote.expired", { number, day: validUntil });
}

/**
 * Writes answers to lines of a quote whose row its caller has locked and found open. An answer may be changed while others
 * are missing; with the last one the quote is accepted or rejected, and an accepted one becomes an order in this very
 * transaction: who comes second finds it closed, so there is one order, whatever happens.
 */
export async function answerLines(
  tx: Tx,
  quote: Quote,
  answers: readonly LineAnswer[],
  reason: string | null = null,
): Promise<void> {
  const lines = await readLines(tx, quote.id);
  const answered = answers.map((answer, at) => answeredLine(tx, lines, answer, at));
  await updateRows(tx, QuoteLine, ANSWER, answered);
  const byId = new Map(answered.map((each) => [each.id, each]));
  const all = lines.map((line) => ({ ...line, ...byId.get(line.id) }));

  const before = { state: quote.state };
  const outcome = outcomeOf(all);
  if (outcome !== "open") {
    quote.state = quoteStates.step(quote.state, outcome === "accepted" ? "accept" : "reject");
    quote.answeredAt = tx.now;
  }
  if (outcome === "rejected") quote.closedReason = reason;
  const accepted = all.flatMap((line) => (line.answer === "accepted" ? [line] : []));
  if (outcome === "accepted")
    quote.acceptedInclCents = sumCents(accepted.map((line) => chosenOf(line).inclCents));
  await quote.saveRevision(tx);
  const after = { state: quote.state, answered: answers.length };
  tx.record({ ...changeOf(quote), before, after, ...(reason === null ? {} : { reason }) });
  if (outcome === "accepted") await emitAccepted(tx, quote, accepted);
}

const ANSWER = ["answer", "chosenBreakNo", "answeredAt", "answeredBy"] as const;

function answeredLine(tx: Tx, lines: readonly LineRecord[], answer: LineAnswer, at: number) {
  const line = lines.find(({ id }) => id === answer.lineId);
  if (!line) refuse("reference.not_found", { field: `answers.${at}.lineId` });
  const breakNo = answer.accepted ? (answer.breakNo ?? 1) : null;
  if (breakNo !== null && !line.breaks.some((one) => one.breakNo === breakNo))
    refuse("reference.not_found", { field: `answers.${at}.breakNo` });
  const name = "name" in tx.actor ? tx.actor.name : "";
  return {
    id: line.id,
    answer: answer.accepted ? ("accepted" as const) : ("rejected" as const),
    chosenBreakNo: breakNo,
    answeredAt: tx.now,
    answeredBy: name.slice(0, 64),
  };
}

const chosenOf = (line: LineRecord): BreakRecord =>
  line.breaks.find((one) => one.breakNo === line.chosenBreakNo)!;

async function emitAccepted(tx: Tx, quote: Quote, lines: readonly LineRecord[]): Promise<void> {
  const { onAcceptance } = await readQuoteSettings(tx.books);
  const longest = Math.max(0, ...lines.map((line) => line.deliveryDays ?? 0));
  const requestedOn = laterOf(quote.requestedOn, tx.today) ?? addDays(tx.today, longest);
  await tx.emit(quoteAccepted, {
    quoteId: quote.id,
    number: quote.number,
    revisionNo: quote.revisionNo,
    customerId: quote.customerId,
    dealId: quote.dealId,
    ownerId: quote.ownerId,
    departmentId: quote.departmentId,
    requestedOn,
    customerReference: quote.customerReference,
    pricesIncludeTax: quote.pricesIncludeTax,
    paymentTermId: quote.paymentTermId,
    shipTo: quote.shipTo,
    note: quote.note,
    inclCents: cents(quote.acceptedInclCents!),
    onAcceptance,
    lines: lines.map((line) => acceptedLine(line, requestedOn, tx.today)),
  });
}

/** A day that was asked for long ago is today's at the earliest. */
const laterOf = (asked: Day | null, today: Day): Day | null =>
  asked === null || asked >= today ? asked : today;

function acceptedLine(line: LineRecord, requestedOn: Day, today: Day): AcceptedLine {
  const chosen = chosenOf(line);
  return {
    quoteLineId: line.id,
    mode: line.mode,
    itemId: line.itemId,
    description: line.description,
    quantity: toDecimalText(exact(chosen.quantity)),
    unitId: line.unitId,
    unitPrice: toDecimalText(exact(chosen.netPrice)),
    taxRate: toDecimalText(exact(line.taxRate)),
    warehouseId: line.warehouseId,
    requestedOn: line.deliveryDays === null ? requestedOn : addDays(today, line.deliveryDays),
    recipe: line.recipe,
  };
}

/** Notes which order a quote has become: written by the flow, in the transaction of the acceptance. */
export async function linkOrder(tx: Tx, quoteId: Id, orderId: Id): Promise<void> {
  await tx.books.write(
    "UPDATE quotes SET order_id = :orderId WHERE tenant_id = :tenant AND id = :quoteId",
    { quoteId, orderId },
  );
}
