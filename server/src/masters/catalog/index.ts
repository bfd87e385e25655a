export { installCatalogNeighbours, type CatalogNeighbours } from "./catalog-neighbours";
export { catalogOperations } from "./catalog.routes";
export { importPartsList, type ListedProduct } from "./import-parts-list";
export {
  convertQuantities,
  readUnitFactors,
  unitKey,
  type ConvertedQuantity,
  type EnteredQuantity,
  type UnitFactor,
} from "./read-unit-factors";
export { readLotRules, type ItemLotRules } from "./read-lot-rules";
export { readRecipes } from "./read-recipes";
export type {
  CatalogItem,
  Recipe,
  RecipeByProduct,
  RecipeComponent,
  RecipeOperation,
  Recipes,
  RecipeSubstitute,
} from "./recipe.types";
export { Item, ItemUnit, Unit } from "./item.model";
export { catalogImportOperations } from "./catalog.imports";
export { unitImport } from "./import-units";
export {
  findSalePrices,
  findSupplierPrices,
  type PricedLine,
  type SalePrice,
  type SupplierOffer,
} from "./find-prices";
export { installPriceNeighbours, type PriceNeighbours } from "./price-neighbours";
export { PriceList } from "./price.model";
export { namePriceList } from "./price.queries";
export { pricesOperations } from "./price.routes";
export { bomImport } from "./import-boms";
export { byProductImport } from "./import-by-products";
export { routingImport } from "./import-routings";
export { salePriceImport } from "./import-sale-prices";
export { substituteImport } from "./import-substitutes";
export { keepSupplierPrices, type KeptPrice } from "./keep-supplier-prices";
export { supplierPriceImport } from "./import-supplier-prices";
export { itemUnitImport } from "./import-item-units";
export { itemImport } from "./import-items";
