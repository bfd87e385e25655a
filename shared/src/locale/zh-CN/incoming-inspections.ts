/** Goods of suppliers that are looked at before they can be used. */
export const incomingInspections = {
  "subject.incoming_inspection": "来料检验",
  "field.incoming_inspection.number": "检验单号",
  "field.incoming_inspection.state": "结果",
  "field.incoming_inspection.supplier": "供应商",
  "field.incoming_inspection.item": "物料",
  "field.incoming_inspection.itemCode": "物料编码",
  "field.incoming_inspection.quantity": "数量",
  "field.incoming_inspection.failed": "不合格数量",
  "field.incoming_inspection.cause": "不合格原因",
  "field.incoming_inspection.receivedOn": "收货日期",
  "field.incoming_inspection.inspectedOn": "检验日期",
  "field.incoming_inspection.createdAt": "创建时间",
  "state.incoming_inspection.pending": "待检",
  "state.incoming_inspection.passed": "合格",
  "state.incoming_inspection.concession": "让步接收",
  "state.incoming_inspection.failed": "不合格",
  "issue.failed_serials": "请逐件指明不合格的序列号,件数与不合格数量一致。",
  "error.inspection.not_whole":
    "检验单 {number} 共 {quantity},请把全部数量分为合格、让步和不合格。",
  "error.inspection.order_over":
    "采购订单 {number} 已结束,不合格品不能再由它补货。请判为不补货,另行采购。",
} as const;
