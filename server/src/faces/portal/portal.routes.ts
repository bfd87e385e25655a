import { portalContract, portalTodoContract } from "@quanlian/shared/contract";
import { implement } from "../../kernel/http";
import { listOwnMaterial } from "./own-material";
import { listTodo } from "./todo";
import { listOwnOrders, showOwnOrder } from "./customer-orders";

// What outside parties read; each sees his own rows and no others.
export const portalOperations = implement(
  { ...portalContract, ...portalTodoContract },
  {
    "portal.orders.list": (ctx, input) => listOwnOrders(ctx, input),
    "portal.orders.show": (ctx, { orderId }) => showOwnOrder(ctx, orderId),
    "portal.material.list": (ctx) => listOwnMaterial(ctx),
    "portal.todo.list": (ctx) => listTodo(ctx),
  },
);
