export {
  milestoneReached,
  orderCancelled,
  orderChanged,
  orderClosedShort,
  orderCompleted,
  orderConfirmed,
  type OrderCancelled,
  type OrderConfirmed,
} from "./order.events";
export { orderPolicy } from "./order.policy";
export { ordersOperations } from "./order.routes";
export { orderImportOperations } from "./order.imports";
export { openOrderImport } from "./import-open-orders";
export { readRecipeFigures } from "./line-recipes";
export type { PlanImpact } from "./change-impact";
export { keepPlanImpact } from "./order-change.queries";
export { orderChangesOperations } from "./order-change.routes";
export { projectsOperations } from "./project.routes";
export {
  cancelPayments,
  payAtMilestone,
  reschedulePayments,
  schedulePayments,
} from "./schedule-payments";
export { closeLines } from "./close-order-short";
export { readMilestoneBills, type MilestoneBill } from "./bill-milestones";
export { completeOrders } from "./complete-orders";
export {
  acceptLines,
  creditLines,
  shipLines,
  type LineQuantity,
  type LineShare,
} from "./deliver-lines";
export { fallDue, settleOrders, type CommitmentChange } from "./settle-orders";
export {
  findShippableLines,
  readyLines,
  shippableOnBooks,
  type ShippableLine,
} from "./shippable-lines";
export { followPlan, touchOrdersOf, lockOrdersOf, type LateOrder } from "./follow-plan";
export { promiseOrder, withdrawPromise, type LinePromise } from "./promise-order";
export { findOrder, ordersOfLines, readShipTo } from "./order.queries";
export { decideOrderChange } from "./submit-change";
export { decideOrder } from "./submit-order";
export { confirmByRule, type ByRule } from "./confirm-by-rule";
export { draftOrder } from "./draft-order";
export type { OrderDraft, OrderDraftLine } from "./order-draft";
export type { ShipTo, WaitingReason } from "./order.model";
