export {
  orderCancelled,
  orderConfirmed,
  type OrderCancelled,
  type OrderConfirmed,
} from "./order.events";
export { orderPolicy } from "./order.policy";
export { ordersOperations } from "./order.routes";
export { readRecipeFigures } from "./line-recipes";
export { promiseOrder, withdrawPromise, type LinePromise } from "./promise-order";
export { findOrder } from "./order.queries";
