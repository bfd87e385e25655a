import { inventoryContract } from "@quanlian/shared/contract";
import { implement } from "../../kernel/http";
import { adjust } from "./adjust";

// The contract owns names, inputs and outputs; this file only says who answers.
export const inventoryOperations = implement(inventoryContract, {
  "inventory.adjust": (ctx, input) => adjust(ctx, input),
});
