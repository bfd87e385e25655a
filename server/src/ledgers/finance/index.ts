export {
  changeCommitment,
  changeCommitments,
  commitToCustomer,
  releaseCommitment,
} from "./commitment";
export {
  allocationReversed,
  cashMoved,
  cashMovementReversed,
  itemsAllocated,
  openItemsBrought,
} from "./finance.events";
export { financeOperations } from "./finance.routes";
export { openPayableImport, openReceivableImport } from "./import-open-items";
export { closeItem, openItems, settleItems, unsettleItems } from "./open-items";
export { installPeriodGate, type PeriodGate } from "./period-gate";
export { exposureOf, lockPartyBalance, type Account, type LockedBalance } from "./party-balance";
export { postEntries, type EntryCause, type NewEntry } from "./post-entries";
