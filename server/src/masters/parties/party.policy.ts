import { defineRowPolicy } from "../../kernel/access";

/**
 * A party belongs to whoever looks after it, and whoever works with it sees it as if it were his own; of outside parties it
 * is seen by its own contacts alone.
 */
export const partyPolicy = defineRowPolicy("party", {
  owner: "owner_id",
  department: "department_id",
  customer: "id",
  supplier: "id",
  collaborators: { table: "party_collaborators", record: "party_id" },
});

/** A contact is reached through its party, whose rule is checked first. */
export const contactPolicy = defineRowPolicy("contact", {
  customer: "party_id",
  supplier: "party_id",
});

/** So is an address. */
export const addressPolicy = defineRowPolicy("partyAddress", {
  customer: "party_id",
  supplier: "party_id",
});

/** Payment terms are no one's own. */
export const paymentTermPolicy = defineRowPolicy("paymentTerm");

/** What we trust a party with is for those who decide on credit, its bank data for those who pay. */
export const partyMasks = {
  creditLimitCents: "credit",
  bankName: "bank",
  bankAccount: "bank",
} as const;
