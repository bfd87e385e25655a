/** What each kind of record is called: titles of lists and of exported sheets. */
export const subjects = {
  "subject.lead": "Leads",
  "subject.pooled_lead": "Lead pool",
  "subject.order": "Sales orders",
  "subject.work_order": "Work orders",
  "subject.requisition_line": "Requisition lines",
  "subject.demand": "Demands",
  "subject.plan_message": "Plan messages",
  "subject.supply": "Supplies",
  "subject.stock_move": "Stock moves",
  "subject.item": "Items",
  "subject.party": "Customers and suppliers",
  "subject.approval": "Approvals",
  "subject.task": "Tasks",
  "subject.stock_balance": "Stock balances",
} as const;
