import {
  portalQuotesContract,
  quotesContract,
  quoteSettingsContract,
} from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { commentQuote } from "./comment-quote";
import { compareQuotes } from "./compare-quotes";
import {
  acceptOwnQuote,
  answerOwnLine,
  commentOwnQuote,
  listOwnQuotes,
  rejectOwnQuote,
  showOwnQuote,
} from "./own-quotes";
import { quotePolicy } from "./quote.policy";
import { presentOwnQuote, presentQuote, presentShared } from "./quote.present";
import { findQuote } from "./quote.queries";
import { quoteResource } from "./quote.resource";
import { readQuoteSettings, updateQuoteSettings } from "./quote-settings";
import { recordAnswer } from "./record-answer";
import { reviseQuote } from "./revise-quote";
import { sendQuote } from "./send-quote";
import { openShared, shareQuote, unshareQuote } from "./share-quote";
import { withdrawQuote } from "./withdraw-quote";
import { copyQuote, createQuote, updateQuote } from "./write-quote";

declareAudience("quote", quotePolicy, "quotes.show", "sales");

// The contract owns names, inputs and outputs; this file only says who answers.
export const quotesOperations = implement(quotesContract, {
  ...listHandlers(quoteResource),
  "quotes.show": async (ctx, { quoteId }) =>
    presentQuote(ctx, await findQuote(ctx, "quotes.show", quoteId)),
  "quotes.create": async (ctx, input) => presentQuote(ctx, await createQuote(ctx, input)),
  "quotes.update": async (ctx, input) => presentQuote(ctx, await updateQuote(ctx, input)),
  "quotes.send": async (ctx, input) => presentQuote(ctx, await sendQuote(ctx, input)),
  "quotes.revise": async (ctx, input) => presentQuote(ctx, await reviseQuote(ctx, input)),
  "quotes.copy": async (ctx, input) => presentQuote(ctx, await copyQuote(ctx, input)),
  "quotes.withdraw": async (ctx, input) => presentQuote(ctx, await withdrawQuote(ctx, input)),
  "quotes.recordAnswer": async (ctx, input) => presentQuote(ctx, await recordAnswer(ctx, input)),
  "quotes.comment": async (ctx, input) => presentQuote(ctx, await commentQuote(ctx, input)),
  "quotes.compare": compareQuotes,
  "quotes.share": shareQuote,
  "quotes.unshare": unshareQuote,
});

export const portalQuotesOperations = implement(portalQuotesContract, {
  "portal.quotes.list": listOwnQuotes,
  "portal.quotes.show": async (ctx, { quoteId }) =>
    presentOwnQuote(ctx, await showOwnQuote(ctx, quoteId)),
  "portal.quotes.answerLine": async (ctx, input) =>
    presentOwnQuote(ctx, await answerOwnLine(ctx, input)),
  "portal.quotes.accept": async (ctx, input) =>
    presentOwnQuote(ctx, await acceptOwnQuote(ctx, input)),
  "portal.quotes.reject": async (ctx, input) =>
    presentOwnQuote(ctx, await rejectOwnQuote(ctx, input)),
  "portal.quotes.comment": async (ctx, input) =>
    presentOwnQuote(ctx, await commentOwnQuote(ctx, input)),
  "quotes.openShared": async (ctx, { token }) => presentShared(await openShared(ctx, token)),
});

export const quoteSettingsOperations = implement(quoteSettingsContract, {
  "quoteSettings.show": (ctx) => readQuoteSettings(ctx),
  "quoteSettings.update": updateQuoteSettings,
});
