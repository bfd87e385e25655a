/** Requests for quotation. */
export const rfqs = {
  "subject.rfq": "Request for quotation",
  "subject.rfq_invitation": "Request from us",
  "field.rfq.number": "Number",
  "field.rfq.state": "State",
  "field.rfq.owner": "Buyer",
  "field.rfq.answerBy": "Answers by",
  "field.rfq.createdAt": "Created at",
  "state.rfq.draft": "Draft",
  "state.rfq.sent": "Being answered",
  "state.rfq.closed": "Closed",
  "state.rfq.awarded": "Awarded",
  "state.rfq.cancelled": "Cancelled",
  "state.rfq_invitation.invited": "Asked",
  "state.rfq_invitation.viewed": "Opened",
  "state.rfq_invitation.quoted": "Quoted",
  "state.rfq_invitation.declined": "Declined",
  "state.rfq_invitation.won": "Won",
  "state.rfq_invitation.lost": "Not chosen",
  "state.rfq_invitation.cancelled": "Called off",
  "rfq.order_note": "From request for quotation {number}.",
  "rfq.order_note_freight":
    "From request for quotation {number}. Freight as offered: {freight} yuan.",
  "issue.offer_or_decline": "Give at least one price, or say why you do not offer it; not both.",
  "error.rfq.frozen": "Request {number} is {state}: only a draft can be edited.",
  "error.rfq.nobody_asked": "Request {number} asks nobody yet: choose suppliers first.",
  "error.rfq.deadline_missing":
    "Request {number} needs a deadline that is still to come: set it before sending.",
  "error.rfq.deadline_earlier":
    "The deadline of {number} can only be moved to a later time: suppliers count on it.",
  "error.rfq.not_open":
    "This request is not open for answers any more: it is over, or its deadline is.",
  "error.rfq.sealed":
    "Answers to {number} are sealed until it closes: when its deadline is over or all have answered.",
  "error.rfq.answers_missing":
    "{count} suppliers of {number} have not answered, and the deadline is still to come: wait for it.",
  "error.rfq.lines_unanswered": "Answer lines {lines} too: with prices, or with a decline.",
  "error.rfq.too_many_suppliers": "Request {number} can ask {most} suppliers at most.",
  "error.rfq.not_offered": "Lines {lines} are not offered by the supplier you chose for them.",
  "error.rfq.below_minimum":
    "Less than the supplier sells at least (line: at least): {lines}. Give him more, or another supplier.",
  "error.rfq.line_gone":
    "Lines {lines} are not needed any more, or have been bought otherwise: leave them out.",
  "error.rfq.straight_split":
    "Lines {lines} go straight to one customer: give each of them whole to one supplier.",
} as const;
