import { catalogImportsContract } from "@quanlian/shared/contract";
import { importHandler } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { unitImport } from "./import-units";

export const catalogImportOperations = implement(catalogImportsContract, {
  "units.import": importHandler(unitImport),
});
