import { dealWinTakenBack } from "../chain/deals";
import { creditLead } from "../chain/leads";
import { defineFlow } from "../kernel/events";

/** A win that is taken back counts for no channel. */
export const dealWinTakenBackDebitsChannel = defineFlow(dealWinTakenBack, async (tx, fact) => {
  const { leadId } = fact.payload;
  if (leadId !== null) await creditLead(tx, leadId, 0);
});
