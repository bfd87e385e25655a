import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

const selling = { actors: ["staff"], function: "sales" } as const;
const buying = { actors: ["staff"], function: "purchasing" } as const;

export const priceList = z.object({
  id: shape.id,
  code: z.string(),
  name: z.string(),
  /** Whether its prices are meant with tax. Fixed: another meaning is another list. */
  includesTax: z.boolean(),
  validFrom: shape.day.nullable(),
  validTo: shape.day.nullable(),
  /** What customers without a list of their own are quoted from, and what theirs does not have. */
  isDefault: z.boolean(),
  isActive: z.boolean(),
  lineCount: z.int(),
  revision: z.number(),
  actions: shape.actions,
});
export type PriceList = z.output<typeof priceList>;

export const supplierPrice = z.object({
  id: shape.id,
  supplierId: shape.id,
  supplierName: z.string(),
  itemId: shape.id,
  itemCode: z.string(),
  unitId: shape.id,
  minQuantity: z.string(),
  /** Null where the actor may not see what things cost. */
  unitPrice: z.string().nullable(),
  includesTax: z.boolean(),
  /** The least that the supplier accepts in one order; 0: any. */
  minimumOrder: z.string(),
  leadTimeDays: z.int().nullable(),
  validFrom: shape.day,
  validTo: shape.day.nullable(),
  revision: z.number(),
  masked: z.array(z.string()),
  actions: shape.actions,
});
export type SupplierPrice = z.output<typeof supplierPrice>;

/** Why a price is what it is: which list, and which break of it. */
const priceReason = z.object({
  priceListId: shape.id,
  code: z.string(),
  name: z.string(),
  /** The customer's own list, or the company's default one. */
  list: z.enum(["customer", "default"]),
  minQuantity: z.string(),
  validFrom: shape.day,
  validTo: shape.day.nullable(),
  /** What more would cost; null when no larger break is cheaper to reach. */
  nextBreak: z.object({ minQuantity: z.string(), unitPrice: z.string() }).nullable(),
});

export const foundPrice = z.object({
  itemId: shape.id,
  unitId: shape.id,
  quantity: z.string(),
  /** Null: no list has a price for it. */
  unitPrice: z.string().nullable(),
  includesTax: z.boolean(),
  why: priceReason.nullable(),
});
export type FoundPrice = z.output<typeof foundPrice>;

/** Zero: from the first piece on. */
const minQuantity = shape.amount.refine((text) => !/^\d{10}/.test(text), {
  error: "issue.quantity",
});
const lead = z.int({ error: "issue.lead_time" }).min(0).max(3650);

const oneList = { type: "priceList", key: "priceListId" } as const;
const onePrice = { type: "supplierPrice", key: "supplierPriceId" } as const;
const MOST_LINES = 2_000;

export const priceListList = declareList("priceLists", {
  subject: "priceList",
  about: "price lists",
  function: "sales",
  actors: ["staff"],
  searchable: true,
  defaultSort: [{ field: "code", direction: "asc" }],
  fields: {
    code: listField.code(),
    name: listField.text(),
    includesTax: listField.flag(),
    validFrom: listField.day(),
    validTo: listField.day(),
    isDefault: listField.flag(),
    isActive: listField.flag(),
  },
});

export const priceListLineList = declareList("priceListLines", {
  subject: "priceListLine",
  about: "prices of the lists",
  function: "sales",
  actors: ["staff"],
  searchable: true,
  defaultSort: [{ field: "validFrom", direction: "desc" }],
  fields: {
    priceList: listField.reference(),
    item: listField.reference(),
    itemName: listField.text(),
    unit: listField.reference(),
    minQuantity: listField.quantity(),
    unitPrice: listField.quantity(),
    validFrom: listField.day(),
    validTo: listField.day(),
  },
});

export const supplierPriceList = declareList("supplierPrices", {
  subject: "supplierPrice",
  about: "suppliers' prices",
  function: "purchasing",
  actors: ["staff"],
  searchable: true,
  defaultSort: [{ field: "validFrom", direction: "desc" }],
  fields: {
    supplier: listField.reference(),
    item: listField.reference(),
    itemName: listField.text(),
    unit: listField.reference(),
    minQuantity: listField.quantity(),
    unitPrice: listField.quantity({ mask: "cost" }),
    includesTax: listField.flag(),
    minimumOrder: listField.quantity(),
    leadTimeDays: listField.integer(),
    validFrom: listField.day(),
    validTo: listField.day(),
  },
});

const priceListFields = {
  name: shape.text(128),
  validFrom: shape.day.nullable(),
  validTo: shape.day.nullable(),
  isDefault: z.boolean(),
};

