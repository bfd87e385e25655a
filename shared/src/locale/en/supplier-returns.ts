/** Goods that go back to suppliers. */
export const supplierReturns = {
  "subject.supplier_return": "Return to supplier",
  "field.supplier_return.number": "Number",
  "field.supplier_return.state": "State",
  "field.supplier_return.supplier": "Supplier",
  "field.supplier_return.goodsReceipt": "Receipt",
  "field.supplier_return.reason": "Reason",
  "field.supplier_return.waybill": "Waybill",
  "field.supplier_return.returnedOn": "Returned on",
  "field.supplier_return.createdAt": "Created at",
  "state.supplier_return.draft": "Draft",
  "state.supplier_return.dispatched": "Sent back",
  "state.supplier_return.cancelled": "Cancelled",
  "error.return.over_received":
    "More than has come of the receipt and not gone back yet (line: at most): {lines}.",
} as const;
