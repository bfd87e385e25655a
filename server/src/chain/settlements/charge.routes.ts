import { settlementsContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { chargeResource } from "./charge.resource";

// The contract owns names, inputs and outputs; this file only says who answers.
export const settlementsOperations = implement(settlementsContract, {
  ...listHandlers(chargeResource),
});
