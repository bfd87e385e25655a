import { inventoryImportsContract } from "@quanlian/shared/contract";
import { importHandler } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { openingStockImport } from "./import-opening-stock";

export const inventoryImportOperations = implement(inventoryImportsContract, {
  "openingStock.import": importHandler(openingStockImport),
});
