import type { Day } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

export interface LeadConverted {
  leadId: Id;
  /** The customer that was named; null: a new one is made of the enquirer. */
  customerId: Id | null;
  dealName: string;
  amountCents: number;
  expectedOn: Day | null;
}

/** An enquirer became a customer with whom there is a deal. */
export const leadConverted = defineFact<LeadConverted>(
  "leadConverted",
  "lead",
  (fact) => fact.leadId,
);

export interface LeadsMerged {
  /** The lead that stays. */
  leadId: Id;
  number: string;
  mergedLeadId: Id;
}

/** Two leads turned out to be one enquirer. */
export const leadsMerged = defineFact<LeadsMerged>("leadsMerged", "lead", (fact) => fact.leadId);
