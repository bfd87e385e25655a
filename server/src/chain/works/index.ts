export { adjustWorkOrders, type WorkOrderChange } from "./adjust-work-orders";
export { openWorkOrders, type PlannedMaterial, type PlannedWorkOrder } from "./open-work-orders";
export { worksOperations } from "./work-order.routes";
