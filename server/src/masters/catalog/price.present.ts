import type { PriceList, SupplierPrice } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { isMasked, may, type Ctx } from "../../kernel/access";
import { supplierPriceMasks } from "./price.policy";
import type { PriceListRecord, SupplierPriceRecord } from "./price.queries";

export const presentPriceList = (ctx: Ctx, record: PriceListRecord): PriceList => ({
  ...record,
  actions: ["priceLists.update", "priceLists.setPrices", "priceLists.clearPrices"].filter((name) =>
    may(ctx.actor, name),
  ),
});

export function presentSupplierPrice(ctx: Ctx, record: SupplierPriceRecord): SupplierPrice {
  const hidden = isMasked(ctx.actor, "supplierPrices.show", supplierPriceMasks.unitPrice);
  return {
    ...record,
    minQuantity: toDecimalText(exact(record.minQuantity)),
    minimumOrder: toDecimalText(exact(record.minimumOrder)),
    unitPrice: hidden ? null : toDecimalText(exact(record.unitPrice)),
    masked: hidden ? ["unitPrice"] : [],
    actions: may(ctx.actor, "supplierPrices.update") ? ["supplierPrices.update"] : [],
  };
}
