export { adjustRequisitionLines, type RequisitionLineChange } from "./adjust-requisition-lines";
export { raiseRequisition, type PlannedRequisitionLine } from "./raise-requisition";
export { requisitionLinePolicy } from "./requisition.resource";
export { purchasesOperations } from "./requisition.routes";
export { numbersOfRequisitionLines } from "./document-numbers";
