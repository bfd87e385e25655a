import { dealWon } from "../chain/deals";
import { creditLead } from "../chain/leads";
import { defineFlow } from "../kernel/events";

/** What was won is credited to where the customer came from. */
export const dealWonCreditsChannel = defineFlow(dealWon, async (tx, fact) => {
  const { dealId, number, leadId, ownerId, amountCents } = fact.payload;
  if (leadId !== null) await creditLead(tx, leadId, amountCents);
  tx.enqueue("deal.won", { dealId, number, ownerId });
});
