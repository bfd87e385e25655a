import { purchasesContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { requisitionLinePolicy, requisitionLineResource } from "./requisition.resource";

declareAudience("requisition", requisitionLinePolicy, "requisitionLines.list", "purchasing");

// The contract owns names, inputs and outputs; this file only says who answers.
export const purchasesOperations = implement(purchasesContract, {
  ...listHandlers(requisitionLineResource),
});
