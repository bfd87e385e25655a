/** What suppliers announce. */
export const shippingNotices = {
  "subject.shipping_notice": "Shipping notice",
  "field.shipping_notice.number": "Number",
  "field.shipping_notice.state": "State",
  "field.shipping_notice.supplier": "Supplier",
  "field.shipping_notice.purchaseOrder": "Purchase order",
  "field.shipping_notice.straight": "Straight to a customer",
  "field.shipping_notice.carrier": "Carrier",
  "field.shipping_notice.waybill": "Waybill",
  "field.shipping_notice.shippedOn": "Shipped on",
  "field.shipping_notice.expectedOn": "Expected on",
  "field.shipping_notice.createdAt": "Created",
  "state.shipping_notice.sent": "On its way",
  "state.shipping_notice.received": "Received",
  "state.shipping_notice.cancelled": "Cancelled",
  "error.notice.over_ordered": "That is more than is still to come (line: at most): {lines}.",
  "error.notice.mixed": "One notice goes to us or to a customer. Announce them apart.",
  "error.notice.many_customers": "One notice goes straight to one address. Announce them apart.",
  "error.notice.straight":
    "{number} has gone to the customer and cannot be taken back. He says in his answer what is wrong with it.",
} as const;
