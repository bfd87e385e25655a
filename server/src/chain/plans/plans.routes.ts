import { plansContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { demandResource, planMessageResource, supplyResource } from "./plans.resource";

// The contract owns names, inputs and outputs; this file only says who answers.
export const plansOperations = implement(plansContract, {
  ...listHandlers(demandResource),
  ...listHandlers(supplyResource),
  ...listHandlers(planMessageResource),
});
