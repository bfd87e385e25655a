import { financeContract } from "@quanlian/shared/contract";
import { importHandler, listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { declareAudience } from "../../kernel/live";
import { allocate, reverseAllocation } from "./allocate";
import { findAllocation } from "./allocation.queries";
import { findCashMovement } from "./cash.queries";
import { allocationPolicy, paymentPolicy, receiptPolicy } from "./finance.policy";
import {
  allocationResource,
  openItemResource,
  paymentResource,
  receiptResource,
} from "./finance.resource";
import { openPayableImport, openReceivableImport } from "./import-open-items";
import { moveCash, reverseCash } from "./move-cash";
import { showStatement } from "./party-statement";

declareAudience("receipt", receiptPolicy, "receipts.show", "finance");
declareAudience("payment", paymentPolicy, "payments.show", "finance");
declareAudience("allocation", allocationPolicy, "allocations.show", "finance");

// The contract owns names, inputs and outputs; this file only says who answers.
export const financeOperations = implement(financeContract, {
  ...listHandlers(openItemResource),
  "openReceivables.import": importHandler(openReceivableImport),
  "openPayables.import": importHandler(openPayableImport),
  ...listHandlers(receiptResource),
  "receipts.show": (ctx, { cashMovementId }) =>
    findCashMovement(ctx, "receipt", "receipts.show", cashMovementId),
  "receipts.create": (ctx, input) => moveCash(ctx, "receipt", input),
  "receipts.reverse": (ctx, input) => reverseCash(ctx, "receipt", input),
  ...listHandlers(paymentResource),
  "payments.show": (ctx, { cashMovementId }) =>
    findCashMovement(ctx, "payment", "payments.show", cashMovementId),
  "payments.create": (ctx, input) => moveCash(ctx, "payment", input),
  "payments.reverse": (ctx, input) => reverseCash(ctx, "payment", input),
  ...listHandlers(allocationResource),
  "allocations.show": (ctx, { allocationId }) =>
    findAllocation(ctx, "allocations.show", allocationId),
  "allocations.allocate": allocate,
  "allocations.reverse": reverseAllocation,
  "partyStatements.show": showStatement,
});
