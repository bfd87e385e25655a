/** Labels of quotes, why they wait for approval, and what they give to do. */
export const quotes = {
  "field.quote.number": "报价单号",
  "field.quote.revisionNo": "修订版次",
  "field.quote.latest": "最新版",
  "field.quote.state": "状态",
  "field.quote.customer": "客户",
  "field.quote.title": "主题",
  "field.quote.quotedOn": "报价日期",
  "field.quote.validUntil": "有效期至",
  "field.quote.inclCents": "价税合计",
  "field.quote.acceptedInclCents": "接受金额",
  "field.quote.marginCents": "毛利",
  "field.quote.customerReference": "客户询价号",
  "field.quote.createdAt": "创建时间",
  "state.quote.draft": "草稿",
  "state.quote.pending_approval": "待审批",
  "state.quote.sent": "已发送",
  "state.quote.withdrawn": "已撤回",
  "state.quote.accepted": "已接受",
  "state.quote.rejected": "已拒绝",
  "state.quote.expired": "已过期",
  "state.quote.superseded": "已被新版取代",
  "approval.reason.quote.below_margin_floor":
    "第 {line} 行 {name} 的毛利率为 {marginPercent}%,低于底线 {floorPercent}%。",
  "approval.reason.quote.cost_unknown":
    "第 {line} 行 {name} 没有成本,算不出毛利;请先维护标准成本或清单。",
  "task.order_to_confirm": "客户已接受报价 {quote},请确认订单 {order}。",
} as const;
