/** Labels of quotes, why they wait for approval, and what they give to do. */
export const quotes = {
  "field.quote.number": "Number",
  "field.quote.revisionNo": "Revision",
  "field.quote.latest": "Latest",
  "field.quote.state": "State",
  "field.quote.customer": "Customer",
  "field.quote.title": "Subject",
  "field.quote.quotedOn": "Quoted on",
  "field.quote.validUntil": "Valid until",
  "field.quote.inclCents": "Total incl. tax",
  "field.quote.acceptedInclCents": "Accepted total",
  "field.quote.marginCents": "Margin",
  "field.quote.customerReference": "Customer reference",
  "field.quote.createdAt": "Created at",
  "state.quote.draft": "Draft",
  "state.quote.pending_approval": "Waiting for approval",
  "state.quote.sent": "Sent",
  "state.quote.withdrawn": "Withdrawn",
  "state.quote.accepted": "Accepted",
  "state.quote.rejected": "Rejected",
  "state.quote.expired": "Expired",
  "state.quote.superseded": "Superseded",
  "approval.reason.quote.below_margin_floor":
    "Line {line}, {name}, has a margin of {marginPercent} %, below the floor of {floorPercent} %.",
  "approval.reason.quote.cost_unknown":
    "Line {line}, {name}, has no cost, so its margin is not known; set a standard cost or a bill of materials first.",
  "task.order_to_confirm": "The customer has accepted quote {quote}; confirm order {order}.",
} as const;
