import { defineRowPolicy } from "../../kernel/access";

/** A party belongs to whoever looks after it; its own contacts may see it and no other. */
export const partyPolicy = defineRowPolicy("party", {
  owner: "owner_id",
  department: "department_id",
  customer: "id",
  supplier: "id",
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

/** What we trust a party with is for those who decide on credit. */
export const partyMasks = { creditLimitCents: "credit" } as const;