const supplierPriceFields = {
  unitPrice: shape.unitPrice,
  includesTax: z.boolean(),
  minimumOrder: minQuantity,
  leadTimeDays: lead.nullable(),
  validTo: shape.day.nullable(),
};

export const pricesContract = {
  ...listContract(priceListList),
  ...listContract(priceListLineList),
  ...listContract(supplierPriceList),
  "priceLists.show": read({
    ...selling,
    summary: "Shows a price list; its prices are listed by priceListLines.list.",
    permission: "priceLists.show",
    subject: oneList,
    input: z.strictObject({ priceListId: shape.id }),
    output: priceList,
  }),
  "priceLists.create": write({
    ...selling,
    summary: "Adds a price list without prices yet.",
    permission: "priceLists.create",
    subject: { type: "priceList", creates: true },
    input: shape.someOf(priceListFields).extend({
      code: shape.code,
      name: priceListFields.name,
      includesTax: z.boolean().default(true),
    }),
    output: priceList,
    errors: ["record.duplicate"],
  }),
  "priceLists.update": write({
    ...selling,
    summary: "Changes the named fields of a price list, or puts it into or out of use.",
    permission: "priceLists.update",
    subject: oneList,
    input: shape.someOf({ ...priceListFields, isActive: z.boolean() }).extend({
      priceListId: shape.id,
      revision: shape.revision,
    }),
    output: priceList,
    errors: ["record.duplicate", "revision.stale"],
  }),
  "priceLists.setPrices": write({
    ...selling,
    summary: "Sets the prices of the named items in a list; whatever the list had for them goes.",
    permission: "priceLists.setPrices",
    subject: oneList,
    input: z.strictObject({
      priceListId: shape.id,
      revision: shape.revision,
      lines: z
        .array(
          z.strictObject({
            itemId: shape.id,
            /** Left out: the item's own unit. */
            unitId: shape.id.optional(),
            minQuantity: minQuantity.default("0"),
            unitPrice: shape.unitPrice,
            /** Left out: today. */
            validFrom: shape.day.optional(),
            validTo: shape.day.nullable().default(null),
          }),
        )
        .min(1)
        .max(MOST_LINES),
    }),
    output: priceList,
    errors: ["reference.not_found", "revision.stale"],
  }),
  "priceLists.clearPrices": write({
    ...selling,
    summary: "Takes the named items out of a price list.",
    permission: "priceLists.clearPrices",
    subject: oneList,
    input: z.strictObject({
      priceListId: shape.id,
      revision: shape.revision,
      itemIds: z.array(shape.id).min(1).max(MOST_LINES),
    }),
    output: priceList,
    errors: ["reference.not_found", "revision.stale"],
  }),
  "prices.find": read({
    ...selling,
    summary:
      "What a customer pays for these quantities on a day, and why: which list and which break.",
    permission: "prices.find",
    subject: { type: "price", list: true },
    input: z.strictObject({
      /** Null: somebody who is no customer yet. */
      customerId: shape.id.nullable().default(null),
      /** Left out: today. */
      on: shape.day.optional(),
      lines: z
        .array(
          z.strictObject({
            itemId: shape.id,
            unitId: shape.id.optional(),
            quantity: shape.quantity,
          }),
        )
        .min(1)
        .max(500),
    }),
    output: z.object({ lines: z.array(foundPrice) }),
    errors: ["reference.not_found"],
  }),
  "supplierPrices.show": read({
    ...buying,
    summary: "Shows one price of a supplier.",
    permission: "supplierPrices.show",
    subject: onePrice,
    input: z.strictObject({ supplierPriceId: shape.id }),
    output: supplierPrice,
  }),
  "supplierPrices.create": write({
    ...buying,
    summary: "Notes at what price a supplier sells an item, from which quantity and day on.",
    permission: "supplierPrices.create",
    subject: { type: "supplierPrice", creates: true },
    input: shape.someOf(supplierPriceFields).extend({
      supplierId: shape.id,
      itemId: shape.id,
      unitId: shape.id.optional(),
      minQuantity: minQuantity.default("0"),
      unitPrice: supplierPriceFields.unitPrice,
      validFrom: shape.day.optional(),
    }),
    output: supplierPrice,
    errors: ["auth.field_masked", "record.duplicate", "reference.not_found"],
  }),
  "supplierPrices.update": write({
    ...buying,
    summary:
      "Corrects a supplier's price, or ends it; a new price is a new record from its day on.",
    permission: "supplierPrices.update",
    subject: onePrice,
    input: shape.someOf(supplierPriceFields).extend({
      supplierPriceId: shape.id,
      revision: shape.revision,
    }),
    output: supplierPrice,
    errors: ["auth.field_masked", "revision.stale"],
  }),
} as const satisfies Contract;
