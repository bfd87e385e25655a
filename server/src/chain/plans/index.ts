export { planOrder, type OrderPlan, type WantedDemand } from "./plan-order";
export { firmSupply } from "./firm-supply";
export {
  dateSupplies,
  lockSupplies,
  orderSupplies,
  reopenSupplies,
  type MovedLine,
  type OrderedSupply,
  type PlanMovement,
} from "./move-supplies";
export { splitSupplies, type SupplySplit } from "./split-supplies";
export { openFreeSupplies, type FreeSupply } from "./open-free-supplies";
export { dropFreeSupplies } from "./drop-free-supplies";
export { orderLinesAbove } from "./read-upward";
export { receiveSupplies, type SupplyReceipt } from "./receive-supplies";
export { serveStraight } from "./serve-straight";
export { fulfilDemands, reopenDemands, unfulfilDemands, type ForDemand } from "./fulfil-demands";
export { loseSupplies, type SupplyLoss } from "./lose-supplies";
export { coverDemands, type Coverage } from "./cover-demands";
export { endComponents } from "./end-components";
export { demandsOfLines, readDemands, type HeldDemand } from "./read-demands";
export { amendPlan, type OrderAmendment } from "./amend-plan";
export type { AmendedSupply } from "./change.types";
export { recordPlan } from "./record-plan";
export {
  releaseOrder,
  type ChangedMaterial,
  type ChangedSupply,
  type OrderRelease,
} from "./release-order";
export type { Recipe } from "./plan.types";
export { explainPlan, type DemandWhy, type SupplyWhy } from "./explain-plan";
export type { Why, WhyTerm } from "./why.rules";
export type { WhyDate } from "./why-date.rules";
export { plansOperations } from "./plans.routes";
