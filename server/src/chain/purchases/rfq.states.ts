import { defineStates } from "../../kernel/states";

/** Every legal move of a request for quotation. */
export const rfqStates = defineStates({
  draft: { send: "sent", cancel: "cancelled" },
  sent: { close: "closed", cancel: "cancelled" },
  closed: { award: "awarded", cancel: "cancelled" },
});

/** Of one supplier who is asked. Until the request closes he may change his mind as often as he likes. */
export const rfqInvitationStates = defineStates({
  invited: {
    view: "viewed",
    quote: "quoted",
    decline: "declined",
    lose: "lost",
    cancel: "cancelled",
  },
  viewed: { quote: "quoted", decline: "declined", lose: "lost", cancel: "cancelled" },
  quoted: { decline: "declined", win: "won", lose: "lost", cancel: "cancelled" },
  declined: { quote: "quoted" },
});

export type RfqState = (typeof rfqStates.names)[number];
export type RfqInvitationState = (typeof rfqInvitationStates.names)[number];
