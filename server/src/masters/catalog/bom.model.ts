import {
  day,
  decimal,
  defineBare,
  defineDocument,
  defineTable,
  integer,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";

/**
 * What `baseQuantity` of an item is made of, and by which operations. Both days are inclusive; an open end is null. A
 * released version is frozen, and at most one is effective on a day.
 */
export class BomVersion extends defineDocument("bom_versions", {
  itemId: reference(),
  version: integer(),
  effectiveFrom: nullable(day()),
  effectiveTo: nullable(day()),
  baseQuantity: decimal(),
  state: oneOf("draft", "released", "retired"),
  note: withDefault(text(500), ""),
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

/** One step of making; minutes per lot and per unit of the item. */
export class RoutingOperation extends defineTable("routing_operations", {
  bomVersionId: reference(),
  sequence: integer(),
  name: text(64),
  workCenterId: nullable(reference()),
  setupMinutes: withDefault(decimal(), "0"),
  runMinutesPerUnit: withDefault(decimal(), "0"),
}) {}

/** One row per tenant, written first by whatever changes which version is effective. */
export class BomRound extends defineBare("bom_rounds", {
  tenantId: reference(),
  round: integer(),
}) {}
