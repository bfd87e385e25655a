import type { Subscriber } from "../kernel/events";
import { orderBroughtIsConfirmed } from "./34-order-brought-is-confirmed";
import { demandsUncoveredArePlannedAgain } from "./39-demands-uncovered-are-planned-again";
import { workEndedFreesMaterial } from "./69-work-ended-frees-material";

/** What happens after a commit, by topic: each in a transaction of its own, retried until it is done. */
export const subscribers: readonly Subscriber[] = [
  orderBroughtIsConfirmed,
  demandsUncoveredArePlannedAgain,
  workEndedFreesMaterial,
];
