import { type Day, type Exact, min, ZERO } from "@quanlian/shared/domain";
import {
  type NewSupply,
  type OpenSupply,
  type PlanItem,
  type PlannedDemand,
  compareKeys,
  stockKey,
} from "./plan.types";
import { laterOf } from "./schedule.rules";

/** All demands of one item at one warehouse. */
export interface DemandGroup {
  readonly key: string;
  readonly item: PlanItem;
  readonly warehouseId: string;
  readonly demands: PlannedDemand[];
}

/** An open supply and what the run has left of it. */
export interface OpenPart {
  readonly supply: OpenSupply;
  left: Exact;
}

/** Where a group may take from, and what is to be done when it does. */
export interface Sources {
  readonly freeStock: Exact;
  /** Earliest due first. */
  readonly openSupplies: readonly OpenPart[];
  /** The first day on which a new supply of that quantity could be there, components aside. */
  readonly earliestNew: (quantity: Exact) => Day;
  readonly openNew: (parts: readonly { demand: PlannedDemand; quantity: Exact }[]) => NewSupply;
  readonly takeStock: (demand: PlannedDemand, quantity: Exact) => void;
  readonly takeOpen: (demand: PlannedDemand, supply: OpenSupply, quantity: Exact) => void;
  /** Shrinks the demand by what other items stand in for, before anything new is opened for it. */
  readonly substitute?: (demand: PlannedDemand) => void;
  readonly takeNew: (demand: PlannedDemand, supply: NewSupply, quantity: Exact) => void;
}

/**
 * Covers the demands of one item at one warehouse, by date and id.
 *
 * Each takes free stock first, then open supply that is not later than both its own date and the
 * earliest new supply, then the surplus of a lot opened just before, then what may stand in for
 * it. What remains is made by one new supply per demand, or bought by a single one for the sum.
 */
export function netGroup(group: DemandGroup, sources: Sources): void {
  group.demands.sort(byDateAndId);
  const { demands, item } = group;
  let stockLeft = sources.freeStock;
  let next = 0; // the first open supply with something left
  let surplus: NewSupply | null = null;
  const toBuy: { demand: PlannedDemand; quantity: Exact }[] = [];

  for (const demand of demands) {
    if (stockLeft > ZERO && demand.uncovered > ZERO) {
      const taken = min(stockLeft, demand.uncovered);
      stockLeft -= taken;
      sources.takeStock(demand, taken);
    }
    next = takeOpenSupply(demand, sources, next);
    if (demand.uncovered === ZERO) continue;
    if (item.supplyMode === "buy") {
      sources.substitute?.(demand);
      if (demand.uncovered === ZERO) continue;
      toBuy.push({ demand, quantity: demand.uncovered });
      continue;
    }
    const free: Exact = surplus === null ? ZERO : surplus.quantity - surplus.pegged;
    if (surplus !== null && free > ZERO) {
      sources.takeNew(demand, surplus, min(free, demand.uncovered));
    }
    if (demand.uncovered > ZERO) sources.substitute?.(demand);
    if (demand.uncovered > ZERO) {
      surplus = sources.openNew([{ demand, quantity: demand.uncovered }]);
    }
  }
  if (toBuy.length > 0) sources.openNew(toBuy);
}

/** Open supplies with something free, by `stockKey`, earliest due first, then by id. */
export function openSuppliesByKey(supplies: readonly OpenSupply[]): Map<string, OpenPart[]> {
  const byKey = new Map<string, OpenPart[]>();
  for (const supply of supplies) {
    if (supply.free <= ZERO) continue;
    const key = stockKey(supply.itemId, supply.warehouseId);
    const parts = byKey.get(key);
    if (parts) parts.push({ supply, left: supply.free });
    else byKey.set(key, [{ supply, left: supply.free }]);
  }
  for (const parts of byKey.values()) {
    if (parts.length > 1) parts.sort(byDueAndId);
  }
  return byKey;
}

/** The key under which a demand meets stock, open supply and its fellow demands. */
export function groupKey(demand: Pick<PlannedDemand, "itemId" | "warehouseId">): string {
  return stockKey(demand.itemId, demand.warehouseId);
}

/** Takes from open supplies, from `next` on, and returns where the following demand goes on. */
function takeOpenSupply(demand: PlannedDemand, sources: Sources, next: number): number {
  let at = next;
  let horizon: Day | null = null;
  while (demand.uncovered > ZERO) {
    const part = sources.openSupplies[at];
    if (!part) break;
    if (part.left === ZERO) {
      at += 1;
      continue;
    }
    // Being the earliest due, one that comes too late leaves nothing usable behind it.
    horizon ??= laterOf(demand.neededOn, sources.earliestNew(demand.uncovered));
    if (part.supply.dueOn > horizon) break;
    const taken = min(part.left, demand.uncovered);
    part.left -= taken;
    sources.takeOpen(demand, part.supply, taken);
  }
  return at;
}

function byDateAndId(a: PlannedDemand, b: PlannedDemand): number {
  if (a.neededOn !== b.neededOn) return a.neededOn < b.neededOn ? -1 : 1;
  return compareKeys(a.id, b.id);
}

function byDueAndId(a: OpenPart, b: OpenPart): number {
  if (a.supply.dueOn !== b.supply.dueOn) return a.supply.dueOn < b.supply.dueOn ? -1 : 1;
  return compareKeys(a.supply.id, b.supply.id);
}
