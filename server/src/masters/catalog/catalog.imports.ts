import { catalogImportsContract } from "@quanlian/shared/contract";
import { importHandler } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { bomImport } from "./import-boms";
import { itemUnitImport } from "./import-item-units";
import { itemImport } from "./import-items";
import { unitImport } from "./import-units";

export const catalogImportOperations = implement(catalogImportsContract, {
  "units.import": importHandler(unitImport),
  "items.import": importHandler(itemImport),
  "itemUnits.import": importHandler(itemUnitImport),
  "boms.import": importHandler(bomImport),
});
