import type { InputOf, OutputOf, portalQuotesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { answerLines, demandOpen } from "./answer-quote";
import { writeComment } from "./comment-quote";
import { Quote } from "./quote.model";
import { quotePolicy } from "./quote.policy";
import { findQuote, readLines } from "./quote.queries";

type Asked<K extends keyof typeof portalQuotesContract> = InputOf<(typeof portalQuotesContract)[K]>;

/** The quotes that a customer was sent, the newest first. Ids are time-ordered: the next page begins below the last id. */
export async function listOwnQuotes(
  ctx: Ctx,
  { before, limit }: Asked<"portal.quotes.list">,
): Promise<OutputOf<(typeof portalQuotesContract)["portal.quotes.list"]>> {
  const rows = await ctx.rows<OwnHead>(
    `SELECT q.id, q.number, q.revision_no AS revisionNo, q.state, COALESCE(q.title, '') AS title, q.sent_at AS sentAt,
       q.valid_until AS validUntil, q.incl_cents AS inclCents
     FROM quotes q
     WHERE q.tenant_id = :tenant AND q.customer_id = :party AND q.sent_at IS NOT NULL AND q.id < :beforeId
     ORDER BY q.id DESC LIMIT :most`,
    { beforeId: before ?? LAST_ID, most: limit + 1 },
  );
  const page = rows.slice(0, limit);
  return {
    rows: page.map((row) => ({ ...row, sentAt: row.sentAt.toISOString() })),
    next: rows.length > limit ? page.at(-1)!.id : null,
  };
}

const LAST_ID: Id = "9223372036854775807";

type OwnRow = OutputOf<(typeof portalQuotesContract)["portal.quotes.list"]>["rows"][number];
type OwnHead = Omit<OwnRow, "sentAt"> & { sentAt: Date };

export const showOwnQuote = (ctx: Ctx, quoteId: Id) => findQuote(ctx, SHOW, quoteId);

const SHOW = "portal.quotes.show";

/** Answers one line. The same answer twice counts once, also after it has closed the quote. */
export function answerOwnLine(ctx: Ctx, { quoteId, ...answer }: Asked<"portal.quotes.answerLine">) {
  return onOwnQuote(ctx, quoteId, async (tx, quote) => {
    if (quote.state === "accepted" || quote.state === "rejected") {
      const line = (await readLines(tx, quoteId)).find(({ id }) => id === answer.lineId);
      const chosen = answer.accepted ? (answer.breakNo ?? 1) : null;
      const given = answer.accepted ? "accepted" : "rejected";
      if (line?.answer === given && line.chosenBreakNo === chosen) return;
    }
    demandOpen(tx, quote);
    await answerLines(tx, quote, [answer]);
  });
}

/** Says yes to all that is not answered yet. Of two contacts who do so at once, the second finds it done. */
export function acceptOwnQuote(ctx: Ctx, { quoteId }: Asked<"portal.quotes.accept">) {
  return onOwnQuote(ctx, quoteId, async (tx, quote) => {
    if (quote.state === "accepted") return;
    demandOpen(tx, quote);
    const open = (await readLines(tx, quoteId)).filter((line) => line.answer === null);
    await answerLines(
      tx,
      quote,
      open.map((line) => ({ lineId: line.id, accepted: !line.optional })),
    );
  });
}

/** Says no to the whole, whatever was answered before, and why. */
export function rejectOwnQuote(ctx: Ctx, { quoteId, reason }: Asked<"portal.quotes.reject">) {
  return onOwnQuote(ctx, quoteId, async (tx, quote) => {
    if (quote.state === "rejected") return;
    demandOpen(tx, quote);
    const lines = await readLines(tx, quoteId);
    await writeComment(tx, quote, "customer", reason, null);
    await answerLines(
      tx,
      quote,
      lines.map((line) => ({ lineId: line.id, accepted: false })),
      reason,
    );
  });
}

export const commentOwnQuote = (
  ctx: Ctx,
  { quoteId, lineId, text }: Asked<"portal.quotes.comment">,
) =>
  onOwnQuote(ctx, quoteId, (tx, quote) =>
    writeComment(tx, quote, "customer", text, lineId ?? null),
  );

/** Locks a customer's own quote, does the work, and answers what became of it. What was never sent to him is not found. */
function onOwnQuote(ctx: Ctx, quoteId: Id, work: (tx: Tx, quote: Quote) => Promise<void>) {
  return transact(ctx, async (tx) => {
    const quote = await loadForUpdate(tx, Quote, quotePolicy, SHOW, quoteId);
    tx.authorize(SHOW, quotePolicy, quote);
    if (quote.sentAt === null) refuseNotFound("quote");
    await work(tx, quote);
    return findQuote(tx, SHOW, quoteId);
  });
}
