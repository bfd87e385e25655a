import { orderImportsContract } from "@quanlian/shared/contract";
import { importHandler } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { openOrderImport } from "./import-open-orders";

export const orderImportOperations = implement(orderImportsContract, {
  "openOrders.import": importHandler(openOrderImport),
});
