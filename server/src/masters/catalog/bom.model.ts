import {
  day,
  decimal,
  defineBare,
  defineDocument,
  defineTable,
  flag,
  integer,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";

/**
 * What `baseQuantity` of an item is made of, and by which operations. Both days are inclusive; an open end is null. A
 * released version is frozen, and at most one of each alternative is effective on a day.
 */
export class BomVersion extends defineDocument("bom_versions", {
  itemId: reference(),
  version: integer(),
  effectiveFrom: nullable(day()),
  effectiveTo: nullable(day()),
  baseQuantity: decimal(),
  state: oneOf("draft", "released", "retired"),
  note: withDefault(text(500), ""),
  /** Which of several ways to make the item; the item names the one that plans follow. */
  alternative: withDefault(text(64), "main"),
  /** Whether there is anything to read of either: most versions have none. */
  hasSubstitutes: withDefault(flag(), false),
  hasByProducts: withDefault(flag(), false),
}) {}

/** One line of a version: so much of an item for the version's base quantity; scrap comes on top. */
export class BomComponent extends defineTable("bom_components", {
  bomVersionId: reference(),
  lineNo: integer(),
  itemId: reference(),
  perBase: decimal(),
  scrapRate: withDefault(decimal(), "0"),
  note: withDefault(text(255), ""),
}) {}

/** What may stand in for a component while it is short, tried by priority: `ratio` of it for one of the component. */
export class BomSubstitute extends defineTable("bom_substitutes", {
  bomVersionId: reference(),
  lineNo: integer(),
  priority: integer(),
  itemId: reference(),
  ratio: decimal(),
}) {}

/** What comes out beside the item: so much for the base quantity, bearing a share of the whole cost. */
export class BomByProduct extends defineTable("bom_by_products", {
  bomVersionId: reference(),
  lineNo: integer(),
  itemId: reference(),
  perBase: decimal(),
  costShare: decimal(),
}) {}

/** One step of making; minutes per lot and per unit of the item, rates in 元 per unit. */
export class RoutingOperation extends defineTable("routing_operations", {
  bomVersionId: reference(),
  sequence: integer(),
  name: text(64),
  workCenterId: nullable(reference()),
  setupMinutes: withDefault(decimal(), "0"),
  runMinutesPerUnit: withDefault(decimal(), "0"),
  pieceRate: withDefault(decimal(), "0"),
  inspectionPoint: withDefault(oneOf("none", "first_article", "in_process", "final"), "none"),
  subcontracted: withDefault(flag(), false),
  supplierId: nullable(reference()),
  subcontractPrice: withDefault(decimal(), "0"),
}) {}

/** One row per tenant, written first by whatever changes which version is effective. */
export class BomRound extends defineBare("bom_rounds", {
  tenantId: reference(),
  round: integer(),
}) {}
