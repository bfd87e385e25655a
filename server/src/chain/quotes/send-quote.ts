import type { InputOf, quotesContract } from "@quanlian/shared/contract";
import { addDays } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, loadOnBooks, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { requestApproval, type ApprovalDecided, type ApprovalReason } from "../../workflow";
import { quoteSent } from "./quote.events";
import { Quote } from "./quote.model";
import { quotePolicy } from "./quote.policy";
import { findQuote, readLines, type LineRecord } from "./quote.queries";
import { floorBreaches, floorFor, percentText, type FloorBreach } from "./quote.rules";
import { readQuoteSettings } from "./quote-settings";
import { quoteStates } from "./quote.states";
import { changeOf } from "./write-quote";

/**
 * Sends a draft to the customer. From here on it is never edited, only revised; what was sent before is superseded in the
 * same moment, so that one revision at a time can be answered. What goes below the company's margin floor waits for
 * somebody else's agreement first, which then sends it.
 */
export function sendQuote(
  ctx: Ctx,
  { quoteId, revision }: InputOf<(typeof quotesContract)["quotes.send"]>,
) {
  return transact(ctx, async (tx) => {
    const quote = await loadForUpdate(tx, Quote, quotePolicy, "quotes.send", quoteId);
    quote.expectRevision(revision);
    quoteStates.step(quote.state, "send");
    const lines = await readLines(tx, quoteId);
    if (!lines.some((line) => !line.optional)) refuse("quote.empty", { number: quote.number });
    if (quote.validUntil !== null && quote.validUntil < tx.today)
      refuse("quote.expired", { number: quote.number, day: quote.validUntil });

    const breaches = await breachesOf(tx, quote, lines);
    if (breaches.reasons.length === 0) await markSent(tx, quote, "send");
    else await askFor(tx, quote, breaches.reasons);
    return findQuote(tx, "quotes.send", quoteId);
  });
}

async function breachesOf(
  tx: Tx,
  quote: Quote,
  lines: readonly LineRecord[],
): Promise<{ reasons: ApprovalReason[] }> {
  const settings = await readQuoteSettings(tx);
  const floor = floorFor(settings, await levelOf(tx, quote.customerId));
  const breaches = floorBreaches(
    lines.map((line) => ({
      lineNo: line.lineNo,
      name: line.itemCode ?? line.description ?? "",
      goods: line.itemId !== null,
      breaks: line.breaks,
    })),
    floor,
  );
  return { reasons: breaches.map((breach) => reasonOf(breach, percentText(floor!))) };
}

async function levelOf(tx: Tx, customerId: Id): Promise<string> {
  const sql = "SELECT p.level FROM parties p WHERE p.tenant_id = :tenant AND p.id = :customerId";
  return (await tx.books.row<{ level: string }>(sql, { customerId }))?.level ?? "";
}

function reasonOf({ lineNo, name, marginRate }: FloorBreach, floorPercent: string): ApprovalReason {
  if (marginRate === null) return { code: "quote.cost_unknown", facts: { line: lineNo, name } };
  return {
    code: "quote.below_margin_floor",
    facts: { line: lineNo, name, marginPercent: percentText(marginRate), floorPercent },
    masks: { marginPercent: "margin", floorPercent: "margin" },
  };
}

async function askFor(tx: Tx, quote: Quote, reasons: readonly ApprovalReason[]): Promise<void> {
  const before = { state: quote.state };
  quote.state = quoteStates.step(quote.state, "submit");
  await quote.saveRevision(tx);
  tx.record({ ...changeOf(quote), before, after: { state: quote.state } });
  await requestApproval(tx, {
    ...{ subjectType: "quote", subjectId: quote.id, number: quote.number },
    ...{ ownerId: quote.ownerId, departmentId: quote.departmentId },
    permission: "quotes.approve",
    reasons,
  });
}

/** What an approver has decided: agreed, it goes to the customer at once; refused, back to a draft. */
export async function decideQuote(tx: Tx, { subjectId, approved }: ApprovalDecided): Promise<void> {
  const quote = await loadOnBooks(tx, Quote, subjectId);
  if (approved) return markSent(tx, quote, "approve");
  const before = { state: quote.state };
  quote.state = quoteStates.step(quote.state, "refuse");
  await quote.saveRevision(tx);
  tx.record({ ...changeOf(quote), before, after: { state: quote.state } });
}

/** An offer that took long to be agreed to gets its full validity again. */
async function markSent(tx: Tx, quote: Quote, move: "send" | "approve"): Promise<void> {
  const before = { state: quote.state };
  quote.state = quoteStates.step(quote.state, move);
  await supersedeSent(tx, quote);
  if (quote.validUntil === null || quote.validUntil < tx.today) {
    const { validityDays } = await readQuoteSettings(tx);
    quote.validUntil = addDays(tx.today, validityDays);
  }
  quote.sentAt = tx.now;
  await quote.saveRevision(tx);
  const { id: quoteId, number, customerId, dealId, inclCents, state, validUntil } = quote;
  tx.record({ ...changeOf(quote), before, after: { state, validUntil } });
  await tx.emit(quoteSent, { quoteId, number, customerId, dealId, inclCents });
}

/**
 * Of the other revisions the one that is with the customer is superseded. Its row is locked first: if he accepts it in this
 * moment, one of the two comes first, and an accepted offer cannot be taken back by a new one.
 */
async function supersedeSent(tx: Tx, quote: Quote): Promise<void> {
  const others = await tx.books.rows<{ id: Id; state: string }>(
    `SELECT q.id, q.state FROM quotes q
     WHERE q.tenant_id = :tenant AND q.first_quote_id = :firstQuoteId AND q.id <> :quoteId
       AND q.state IN ('sent', 'accepted') ORDER BY q.id FOR UPDATE`,
    { firstQuoteId: quote.firstQuoteId, quoteId: quote.id },
  );
  if (others.some(({ state }) => state === "accepted"))
    refuse("quote.already_accepted", { number: quote.number });
  for (const { id } of others) {
    // One at most: what is sent has superseded what was sent before.
    const former = await loadOnBooks(tx, Quote, id);
    const before = { state: former.state };
    former.state = quoteStates.step(former.state, "supersede");
    await former.saveRevision(tx);
    tx.record({ ...changeOf(former), before, after: { state: former.state } });
  }
}
