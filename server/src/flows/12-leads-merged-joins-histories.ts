import { moveHistory } from "../chain/follow-ups";
import { leadsMerged } from "../chain/leads";
import { defineFlow } from "../kernel/events";
import { moveTasks } from "../workflow";

/** Two leads were one enquirer: what was said to him, and what is to be done, is found at the lead that stays. */
export const leadsMergedJoinsHistories = defineFlow(leadsMerged, async (tx, fact) => {
  const { leadId, number, mergedLeadId } = fact.payload;
  await moveHistory(tx, "lead", mergedLeadId, leadId);
  const ended = { subjectType: "lead", subjectId: mergedLeadId };
  await moveTasks(tx, ended, { subjectId: leadId, number });
});
