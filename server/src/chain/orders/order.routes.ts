import { ordersContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { cancelOrder } from "./cancel-order";
import { closeOrderShort } from "./close-order-short";
import { confirmOrder } from "./confirm-order";
import { createOrder } from "./create-order";
import { customiseLine } from "./customise-line";
import { holdOrder, liftHold } from "./hold-order";
import { setOrderRules, showOrderRules } from "./order-rules";
import { presentOrder } from "./order.present";
import { findOrder } from "./order.queries";
import { orderPolicy } from "./order.policy";
import { orderResource } from "./order.resource";
import { submitOrder } from "./submit-order";
import { updateOrder } from "./update-order";

declareAudience("order", orderPolicy, "orders.show", "sales");

// The contract owns names, inputs and outputs; this file only says who answers.
export const ordersOperations = implement(ordersContract, {
  ...listHandlers(orderResource),
  "orders.create": async (ctx, input) => presentOrder(ctx, await createOrder(ctx, input)),
  "orders.update": async (ctx, input) => presentOrder(ctx, await updateOrder(ctx, input)),
  "orders.customise": async (ctx, input) => presentOrder(ctx, await customiseLine(ctx, input)),
  "orders.show": async (ctx, { orderId }) =>
    presentOrder(ctx, await findOrder(ctx, "orders.show", orderId)),
  "orders.submit": async (ctx, input) => presentOrder(ctx, await submitOrder(ctx, input)),
  "orders.rules": (ctx) => showOrderRules(ctx),
  "orders.setRules": (ctx, input) => setOrderRules(ctx, input),
  "orders.confirm": async (ctx, input) => presentOrder(ctx, await confirmOrder(ctx, input)),
  "orders.hold": async (ctx, input) => presentOrder(ctx, await holdOrder(ctx, input)),
  "orders.liftHold": async (ctx, input) => presentOrder(ctx, await liftHold(ctx, input)),
  "orders.closeShort": async (ctx, input) => presentOrder(ctx, await closeOrderShort(ctx, input)),
  "orders.cancel": async (ctx, input) => presentOrder(ctx, await cancelOrder(ctx, input)),
});
