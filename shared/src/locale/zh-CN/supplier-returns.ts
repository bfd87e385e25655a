/** Goods that go back to suppliers. */
export const supplierReturns = {
  "subject.supplier_return": "采购退货单",
  "field.supplier_return.number": "退货单号",
  "field.supplier_return.state": "状态",
  "field.supplier_return.supplier": "供应商",
  "field.supplier_return.goodsReceipt": "收货单",
  "field.supplier_return.reason": "退货原因",
  "field.supplier_return.waybill": "运单号",
  "field.supplier_return.returnedOn": "退货日期",
  "field.supplier_return.createdAt": "创建时间",
  "state.supplier_return.draft": "草稿",
  "state.supplier_return.dispatched": "已退货",
  "state.supplier_return.cancelled": "已取消",
  "error.return.over_received": "超过了收货后尚未退回的数量(行:最多):{lines}。",
} as const;
