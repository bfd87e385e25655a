import { defineStates } from "../../kernel/states";

/** Every legal move of one revision of a quote. What is not written here is refused. */
export const quoteStates = defineStates({
  draft: { submit: "pending_approval", send: "sent", withdraw: "withdrawn" },
  pending_approval: { approve: "sent", refuse: "draft", withdraw: "withdrawn" },
  sent: {
    accept: "accepted",
    reject: "rejected",
    expire: "expired",
    supersede: "superseded",
    withdraw: "withdrawn",
  },
});

export type QuoteState = (typeof quoteStates.names)[number];
