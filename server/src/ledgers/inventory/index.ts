export {
  NONE,
  type PostedValues,
  type StockCause,
  type StockKey,
  type StockLine,
  type StockPlace,
  type StockValue,
} from "./stock.types";
export { postStock } from "./post-stock";
export { freeOf, lockItemStocks, placeKey, type ItemStock } from "./lock-item-stocks";
export { choosePlaces } from "./choose-places";
export type { ChosenPlace, WantedQuantity } from "./places.rules";
export { lotKey, nameLots, type LotName } from "./name-lots";
export { changeReservations, type WantedReservation } from "./change-reservations";
export {
  findReservations,
  releaseReservations,
  reserveStock,
  type HeldReservation,
  type NewReservation,
} from "./reserve-stock";
export {
  chargeWip,
  chargeWips,
  closeWip,
  finishFromWip,
  issueToWip,
  lockWip,
  type FinishedLine,
  type WipCause,
  type WipCharge,
} from "./wip";
export {
  adjustForLatePrice,
  invoiceReceipt,
  receiveAccrued,
  type InvoicedReceipt,
} from "./accrue-receipt";
export { returnAccrued, type ReturnedStock } from "./return-accrued";
export { refuseClosed } from "./period-gate";
export { stocktakePosted } from "./stocktake.events";
export { openingStockBrought, stockAdjusted, stockTransferred } from "./inventory.events";
export { inventoryOperations } from "./inventory.routes";
export { lotsOperations } from "./lot.routes";
export { periodsOperations } from "./period.routes";
export { stocktakesOperations } from "./stocktake.routes";
export { movedItems } from "./moved-items";
export { openingStockImport } from "./import-opening-stock";
export { inventoryImportOperations } from "./inventory.imports";
