/** What each kind of record is called: titles of lists and of exported sheets. */
export const subjects = {
  "subject.lead": "线索",
  "subject.pooled_lead": "公海线索",
  "subject.order": "销售订单",
  "subject.work_order": "生产工单",
  "subject.requisition_line": "请购明细",
  "subject.demand": "需求",
  "subject.plan_message": "计划建议",
  "subject.supply": "供应",
  "subject.stock_move": "库存流水",
  "subject.item": "物料",
  "subject.party": "往来单位",
  "subject.approval": "审批",
  "subject.task": "待办",
  "subject.stock_balance": "库存余额",
} as const;
