export { linkOrder } from "./answer-quote";
export { expireQuotes } from "./expire-quotes";
export { quoteAccepted, type AcceptedLine, type QuoteAccepted } from "./quote.events";
export { quotePolicy } from "./quote.policy";
export { portalQuotesOperations, quotesOperations, quoteSettingsOperations } from "./quote.routes";
export { decideQuote } from "./send-quote";
