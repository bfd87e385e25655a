import type { Cents } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

export interface DealClosed {
  dealId: Id;
  number: string;
  customerId: Id;
  leadId: Id | null;
  ownerId: Id | null;
  amountCents: Cents;
}

/** The customer has decided for us. */
export const dealWon = defineFact<DealClosed>("dealWon", "deal", (fact) => fact.dealId);

/** What had been won is open again. */
export const dealWinTakenBack = defineFact<DealClosed>(
  "dealWinTakenBack",
  "deal",
  (fact) => fact.dealId,
);
