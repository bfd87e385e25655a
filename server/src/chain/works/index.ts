export { adjustWorkOrders, type WorkOrderChange } from "./adjust-work-orders";
export { openWorkOrders, type PlannedMaterial, type PlannedWorkOrder } from "./open-work-orders";
export { workOrderPolicy } from "./work-order.resource";
export { worksOperations } from "./work-order.routes";
export { workFloorOperations } from "./work-floor.routes";
export {
  materialIssued,
  materialReturned,
  workCancelled,
  workClosed,
  workCompletedShort,
  workFinished,
  workInspected,
  workReported,
  workReportReversed,
  type MovedMaterial,
  type WorkFinished,
} from "./work.events";
export { workOrderReleased } from "./work-order.events";
export { numbersOfWorkOrders } from "./document-numbers";
