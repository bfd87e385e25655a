import { planningContract } from "@quanlian/shared/contract";
import { implement } from "../../kernel/http";
import { explainOrder } from "./explain-order";

// Reads across the chain for staff; they write nothing.
export const deskOperations = implement(planningContract, {
  "orders.why": (ctx, { orderId }) => explainOrder(ctx, orderId),
});
