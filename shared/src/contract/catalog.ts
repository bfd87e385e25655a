import { z } from "zod";
import { bomsContract } from "./boms";
import { item, itemKinds, itemName, supplyModes, trackings, unit } from "./catalog-records";
import { costsContract } from "./costs";
import { itemUnitsContract } from "./item-units";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, staff, write, type Contract } from "./operation";
import { partsListContract } from "./parts-list";
import * as shape from "./primitives";

const lotRule = shape.amount.refine((text) => !/^\d{10}/.test(text), { error: "issue.quantity" });

/** What a person may type of an item; each is optional in an update. The unit is fixed once stock can exist in it. */
const itemFields = {
  name: shape.text(128),
  spec: shape.note(255),
  supplyMode: z.enum(supplyModes),
  leadTimeDays: z.int({ error: "issue.lead_time" }).min(0).max(3650),
  /** Zero: the rule does not apply. */
  lotMinimum: lotRule,
  lotMultiple: lotRule,
  lotFixed: lotRule,
  safetyStock: lotRule,
  homeWarehouseId: shape.id.nullable(),
  standardCostPrice: shape.unitPrice,
  defaultSupplierId: shape.id.nullable(),
  isCustom: z.boolean(),
  kind: z.enum(itemKinds),
  tracking: z.enum(trackings),
  shelfLifeDays: z.int({ error: "issue.shelf_life" }).min(1).max(36_500).nullable(),
  catchUnitId: shape.id.nullable(),
  isPhantom: z.boolean(),
  backflush: z.boolean(),
  overReceiptRate: shape.rate,
  underReceiptRate: shape.rate,
  inspectIncoming: z.boolean(),
};

const oneItem = { type: "item", key: "itemId" } as const;
const itemKey = z.strictObject({ itemId: shape.id });

/** Items as a list shows them. */
export const itemList = declareList("items", {
  subject: "item",
  about: "items",
  function: "core",
  actors: ["staff"],
  searchable: true,
  defaultSort: [{ field: "code", direction: "asc" }],
  fields: {
    code: listField.code(),
    name: listField.text(),
    spec: listField.text(),
    unit: listField.reference(),
    kind: listField.oneOf(itemKinds),
    supplyMode: listField.oneOf(supplyModes),
    tracking: listField.oneOf(trackings, { shown: false }),
    isPhantom: listField.flag({ shown: false }),
    leadTimeDays: listField.integer(),
    lotMinimum: listField.quantity({ shown: false }),
    lotMultiple: listField.quantity({ shown: false }),
    lotFixed: listField.quantity({ shown: false }),
    safetyStock: listField.quantity(),
    standardCostPrice: listField.quantity({ mask: "cost" }),
    isCustom: listField.flag(),
    active: listField.flag(),
    createdAt: listField.instant({ shown: false }),
  },
});

export const catalogContract = {
  ...listContract(itemList),
  ...itemUnitsContract,
  ...bomsContract,
  ...costsContract,
  ...partsListContract,
  "units.list": read({
    ...staff,
    summary: "Lists the units of measure, by code.",
    permission: "units.list",
    subject: { type: "unit", list: true },
    input: z.strictObject({}),
    output: z.object({ rows: z.array(unit) }),
  }),
  "units.create": write({
    ...staff,
    summary: "Adds a unit of measure; its places are the decimals that a quantity in it may have.",
    permission: "units.create",
    subject: { type: "unit", creates: true },
    input: z.strictObject({
      code: shape.code,
      name: shape.text(64),
      places: z.int({ error: "issue.places" }).min(0).max(6),
    }),
    output: unit,
    errors: ["record.duplicate"],
  }),
  "items.show": read({
    ...staff,
    summary: "Shows one item.",
    permission: "items.show",
    subject: oneItem,
    input: itemKey,
    output: item,
  }),
  "items.create": write({
    ...staff,
    summary: "Adds an item that can be bought, made or sold.",
    permission: "items.create",
    subject: { type: "item", creates: true },
    input: shape.someOf(itemFields).extend({
      code: shape.code,
      name: itemFields.name,
      unitId: shape.id,
      supplyMode: itemFields.supplyMode,
    }),
    output: item,
    errors: ["auth.field_masked", "record.duplicate", "reference.not_found"],
  }),
  "items.update": write({
    ...staff,
    summary: "Changes the named fields of an item; what is planned already keeps its figures.",
    permission: "items.update",
    subject: oneItem,
    input: shape.someOf(itemFields).extend({ itemId: shape.id, revision: shape.revision }),
    output: item,
    errors: ["auth.field_masked", "item.has_history", "reference.not_found", "revision.stale"],
  }),
  "items.deactivate": write({
    ...staff,
    summary: "Takes an item out of use, unless a bill of materials in force or to come needs it.",
    permission: "items.deactivate",
    subject: oneItem,
    input: itemKey.extend({ revision: shape.revision }),
    output: item,
    errors: ["record.in_use", "item.inactive", "revision.stale"],
  }),
  "items.structure": read({
    ...staff,
    summary: "Explodes an item level by level, with the quantity of each part for one of it.",
    permission: "items.structure",
    subject: oneItem,
    input: itemKey.extend({
      on: shape.day.optional(),
      depth: z.int().min(1).max(30).default(10),
    }),
    output: z.object({
      item: itemName,
      /** In reading order: each part directly after its parent's line, deeper by one level. */
      lines: z.array(
        z.object({
          level: z.number(),
          lineNo: z.number(),
          item: itemName,
          supplyMode: z.enum(supplyModes),
          perBase: z.string(),
          baseQuantity: z.string(),
          scrapRate: z.string(),
          /** For one unit of the item asked for, scrap included, to six places. */
          quantity: z.string(),
        }),
      ),
      /** There is more than the depth or the limit of lines shows. */
      truncated: z.boolean(),
    }),
  }),
} as const satisfies Contract;
