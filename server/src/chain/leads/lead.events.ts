import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

export interface LeadsMerged {
  /** The lead that stays. */
  leadId: Id;
  mergedLeadId: Id;
}

/** Two leads turned out to be one enquirer. */
export const leadsMerged = defineFact<LeadsMerged>("leadsMerged", "lead", (fact) => fact.leadId);
