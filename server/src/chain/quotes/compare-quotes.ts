import type { InputOf, OutputOf, quotesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { refuse } from "../../kernel/errors";
import { compareHeads, compareLines } from "./compare.rules";
import { findHead, readLines, type QuoteHead } from "./quote.queries";

/** Sets two revisions of one quote beside each other, the earlier one first. */
export async function compareQuotes(
  ctx: Ctx,
  { quoteId, otherQuoteId }: InputOf<(typeof quotesContract)["quotes.compare"]>,
): Promise<OutputOf<(typeof quotesContract)["quotes.compare"]>> {
  const one = await findHead(ctx, "quotes.show", quoteId);
  const other = await findHead(ctx, "quotes.show", otherQuoteId);
  if (one.firstQuoteId !== other.firstQuoteId) refuse("quote.not_same");
  const [before, after] = one.revisionNo < other.revisionNo ? [one, other] : [other, one];
  return {
    before: nameOf(before),
    after: nameOf(after),
    header: compareHeads(before, after),
    lines: compareLines(await readLines(ctx, before.id), await readLines(ctx, after.id)),
  };
}

const nameOf = ({ id, number, revisionNo, state }: QuoteHead) => ({
  id,
  number,
  revisionNo,
  state,
});
