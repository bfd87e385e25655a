import { timesRatio, type Exact } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";
import { placeKey } from "./lock-item-stocks";
import type { StockPlace } from "./stock.types";

/** A quantity that somebody wants to take, of an item in a warehouse. */
export interface WantedQuantity extends StockPlace {
  lineId: Id;
  quantity: Exact;
}

/** What lies in one place, in the order in which it is to go. `serials` are its pieces where the item is told apart so. */
export interface PlacedStock extends StockPlace {
  locationId: Id;
  lotId: Id;
  quantity: Exact;
  catchQuantity: Exact;
  serials: readonly string[] | null;
}

/** What is to be taken from one place. */
export interface ChosenPlace {
  locationId: Id;
  lotId: Id;
  quantity: Exact;
  catchQuantity: Exact;
  serials?: readonly string[];
}

/** What could not be found, for each line that is short. */
export interface ShortLine extends WantedQuantity {
  missing: Exact;
}

/**
 * Serves lines in their order from places in theirs: what one line takes the next does not find. Of the catch quantity (the
 * weight of pieces) a place gives its share, the last unit the rest.
 */
export function takeFromPlaces(
  wanted: readonly WantedQuantity[],
  places: readonly PlacedStock[],
): { chosen: Map<Id, ChosenPlace[]>; short: ShortLine[] } {
  const left = new Map<string, PlacedStock[]>();
  for (const place of places) {
    const key = placeKey(place);
    left.set(key, [...(left.get(key) ?? []), { ...place }]);
  }
  const chosen = new Map<Id, ChosenPlace[]>();
  const short: ShortLine[] = [];
  for (const line of wanted) {
    const { taken, missing } = takeFrom(left.get(placeKey(line)) ?? [], line.quantity);
    chosen.set(line.lineId, taken);
    if (missing > 0n) short.push({ ...line, missing });
  }
  return { chosen, short };
}

function takeFrom(places: PlacedStock[], quantity: Exact) {
  const taken: ChosenPlace[] = [];
  let missing = quantity;
  while (missing > 0n && places.length > 0) {
    const place = places[0]!;
    const some = place.quantity < missing ? place.quantity : missing;
    const part = partOf(place, some);
    taken.push(part);
    missing -= some;
    place.quantity -= some;
    place.catchQuantity -= part.catchQuantity;
    place.serials = place.serials && place.serials.slice(part.serials!.length);
    if (place.quantity === 0n) places.shift();
  }
  return { taken, missing };
}

const PIECE = 1_000_000n;

function partOf(place: PlacedStock, quantity: Exact): ChosenPlace {
  const { locationId, lotId, serials } = place;
  const isAll = quantity === place.quantity;
  const catchQuantity = isAll
    ? place.catchQuantity
    : timesRatio(place.catchQuantity, quantity, place.quantity);
  const part = { locationId, lotId, quantity, catchQuantity };
  return serials ? { ...part, serials: serials.slice(0, Number(quantity / PIECE)) } : part;
}
