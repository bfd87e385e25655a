import {
  day,
  decimal,
  defineTable,
  flag,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  withDefault,
} from "../../kernel/db";

/** A component's basis as it is stored: exact decimals as text. */
export interface StoredBasis {
  lineNo: number;
  parentQuantity: string;
  perBase: string;
  baseQuantity: string;
  scrapRate: string;
  netQuantity: string;
  scrapQuantity: string;
  roundingQuantity: string;
  substituted?: string;
  replaces?: { demandId: string; itemId: string; quantity: string; ratio: string };
}

/** What each lot rule added. */
export interface StoredLotSteps {
  minimum: string;
  multiple: string;
  fixed: string;
  rounding: string;
}

/** A need for an item: quantity = fulfilled + reserved + pegged + uncovered, always (the table checks it). */
export class DemandRow extends defineTable("demands", {
  /** An order line, or the material line of a work order. */
  sourceType: oneOf("order_line", "work_order_material"),
  sourceId: reference(),
  /** The work order (as supply) that needs it; null for what customers want. */
  parentSupplyId: nullable(reference()),
  itemId: reference(),
  warehouseId: reference(),
  state: oneOf("open", "fulfilled", "cancelled"),
  quantity: decimal(),
  fulfilled: decimal(),
  reserved: decimal(),
  pegged: decimal(),
  uncovered: decimal(),
  neededOn: day(),
  availableOn: nullable(day()),
  criticalSupplyId: nullable(reference()),
  basis: nullable(json<StoredBasis>()),
  /** Of a substitute: the component's demand that it stands in for. */
  replacesDemandId: nullable(reference()),
  custom: flag(),
  /** Shipped straight by a supplier: covered by a supply of its own alone, and never by stock. */
  dropship: withDefault(flag(), false),
  factId: reference(),
  createdAt: instant(),
}) {}

/**
 * What will come: a planned or running work order, a requisition line, later a purchase order line; or a phantom, which
 * passes its one demand on to its components and is no document.
 */
export class SupplyRow extends defineTable("supplies", {
  sourceType: oneOf("work_order", "requisition_line", "phantom"),
  sourceId: reference(),
  kind: oneOf("make", "buy", "phantom"),
  itemId: reference(),
  warehouseId: reference(),
  state: oneOf("open", "received", "cancelled"),
  quantity: decimal(),
  openQuantity: decimal(),
  pegged: decimal(),
  /** Open and pegged by nobody: what the next order may use. */
  freeQuantity: decimal(),
  neededQuantity: decimal(),
  lotSteps: json<StoredLotSteps>(),
  firm: flag(),
  custom: flag(),
  /** Goes straight to the customer: it never reaches our stock. */
  dropship: withDefault(flag(), false),
  lowLevelCode: integer(),
  fixedDays: integer(),
  routingDays: integer(),
  neededOn: day(),
  readyOn: day(),
  startOn: day(),
  dueOn: day(),
  criticalDemandId: nullable(reference()),
  factId: reference(),
  createdAt: instant(),
}) {}

/** What a person should do about a firm supply. */
export class PlanMessage extends defineTable("plan_messages", {
  supplyId: reference(),
  itemId: reference(),
  kind: oneOf("expedite", "defer", "cancel", "increase", "decrease"),
  state: oneOf("open", "accepted", "dismissed"),
  quantity: decimal(),
  wantedOn: nullable(day()),
  factId: reference(),
  createdAt: instant(),
}) {}

/** So much of a demand is covered by that supply. One of quantity 0 was taken back and stays for history. */
export class PegRow extends defineTable("pegs", {
  demandId: reference(),
  supplyId: reference(),
  quantity: decimal(),
  factId: reference(),
  createdAt: instant(),
}) {}
