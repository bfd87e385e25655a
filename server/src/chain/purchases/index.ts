export { adjustRequisitionLines, type RequisitionLineChange } from "./adjust-requisition-lines";
export { raiseRequisition, type PlannedRequisitionLine } from "./raise-requisition";
export { purchasesOperations } from "./requisition.routes";
