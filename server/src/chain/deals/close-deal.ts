import type { InputOf, dealsContract } from "@quanlian/shared/contract";
import { cents, type Cents } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { loadOnBooks, saveChanges, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { closeTasks } from "../../workflow";
import { changeDeal, step, subjectOf } from "./change-deal";
import { dealWinTakenBack, dealWon } from "./deal.events";
import { Deal } from "./deal.model";
import { dealStates } from "./deal.states";
import { demandLostReason } from "./lost-reasons";
import { holdStage } from "./pipeline";

/** The customer has decided for us; what it came to may be said. */
export function winDealByHand(
  ctx: Ctx,
  { amountCents, ...which }: InputOf<(typeof dealsContract)["deals.win"]>,
) {
  return changeDeal(ctx, "deals.win", which, async (tx, deal) => {
    await win(tx, deal, amountCents === undefined ? undefined : cents(amountCents));
    return { after: () => tx.emit(dealWon, closedOf(deal)) };
  });
}

/**
 * Wins a deal because of what happened elsewhere (its quote was accepted), whoever acts. One that is won stays won, and
 * counts once; one that was lost in the meantime is taken up again and won.
 */
export async function winDeal(tx: Tx, dealId: Id, amountCents?: Cents): Promise<void> {
  const deal = await loadOnBooks(tx, Deal, dealId);
  if (deal.state === "won") return;
  const before = deal.state;
  if (before === "lost") await reopen(tx.books, deal, undefined);
  await win(tx.books, deal, amountCents);
  await saveChanges(tx.books, deal, subjectOf(deal));
  await tx.emit(dealWon, closedOf(deal));
}

/** What a quote of the deal offers is what is expected of it, while it is open. */
export async function noteQuote(tx: Tx, dealId: Id, quote: { amountCents: Cents }): Promise<void> {
  const deal = await loadOnBooks(tx, Deal, dealId);
  if (deal.state !== "open") return;
  deal.amountCents = quote.amountCents;
  await saveChanges(tx.books, deal, subjectOf(deal));
}

async function win(tx: Tx, deal: Deal, amountCents: Cents | undefined): Promise<void> {
  deal.state = dealStates.step(deal.state, "win");
  deal.closedAt = tx.now;
  if (amountCents !== undefined) deal.amountCents = amountCents;
  await step(tx, deal, await holdStage(tx, "won"));
  await closeTasks(tx, { subjectType: "deal", subjectId: deal.id });
}

/** Nothing comes of it: the reason is one of the company's, so that reasons can be counted. */
export function loseDeal(
  ctx: Ctx,
  { lostReasonId, note, ...which }: InputOf<(typeof dealsContract)["deals.lose"]>,
) {
  return changeDeal(ctx, "deals.lose", which, async (tx, deal) => {
    deal.state = dealStates.step(deal.state, "lose");
    await demandLostReason(tx, lostReasonId);
    deal.set({ closedAt: tx.now, lostReasonId, lostNote: note });
    await step(tx, deal, await holdStage(tx, "lost"));
    await closeTasks(tx, { subjectType: "deal", subjectId: deal.id });
  });
}

/** Takes a closed deal up again. What a win had credited to its channel is taken back. */
export function reopenDeal(
  ctx: Ctx,
  { stageId, reason, ...which }: InputOf<(typeof dealsContract)["deals.reopen"]>,
) {
  return changeDeal(ctx, "deals.reopen", which, async (tx, deal) => {
    const wasWon = deal.state === "won";
    await reopen(tx, deal, stageId);
    if (!wasWon) return { reason };
    return { reason, after: () => tx.emit(dealWinTakenBack, closedOf(deal)) };
  });
}

async function reopen(tx: Tx, deal: Deal, stageId: Id | undefined): Promise<void> {
  deal.state = dealStates.step(deal.state, "reopen");
  deal.set({ closedAt: null, lostReasonId: null, lostNote: "" });
  await step(tx, deal, await holdStage(tx, "open", stageId));
}

const closedOf = ({ id, number, customerId, leadId, ownerId, amountCents }: Deal) => ({
  ...{ dealId: id, number, customerId, leadId, ownerId, amountCents },
});
