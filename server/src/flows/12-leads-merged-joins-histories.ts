import { leadsMerged } from "../chain/leads";
import { defineFlow } from "../kernel/events";

/** Two leads were one enquirer: whoever works on the one that stays hears of it. */
export const leadsMergedJoinsHistories = defineFlow(leadsMerged, async (tx, fact) => {
  const { leadId, mergedLeadId } = fact.payload;
  tx.enqueue("lead.merged", { leadId, mergedLeadId });
  await Promise.resolve();
});
