import { pricesContract } from "@quanlian/shared/contract";
import { listHandlers } from "../../kernel/exchange";
import { implement } from "../../kernel/http";
import { showPrices } from "./find-prices";
import { presentPriceList, presentSupplierPrice } from "./price.present";
import { findPriceList, findSupplierPrice } from "./price.queries";
import { priceListLineResource, priceListResource, supplierPriceResource } from "./price.resource";
import { createPriceList, updatePriceList } from "./save-price-list";
import { createSupplierPrice, updateSupplierPrice } from "./save-supplier-price";
import { clearPrices, setPrices } from "./set-prices";

export const pricesOperations = implement(pricesContract, {
  ...listHandlers(priceListResource),
  ...listHandlers(priceListLineResource),
  ...listHandlers(supplierPriceResource),
  "priceLists.show": async (ctx, { priceListId }) =>
    presentPriceList(ctx, await findPriceList(ctx, priceListId)),
  "priceLists.create": createPriceList,
  "priceLists.update": updatePriceList,
  "priceLists.setPrices": setPrices,
  "priceLists.clearPrices": clearPrices,
  "prices.find": showPrices,
  "supplierPrices.show": async (ctx, { supplierPriceId }) =>
    presentSupplierPrice(ctx, await findSupplierPrice(ctx, "supplierPrices.show", supplierPriceId)),
  "supplierPrices.create": createSupplierPrice,
  "supplierPrices.update": updateSupplierPrice,
});
