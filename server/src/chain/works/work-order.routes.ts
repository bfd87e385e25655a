import { worksContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { findWorkOrder } from "./find-work-order";
import { releaseWorkOrder } from "./release-work-order";
import { workOrderPolicy, workOrderResource } from "./work-order.resource";

declareAudience("work_order", workOrderPolicy, "workOrders.show", "manufacturing");

// The contract owns names, inputs and outputs; this file only says who answers.
export const worksOperations = implement(worksContract, {
  ...listHandlers(workOrderResource),
  "workOrders.release": (ctx, input) => releaseWorkOrder(ctx, input),
  "workOrders.show": (ctx, { workOrderId }) => findWorkOrder(ctx, workOrderId),
});
