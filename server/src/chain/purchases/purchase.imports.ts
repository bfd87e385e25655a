import { purchaseImportsContract } from "@quanlian/shared/contract";
import { importHandler } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { openPurchaseImport } from "./import-open-purchases";

export const purchaseImportOperations = implement(purchaseImportsContract, {
  "openPurchases.import": importHandler(openPurchaseImport),
});
