import type { InputOf, quotesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact } from "../../kernel/db";
import { answerLines, demandOpen } from "./answer-quote";
import { writeComment } from "./comment-quote";
import { Quote } from "./quote.model";
import { quotePolicy } from "./quote.policy";
import { findQuote } from "./quote.queries";

/** Writes down what the customer answered by telephone: the same way as his own answer, with the colleague as witness. */
export function recordAnswer(
  ctx: Ctx,
  { quoteId, revision, answers, note }: InputOf<(typeof quotesContract)["quotes.recordAnswer"]>,
) {
  return transact(ctx, async (tx) => {
    const quote = await loadForUpdate(tx, Quote, quotePolicy, "quotes.recordAnswer", quoteId);
    quote.expectRevision(revision);
    demandOpen(tx, quote);
    if (note !== undefined) await writeComment(tx, quote, "us", note, null);
    await answerLines(tx, quote, answers, note?.slice(0, 500) ?? null);
    return findQuote(tx, "quotes.recordAnswer", quoteId);
  });
}
