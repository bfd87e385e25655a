import { defineStates } from "../../kernel/states";

/**
 * Every legal move of a lead. `recall` is the pool's rule at work, `release` a person's decision; a lead that is given to
 * somebody else waits for that person's first contact anew. An invalid one may be taken up again, a converted one is done.
 */
export const leadStates = defineStates({
  new: { assign: "assigned", release: "pooled", discard: "invalid", merge: "invalid" },
  assigned: {
    assign: "assigned",
    contact: "contacted",
    convert: "converted",
    release: "pooled",
    recall: "pooled",
    discard: "invalid",
    merge: "invalid",
  },
  contacted: {
    assign: "assigned",
    contact: "contacted",
    convert: "converted",
    release: "pooled",
    recall: "pooled",
    discard: "invalid",
    merge: "invalid",
  },
  pooled: { claim: "assigned", assign: "assigned", discard: "invalid", merge: "invalid" },
  invalid: { reopen: "assigned" },
});

export type LeadState = (typeof leadStates.names)[number];

/** Somebody may still come of it: only such a lead holds the keys by which its enquirer is known again. */
export const isOpen = (state: LeadState) => state !== "converted" && state !== "invalid";
