/** Purchase orders and receipts. */
export const purchases = {
  "subject.purchase_order": "Purchase order",
  "subject.goods_receipt": "Goods receipt",
  "field.purchase_order.number": "Purchase order no",
  "field.purchase_order.state": "State",
  "field.purchase_order.supplier": "Supplier",
  "field.purchase_order.orderedOn": "Ordered on",
  "field.purchase_order.inclCents": "Amount with tax",
  "field.purchase_order.createdAt": "Created at",
  "field.goods_receipt.number": "Receipt no",
  "field.goods_receipt.purchaseOrder": "Purchase order no",
  "field.goods_receipt.supplier": "Supplier",
  "field.goods_receipt.receivedOn": "Received on",
  "field.goods_receipt.supplierNote": "Supplier's delivery note",
  "field.goods_receipt.createdAt": "Created at",
  "state.purchase_order.draft": "Draft",
  "state.purchase_order.pending_approval": "Awaiting approval",
  "state.purchase_order.issued": "Issued",
  "state.purchase_order.confirmed": "Confirmed by the supplier",
  "state.purchase_order.countered": "Countered by the supplier",
  "state.purchase_order.partly_received": "Partly received",
  "state.purchase_order.received": "Received",
  "state.purchase_order.closed": "Closed",
  "state.purchase_order.cancelled": "Cancelled",
  "task.purchase_countered":
    "The supplier offers something else for purchase order {number}: answer",
  "issue.requisition_or_item": "Name either a requisition line or an item.",
  "issue.quantity_and_day": "An item bought by hand needs a quantity and a day.",
  "error.receipt.over_ordered":
    "More is received than was ordered: {lines}. Check the quantity, or change the order with the supplier first.",
  "error.receipt.dropship":
    "Lines {lines} go straight to the customer and never into our stock: take them out.",
  "error.purchase.line_taken":
    "These requisition lines are bought already, or cancelled: {requisitionLineIds}. Read the pool again.",
  "error.purchase.below_need":
    "Less than the plan needs: {requisitionLineIds}. Order at least what the requisition asks for.",
  "error.purchase.price_missing":
    "Lines {lines} have no price: fill it in before the order is issued.",
  "error.purchase.needs_approval":
    "Purchase order {number} needs somebody's agreement by your company's rules: submit it.",
  "error.purchase.needs_no_approval": "Purchase order {number} needs nobody's agreement: issue it.",
  "error.purchase.counter_awaits_approval":
    "The counter to {number} awaits somebody's agreement already.",
  "task.purchase_refused": "Purchase order {number} was not agreed to: {note}",
  "approval.reason.purchase_amount": "The order comes to {orderYuan} yuan, more than {limitYuan}",
  "approval.reason.purchase_increase":
    "Lines {lines} are above the supplier's price list by more than {increaseRate}",
  "error.purchase.frozen": "Purchase order {number} is {state}: only a draft can be edited.",
  "error.purchase.not_receivable":
    "Purchase order {number} is {state}: nothing can be received of it now.",
  "error.purchase.not_answerable":
    "Purchase order {number} is {state}: it cannot be answered any more.",
} as const;
