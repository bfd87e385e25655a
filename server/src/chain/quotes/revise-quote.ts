import type { InputOf, quotesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { writeTerms } from "../../kernel/search";
import { Quote, QuoteBreak, QuoteLine } from "./quote.model";
import { quotePolicy } from "./quote.policy";
import { isRevisable } from "./quote.present";
import { findQuote, readLines } from "./quote.queries";
import { searchedQuote } from "./quote.resource";
import { quoteStates } from "./quote.states";
import { changeOf } from "./write-quote";

/**
 * Begins the next revision: a draft with the content of the latest one, which stays as it is, with the customer if it was
 * sent, until the new one is sent. Two who revise at once get one revision: the former's row is locked.
 */
export function reviseQuote(
  ctx: Ctx,
  { quoteId, revision }: InputOf<(typeof quotesContract)["quotes.revise"]>,
) {
  return transact(ctx, async (tx) => {
    const former = await loadForUpdate(tx, Quote, quotePolicy, "quotes.revise", quoteId);
    former.expectRevision(revision);
    if (!former.latest || !isRevisable(former.state))
      refuse("quote.not_revisable", { number: former.number, state: former.state });
    const id = await writeNext(tx, former);
    await copyLines(tx, former, id);
    former.latest = false;
    await former.saveRevision(tx);
    return findQuote(tx, "quotes.revise", id);
  });
}

async function writeNext(tx: Tx, former: Quote): Promise<Id> {
  const id = tx.newId();
  const { number, firstQuoteId, customerId, ownerId, departmentId, title } = former;
  const { customerReference, inclCents, exclCents, taxCents } = former;
  const state = quoteStates.initial;
  const revisionNo = former.revisionNo + 1;
  await insertRow(tx, Quote, {
    ...{ id, number, revisionNo, firstQuoteId, formerQuoteId: former.id, latest: true, state },
    ...{ customerId, ownerId, departmentId, title, customerReference, quotedOn: tx.today },
    ...{ inclCents, exclCents, taxCents },
    dealId: former.dealId,
    requestedOn: former.requestedOn,
    pricesIncludeTax: former.pricesIncludeTax,
    paymentTermId: former.paymentTermId,
    paymentTermName: former.paymentTermName,
    shipTo: former.shipTo,
    terms: former.terms,
    note: former.note,
    internalNote: former.internalNote,
    costCents: former.costCents,
    marginCents: former.marginCents,
  });
  await writeTerms(tx, "quote", [searchedQuote({ id, number, title, customerReference })]);
  const about = { id, number, customerId, ownerId, departmentId, sentAt: null };
  tx.record({ ...changeOf(about), before: null, after: { state, revisionNo, inclCents } });
  return id;
}

async function copyLines(tx: Tx, former: Quote, quoteId: Id): Promise<void> {
  const lines = await readLines(tx, former.id);
  const ids = new Map(lines.map((line) => [line.id, tx.newId()]));
  const { customerId } = former;
  await insertRows(
    tx,
    QuoteLine,
    lines.map(({ breaks: _, ...line }) => ({
      ...{ ...line, id: ids.get(line.id)!, quoteId, customerId },
      ...{ answer: null, chosenBreakNo: null, answeredAt: null, answeredBy: null },
    })),
  );
  await insertRows(
    tx,
    QuoteBreak,
    lines.flatMap((line) =>
      line.breaks.map((one) => ({ ...one, lineId: ids.get(line.id)!, quoteId, customerId })),
    ),
  );
}
