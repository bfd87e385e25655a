import type { InputOf, quotesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact } from "../../kernel/db";
import { withdrawApproval } from "../../workflow";
import { Quote } from "./quote.model";
import { quotePolicy } from "./quote.policy";
import { findQuote } from "./quote.queries";
import { quoteStates } from "./quote.states";
import { changeOf } from "./write-quote";

/** Takes an offer back, whether it was sent already or not; a request for approval goes with it. */
export function withdrawQuote(
  ctx: Ctx,
  { quoteId, revision, reason }: InputOf<(typeof quotesContract)["quotes.withdraw"]>,
) {
  return transact(ctx, async (tx) => {
    const quote = await loadForUpdate(tx, Quote, quotePolicy, "quotes.withdraw", quoteId);
    quote.expectRevision(revision);
    const before = { state: quote.state };
    quote.state = quoteStates.step(quote.state, "withdraw");
    if (before.state === "pending_approval")
      await withdrawApproval(tx, { subjectType: "quote", subjectId: quoteId });
    quote.closedReason = reason;
    await quote.saveRevision(tx);
    tx.record({ ...changeOf(quote), before, after: { state: quote.state }, reason });
    return findQuote(tx, "quotes.withdraw", quoteId);
  });
}
