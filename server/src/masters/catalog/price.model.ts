import {
  day,
  decimal,
  defineDocument,
  defineTable,
  flag,
  integer,
  nullable,
  reference,
  text,
  withDefault,
} from "../../kernel/db";

/** What we sell at. One list at most is the company's default (a unique key says so), and such a one is in use. */
export class PriceList extends defineDocument("price_lists", {
  code: text(64),
  name: text(128),
  includesTax: flag(),
  validFrom: nullable(day()),
  validTo: nullable(day()),
  isDefault: withDefault(flag(), false),
  isActive: withDefault(flag(), true),
}) {}

/** The price of an item per unit from a quantity and a day on. */
export class PriceListLine extends defineTable("price_list_lines", {
  priceListId: reference(),
  itemId: reference(),
  unitId: reference(),
  minQuantity: decimal(),
  unitPrice: decimal(),
  validFrom: day(),
  validTo: nullable(day()),
}) {}

/** What a supplier sells an item at, per unit from a quantity and a day on. */
export class SupplierPrice extends defineDocument(
  "supplier_prices",
  {
    supplierId: reference(),
    itemId: reference(),
    unitId: reference(),
    minQuantity: decimal(),
    unitPrice: decimal(),
    includesTax: withDefault(flag(), true),
    minimumOrder: withDefault(decimal(), "0"),
    leadTimeDays: nullable(integer()),
    validFrom: day(),
    validTo: nullable(day()),
  },
  { supplier: "supplierId" },
) {}
