import { catalogImportsContract } from "@quanlian/shared/contract";
import { importHandler } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { bomImport } from "./import-boms";
import { byProductImport } from "./import-by-products";
import { itemUnitImport } from "./import-item-units";
import { itemImport } from "./import-items";
import { routingImport } from "./import-routings";
import { salePriceImport } from "./import-sale-prices";
import { substituteImport } from "./import-substitutes";
import { supplierPriceImport } from "./import-supplier-prices";
import { unitImport } from "./import-units";

export const catalogImportOperations = implement(catalogImportsContract, {
  "units.import": importHandler(unitImport),
  "items.import": importHandler(itemImport),
  "itemUnits.import": importHandler(itemUnitImport),
  "boms.import": importHandler(bomImport),
  "routings.import": importHandler(routingImport),
  "substitutes.import": importHandler(substituteImport),
  "byProducts.import": importHandler(byProductImport),
  "priceLists.import": importHandler(salePriceImport),
  "supplierPrices.import": importHandler(supplierPriceImport),
});
