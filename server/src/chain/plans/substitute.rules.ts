import { type Exact, divideAwayFromZero, min, ONE, times, ZERO } from "@quanlian/shared/domain";
import { itemOf } from "./explode.rules";
import { type Run, newDemand } from "./plan.run";
import { type ComponentBasis, type PlannedDemand, type Replaced, stockKey } from "./plan.types";

/**
 * What stands in for a component that is short: a demand of its own for each substitute with free stock, by priority,
 * reserved in full. The component's demand shrinks by what they replace, so that together they are still what the
 * recipe asks for.
 *
 * A substitute gives only what its own demands, as far as this run knows them by then, leave of its free stock.
 */
export function standInFor(run: Run, demand: PlannedDemand): PlannedDemand[] {
  const { basis } = demand;
  if (!basis) return [];
  const places = itemOf(run.input.items, demand.itemId).unitPlaces;
  const parts: PlannedDemand[] = [];
  const tried = new Set<string>(); // one that is named twice gives its stock once
  for (const { itemId, ratio } of run.substitutes.get(demand.id) ?? []) {
    if (demand.uncovered === ZERO) break;
    if (tried.has(itemId)) continue;
    tried.add(itemId);
    const item = itemOf(run.input.items, itemId);
    if (item.kind === "service") continue;
    const warehouseId = item.homeWarehouseId;
    const free = freeOf(run, itemId, warehouseId);
    const replaced = floorTo(min(demand.uncovered, (free * ONE) / ratio), places);
    const replaces = { demandId: demand.id, itemId: demand.itemId, quantity: replaced, ratio };
    const figures = substituteFor(replaces, basis, item.unitPlaces);
    if (replaced <= ZERO || figures.quantity > free) continue;

    const identity = { itemId, warehouseId, neededOn: demand.neededOn, quantity: figures.quantity };
    const part = newDemand(
      { id: run.input.nextId(), ...identity },
      demand.parentSupplyId,
      figures.basis,
    );
    part.reserved = part.quantity;
    part.uncovered = ZERO;
    parts.push(part);
    demand.quantity -= replaced;
    demand.uncovered -= replaced;
    const substituted = (demand.basis?.substituted ?? ZERO) + replaced;
    demand.basis = { ...basis, substituted };
  }
  return parts;
}

/** A substitute's quantity for what it replaces: replaced × ratio, rounded once, upward to the places of its unit. */
export function substituteFor(
  replaces: Replaced,
  figures: Pick<
    ComponentBasis,
    "lineNo" | "parentQuantity" | "perBase" | "baseQuantity" | "scrapRate"
  >,
  unitPlaces: number,
): { quantity: Exact; basis: ComponentBasis } {
  const { lineNo, parentQuantity, perBase, baseQuantity, scrapRate } = figures;
  const step = stepOf(unitPlaces);
  const quantity = divideAwayFromZero(replaces.quantity * replaces.ratio, ONE * step) * step;
  const netQuantity = times(replaces.quantity, replaces.ratio);
  return {
    quantity,
    basis: {
      ...{ lineNo, parentQuantity, perBase, baseQuantity, scrapRate, netQuantity },
      scrapQuantity: ZERO,
      roundingQuantity: quantity - netQuantity,
      replaces,
    },
  };
}

function freeOf(run: Run, itemId: string, warehouseId: string): Exact {
  const key = stockKey(itemId, warehouseId);
  const left = (run.input.stock.get(key) ?? ZERO) - (run.plan.stockTaken.get(key) ?? ZERO);
  const own = run.groups[run.levels.get(itemId) ?? 0]?.get(key)?.demands ?? [];
  return own.reduce((free, demand) => free - demand.uncovered, left);
}

const stepOf = (places: number): bigint => ONE / 10n ** BigInt(places);

/** Cuts to places; what is below zero becomes zero. */
function floorTo(quantity: Exact, places: number): Exact {
  if (quantity <= ZERO) return ZERO;
  const step = stepOf(places);
  return (quantity / step) * step;
}
