import type { InputOf, quotesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRow, loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { Quote, QuoteComment } from "./quote.model";
import { quotePolicy } from "./quote.policy";
import { findQuote, readLines } from "./quote.queries";
import { changeOf } from "./write-quote";

/** Says something to the customer about what he was sent. */
export function commentQuote(
  ctx: Ctx,
  { quoteId, lineId, text }: InputOf<(typeof quotesContract)["quotes.comment"]>,
) {
  return transact(ctx, async (tx) => {
    const quote = await loadForUpdate(tx, Quote, quotePolicy, "quotes.comment", quoteId);
    if (quote.sentAt === null) refuse("quote.not_sent", { number: quote.number });
    await writeComment(tx, quote, "us", text, lineId ?? null);
    return findQuote(tx, "quotes.comment", quoteId);
  });
}

/** Adds to the thread of a quote, which stays through its revisions; both sides hear of it. */
export async function writeComment(
  tx: Tx,
  quote: Quote,
  side: "us" | "customer",
  text: string,
  lineId: Id | null,
): Promise<void> {
  if (lineId !== null) {
    const lines = await readLines(tx, quote.id);
    if (!lines.some(({ id }) => id === lineId)) refuse("reference.not_found", { field: "lineId" });
  }
  const { id: quoteId, firstQuoteId, customerId } = quote;
  const authorName = ("name" in tx.actor ? tx.actor.name : "").slice(0, 64);
  const comment = { quoteId, firstQuoteId, lineId, customerId, side, authorName, text };
  await insertRow(tx, QuoteComment, comment);
  tx.record({ ...changeOf(quote), before: {}, after: { comment: text } });
  tx.enqueue("quote.commented", { quoteId, number: quote.number, side });
}
