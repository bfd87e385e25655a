import { defineRowPolicy } from "../../kernel/access";

/** A lead belongs to whoever works on it, and to that person's department. In the pool it belongs to nobody. */
export const leadPolicy = defineRowPolicy("lead", {
  owner: "owner_id",
  department: "department_id",
});

/** The pool is open to all who may see it; what it shows holds nothing by which anybody could be reached. */
export const poolPolicy = defineRowPolicy("pooled_lead");

/** Forms, rules and settings are the tenant's. */
export const leadFormPolicy = defineRowPolicy("leadForm");
export const leadRulePolicy = defineRowPolicy("leadRule");
export const leadSettingsPolicy = defineRowPolicy("leadSettings");

/** One lead of the pool, for whoever may claim: which state it is in decides, not whose it is. */
export const pooledLeadPolicy = defineRowPolicy("pooledLead");
