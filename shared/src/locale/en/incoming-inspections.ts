/** Goods of suppliers that are looked at before they can be used. */
export const incomingInspections = {
  "subject.incoming_inspection": "Incoming inspection",
  "field.incoming_inspection.number": "Number",
  "field.incoming_inspection.state": "Result",
  "field.incoming_inspection.supplier": "Supplier",
  "field.incoming_inspection.item": "Item",
  "field.incoming_inspection.itemCode": "Item code",
  "field.incoming_inspection.quantity": "Quantity",
  "field.incoming_inspection.failed": "Failed",
  "field.incoming_inspection.cause": "Cause",
  "field.incoming_inspection.receivedOn": "Received on",
  "field.incoming_inspection.inspectedOn": "Inspected on",
  "field.incoming_inspection.createdAt": "Created at",
  "state.incoming_inspection.pending": "To be inspected",
  "state.incoming_inspection.passed": "Passed",
  "state.incoming_inspection.concession": "Let through",
  "state.incoming_inspection.failed": "Failed",
  "issue.failed_serials": "Name each piece that failed, as many as the failed quantity.",
  "error.inspection.not_whole":
    "Inspection {number} is about {quantity}: say of all of it whether it passed, is let through or failed.",
  "error.inspection.order_over":
    "Purchase order {number} is over: what failed cannot come once more of it. Judge without replacement, and order anew.",
} as const;
