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
export { lotKey, nameLots, type LotName } from "./name-lots";
export { changeReservations, type WantedReservation } from "./change-reservations";
export {
  findReservations,
  releaseReservations,
  reserveStock,
  type HeldReservation,
  type NewReservation,
} from "./reserve-stock";
export { stockAdjusted, stockTransferred } from "./inventory.events";
export { inventoryOperations } from "./inventory.routes";
export { movedItems } from "./moved-items";
