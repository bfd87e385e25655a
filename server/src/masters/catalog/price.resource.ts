import { priceListLineList, priceListList, supplierPriceList } from "@quanlian/shared/contract";
import { defineResource } from "../../kernel/fields";
import { Item, Unit } from "./item.model";
import { priceNeighbours } from "./price-neighbours";
import { PriceList, PriceListLine, SupplierPrice } from "./price.model";
import { priceListPolicy, supplierPricePolicy } from "./price.policy";

/** Where the fields of the price lists' list come from. */
export const priceListResource = defineResource(priceListList, {
  policy: priceListPolicy,
  table: PriceList,
  alias: "k",
  columns: {
    code: "k.code",
    name: "k.name",
    includesTax: "k.includes_tax",
    validFrom: "k.valid_from",
    validTo: "k.valid_to",
    isDefault: "k.is_default",
    isActive: "k.is_active",
  },
  search: { subjectType: null, fields: ["code", "name"] },
});

/** Every price of every list; a filter names the list. */
export const priceListLineResource = defineResource(priceListLineList, {
  policy: priceListPolicy,
  table: PriceListLine,
  alias: "l",
  joins: {
    k: { table: PriceList, on: "k.id = l.price_list_id" },
    i: { table: Item, on: "i.id = l.item_id" },
    u: { table: Unit, on: "u.id = l.unit_id" },
  },
  columns: {
    priceList: { id: "l.price_list_id", label: "k.name", join: "k" },
    item: { id: "l.item_id", label: "i.code", join: "i" },
    itemName: { sql: "i.name", join: "i" },
    unit: { id: "l.unit_id", label: "u.code", join: "u" },
    minQuantity: "l.min_quantity",
    unitPrice: "l.unit_price",
    validFrom: "l.valid_from",
    validTo: "l.valid_to",
  },
  search: { subjectType: null, fields: ["item", "itemName"] },
});

/** What suppliers sell at, as far as the actor sees the suppliers. */
export const supplierPriceResource = defineResource(supplierPriceList, {
  policy: supplierPricePolicy,
  table: SupplierPrice,
  alias: "s",
  joins: {
    p: { table: () => priceNeighbours().parties, on: "p.id = s.supplier_id" },
    i: { table: Item, on: "i.id = s.item_id" },
    u: { table: Unit, on: "u.id = s.unit_id" },
  },
  columns: {
    supplier: { id: "s.supplier_id", label: "p.name", join: "p" },
    item: { id: "s.item_id", label: "i.code", join: "i" },
    itemName: { sql: "i.name", join: "i" },
    unit: { id: "s.unit_id", label: "u.code", join: "u" },
    minQuantity: "s.min_quantity",
    unitPrice: "s.unit_price",
    includesTax: "s.includes_tax",
    minimumOrder: "s.minimum_order",
    leadTimeDays: "s.lead_time_days",
    validFrom: "s.valid_from",
    validTo: "s.valid_to",
  },
  search: { subjectType: null, fields: ["supplier", "item", "itemName"] },
});
