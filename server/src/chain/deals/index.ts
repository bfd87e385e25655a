export { noteQuote, winDeal } from "./close-deal";
export { dealWinTakenBack, dealWon, type DealClosed } from "./deal.events";
export { findNamedDeal } from "./deal.queries";
export { dealPolicy } from "./deal.policy";
export { dealsOperations } from "./deal.routes";
export { followedDeal } from "./follow-deal";
export { openDeal, type NewDeal } from "./open-deal";
