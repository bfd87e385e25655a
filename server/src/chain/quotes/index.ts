export { linkOrder } from "./answer-quote";
export { expireQuotes } from "./expire-quotes";
export { installQuoteNeighbours, type QuoteNeighbours } from "./quote-neighbours";
export { quoteAccepted, quoteSent, type AcceptedLine, type QuoteAccepted } from "./quote.events";
export { quotePolicy } from "./quote.policy";
export { portalQuotesOperations, quotesOperations, quoteSettingsOperations } from "./quote.routes";
export { decideQuote } from "./send-quote";
