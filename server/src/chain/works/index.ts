export { adjustWorkOrders, type WorkOrderChange } from "./adjust-work-orders";
export { openWorkOrders, type PlannedMaterial, type PlannedWorkOrder } from "./open-work-orders";
export { workOrderPolicy } from "./work-order.resource";
export { worksOperations } from "./work-order.routes";
export { workOrderReleased } from "./work-order.events";
export { numbersOfWorkOrders } from "./document-numbers";
