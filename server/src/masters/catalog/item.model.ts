import {
  decimal,
  defineDocument,
  defineTable,
  flag,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";

/** A unit of measure; quantities in it have at most `places` decimals. */
export class Unit extends defineTable("units", {
  code: text(64),
  name: text(64),
  places: integer(),
  createdAt: instant(),
}) {}

/** Anything bought, made or sold. Quantities are in its unit; a lot rule of zero does not apply. */
export class Item extends defineDocument("items", {
  code: text(64),
  name: text(128),
  spec: withDefault(text(255), ""),
  unitId: reference(),
  supplyMode: oneOf("make", "buy"),
  leadTimeDays: withDefault(integer(), 0),
  lotMinimum: withDefault(decimal(), "0"),
  lotMultiple: withDefault(decimal(), "0"),
  lotFixed: withDefault(decimal(), "0"),
  safetyStock: withDefault(decimal(), "0"),
  homeWarehouseId: nullable(reference()),
  /** 元 per unit. */
  standardCostPrice: withDefault(decimal(), "0"),
  defaultSupplierId: nullable(reference()),
  isCustom: withDefault(flag(), false),
  /** A service has no stock and is not planned. */
  kind: withDefault(oneOf("goods", "service"), "goods"),
  /** So much more than ordered may come, and so much less is enough: 0.05 is 5 %. */
  overReceiptRate: withDefault(decimal(), "0"),
  underReceiptRate: withDefault(decimal(), "0"),
  /** What comes is looked at before it can be used. */
  inspectIncoming: withDefault(flag(), false),
  /** Whether stock is told apart by lot, or piece by piece. */
  tracking: withDefault(oneOf("none", "lot", "serial"), "none"),
  shelfLifeDays: nullable(integer()),
  /** Stock carries a second quantity in it (catch weight): weighed each time, never derived. */
  catchUnitId: nullable(reference()),
  /** Never made or stocked on purpose: what needs it takes its components instead. */
  isPhantom: withDefault(flag(), false),
  /** As a component it is taken from stock by itself, when goods are finished. */
  backflush: withDefault(flag(), false),
  /** The alternative of its bill of materials that plans follow. */
  defaultAlternative: withDefault(text(64), "main"),
  active: withDefault(flag(), true),
  custom: nullable(json<Record<string, unknown>>()),
}) {}

/** Another unit in which an item is counted: one of it is `factor` of the item's own unit, in both directions. */
export class ItemUnit extends defineTable("item_units", {
  itemId: reference(),
  unitId: reference(),
  factor: decimal(),
}) {}
