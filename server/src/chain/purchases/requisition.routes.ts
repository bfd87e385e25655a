import { purchasesContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { requisitionLineResource } from "./requisition.resource";

// The contract owns names, inputs and outputs; this file only says who answers.
export const purchasesOperations = implement(purchasesContract, {
  ...listHandlers(requisitionLineResource),
});
