import type { Cents, Day, Exact } from "@quanlian/shared/domain";
import type { StockMoveKind, StockStatus } from "@quanlian/shared/contract";
import type { Id } from "../../kernel/ids";

/** No location, lot or owner: every part of the stock key is NOT NULL. */
export const NONE: Id = "0";

/** One item in one warehouse: what is locked, reserved and valued together. */
export interface StockPlace {
  itemId: Id;
  warehouseId: Id;
}

/** The whole stock key. An owner other than `NONE` is the party whose material it is: its value is 0 in our books. */
export interface StockKey extends StockPlace {
  locationId: Id;
  lotId: Id;
  ownerPartyId: Id;
  status: StockStatus;
}

/**
 * How a line gets its value:
 *
 * - `unitCost`: an addition, quantity × unit cost (元)
 * - `valueCents`: an addition at a value that is known; or, of a line without quantity, what the pool gains or loses
 * - `from`: an addition that carries on what the withdrawal of that line took (a transfer)
 * - `pool`: a withdrawal takes its share of the pool; an addition comes in at the pool's average, at the unit cost given
 *   where the pool is empty
 */
export type StockValue =
  | { by: "unitCost"; unitCost: Exact }
  | { by: "valueCents"; valueCents: Cents }
  | { by: "from"; lineId: Id }
  | { by: "pool"; unitCost?: Exact };

/** One change of one stock key. */
export interface StockLine extends StockKey {
  /** Unique within its fact and effect: the same effect of a fact cannot be posted twice. */
  lineId: Id;
  /** Above zero adds, below zero takes away; zero changes the value alone. */
  quantity: Exact;
  catchQuantity: Exact;
  value: StockValue;
  /** Of an item that is tracked by serial: the number of each piece. */
  serials?: readonly string[];
}

export interface StockCause {
  factId: Id;
  effect: string;
  kind: StockMoveKind;
  sourceType: string;
  sourceId: Id;
  reason: string | null;
  occurredOn: Day;
}

/** What was posted: the value of each line in 分, below zero for what left. */
export type PostedValues = ReadonlyMap<Id, Cents>;

export const stockKeyOf = (key: StockKey): StockKey => ({
  itemId: key.itemId,
  warehouseId: key.warehouseId,
  locationId: key.locationId,
  lotId: key.lotId,
  ownerPartyId: key.ownerPartyId,
  status: key.status,
});

export const stockKeyText = (key: StockKey) =>
  [key.itemId, key.warehouseId, key.locationId, key.lotId, key.ownerPartyId, key.status].join(":");

export const isOurs = (key: StockKey) => key.ownerPartyId === NONE;
