/** Labels of the stock ledger. */
export const inventory = {
  "field.stock_move.item": "物料",
  "field.stock_move.itemCode": "物料编码",
  "field.stock_move.warehouse": "仓库",
  "field.stock_move.kind": "类型",
  "field.stock_move.quantity": "数量",
  "field.stock_move.valueCents": "金额",
  "field.stock_move.reason": "原因",
  "field.stock_move.occurredOn": "业务日期",
  "field.stock_move.createdAt": "记账时间",
  "kind.stock_move.adjustment": "调整",
} as const;
