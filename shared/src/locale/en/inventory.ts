/** Labels of the stock ledger. */
export const inventory = {
  "field.stock_move.item": "Item",
  "field.stock_move.itemCode": "Item code",
  "field.stock_move.warehouse": "Warehouse",
  "field.stock_move.kind": "Kind",
  "field.stock_move.quantity": "Quantity",
  "field.stock_move.valueCents": "Value",
  "field.stock_move.reason": "Reason",
  "field.stock_move.occurredOn": "Business day",
  "field.stock_move.createdAt": "Posted at",
  "kind.stock_move.adjustment": "adjustment",
} as const;
