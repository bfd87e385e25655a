import { stockMoveKinds, stockStatuses } from "@quanlian/shared/contract";
import {
  cents,
  day,
  decimal,
  defineBare,
  defineDocument,
  defineTable,
  integer,
  primaryKey,
  instant,
  nullable,
  oneOf,
  reference,
  text,
} from "../../kernel/db";

/** Stock of ours per item × warehouse, usable (on hand) and not (held): the row that is locked before anything about an item is decided. */
export class ItemStockRow extends defineBare("item_stocks", {
  tenantId: reference(),
  itemId: reference(),
  warehouseId: reference(),
  onHand: decimal(),
  heldQuantity: decimal(),
  reserved: decimal(),
  valueCents: cents(),
}) {}

/**
 * What lies where: item × warehouse × location × lot × owner × status, 0 for none. Whose material it is may see it, customer
 * or supplier.
 */
export class StockBalance extends defineBare(
  "stock_balances",
  {
    id: primaryKey(),
    tenantId: reference(),
    itemId: reference(),
    warehouseId: reference(),
    locationId: reference(),
    lotId: reference(),
    ownerPartyId: reference(),
    status: oneOf(...stockStatuses),
    quantity: decimal(),
    catchQuantity: decimal(),
  },
  { customer: "ownerPartyId", supplier: "ownerPartyId" },
) {}

/** One movement, append-only: it names the fact that caused it and the document behind that. */
export class StockMove extends defineTable("stock_moves", {
  itemId: reference(),
  warehouseId: reference(),
  locationId: reference(),
  lotId: reference(),
  ownerPartyId: reference(),
  status: oneOf(...stockStatuses),
  quantity: decimal(),
  catchQuantity: decimal(),
  valueCents: cents(),
  kind: oneOf(...stockMoveKinds),
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

/** Goods of one origin that are traced together: made or received on a day, good until another. */
export class StockLot extends defineDocument("stock_lots", {
  itemId: reference(),
  number: text(64),
  madeOn: nullable(day()),
  receivedOn: nullable(day()),
  expiresOn: nullable(day()),
  supplierLot: nullable(text(64)),
}) {}

/** One piece with a number of its own, and where it is now; one that has left keeps the place it left from. */
export class StockSerial extends defineTable("stock_serials", {
  itemId: reference(),
  number: text(64),
  state: oneOf("in_stock", "out"),
  warehouseId: reference(),
  locationId: reference(),
  lotId: reference(),
  ownerPartyId: reference(),
  status: oneOf(...stockStatuses),
  moveId: reference(),
  createdAt: instant(),
  updatedAt: instant(),
}) {}

/** Which pieces a move carried; the direction is 1 in, -1 out. */
export class StockMoveSerial extends defineTable("stock_move_serials", {
  moveId: reference(),
  serialId: reference(),
  direction: integer(),
}) {}
