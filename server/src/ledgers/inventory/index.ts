export { adjustStock, NONE, type StockCause, type StockChange } from "./adjust-stock";
export {
  freeOf,
  lockItemStocks,
  placeKey,
  type ItemStock,
  type StockPlace,
} from "./lock-item-stocks";
export {
  findReservations,
  releaseReservations,
  reserveStock,
  type HeldReservation,
  type NewReservation,
} from "./reserve-stock";
export { stockAdjusted } from "./inventory.events";
export { inventoryOperations } from "./inventory.routes";
export { movedItems } from "./moved-items";
