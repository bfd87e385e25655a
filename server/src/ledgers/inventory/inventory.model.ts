import {
  cents,
  day,
  decimal,
  defineBare,
  defineTable,
  instant,
  nullable,
  oneOf,
  reference,
  text,
} from "../../kernel/db";

/** Usable stock of ours per item × warehouse: the row that is locked before anything about an item is decided. */
export class ItemStockRow extends defineBare("item_stocks", {
  tenantId: reference(),
  itemId: reference(),
  warehouseId: reference(),
  onHand: decimal(),
  reserved: decimal(),
  valueCents: cents(),
}) {}

/** What lies where: item × warehouse × location × lot × owner × status, 0 for none. */
export class StockBalance extends defineBare("stock_balances", {
  tenantId: reference(),
  itemId: reference(),
  warehouseId: reference(),
  locationId: reference(),
  lotId: reference(),
  ownerPartyId: reference(),
  status: oneOf("usable", "inspection", "frozen"),
  quantity: decimal(),
  catchQuantity: decimal(),
}) {}

/** One movement, append-only: it names the fact that caused it and the document behind that. */
export class StockMove extends defineTable("stock_moves", {
  itemId: reference(),
  warehouseId: reference(),
  locationId: reference(),
  lotId: reference(),
  ownerPartyId: reference(),
  status: oneOf("usable", "inspection", "frozen"),
  quantity: decimal(),
  catchQuantity: decimal(),
  valueCents: cents(),
  kind: oneOf("adjustment"),
  reason: nullable(text(200)),
  sourceType: text(64),
  sourceId: reference(),
  factId: reference(),
  effect: text(64),
  lineId: reference(),
  occurredOn: day(),
  createdAt: instant(),
}) {}

/** Stock held for a demand; a released one stays with quantity 0, so that history can be read. */
export class Reservation extends defineTable("reservations", {
  demandId: reference(),
  itemId: reference(),
  warehouseId: reference(),
  quantity: decimal(),
  factId: reference(),
  createdAt: instant(),
}) {}
