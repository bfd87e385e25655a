import { stockStatuses } from "@quanlian/shared/contract";
import {
  day,
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
} from "../../kernel/db";
import { stocktakeStates } from "./stocktake.states";

/** One count of a part of a warehouse. */
export class Stocktake extends defineDocument("stocktakes", {
  number: text(64),
  state: oneOf(...stocktakeStates.names),
  warehouseId: reference(),
  scope: oneOf("warehouse", "locations", "items", "cycle"),
  /** Whoever counts does not see what the books say, until it is posted. */
  blind: flag(),
  freezes: flag(),
  countedOn: day(),
  note: nullable(text(500)),
  startedAt: nullable(instant()),
  postedAt: nullable(instant()),
  cancelledAt: nullable(instant()),
  cancelReason: nullable(text(500)),
}) {}

/** What a count covers: a location or an item, 0 for all of them. Frozen while the count runs, if it freezes. */
export class StocktakeScope extends defineTable("stocktake_scopes", {
  stocktakeId: reference(),
  warehouseId: reference(),
  locationId: reference(),
  itemId: reference(),
  frozen: flag(),
}) {}

/** One stock key to count: nothing in it until it is counted, then what the books said at that moment beside the count. */
export class StocktakeLine extends defineTable("stocktake_lines", {
  stocktakeId: reference(),
  itemId: reference(),
  warehouseId: reference(),
  locationId: reference(),
  lotId: reference(),
  ownerPartyId: reference(),
  status: oneOf(...stockStatuses),
  bookQuantity: nullable(decimal()),
  bookCatchQuantity: nullable(decimal()),
  countedQuantity: nullable(decimal()),
  countedCatchQuantity: nullable(decimal()),
  bookSerials: nullable(json<string[]>()),
  countedSerials: nullable(json<string[]>()),
  /** How often it was counted; a recount begins from nothing. */
  countNo: integer(),
  countedAt: nullable(instant()),
  countedById: nullable(reference()),
}) {}
