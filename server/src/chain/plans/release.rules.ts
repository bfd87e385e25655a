import { type Exact, min, ZERO } from "@quanlian/shared/domain";
import { componentFor, itemOf } from "./explode.rules";
import { lotFor } from "./lot.rules";
import { substituteFor } from "./substitute.rules";
import { type Peg, compareKeys, PlanError, stockKey } from "./plan.types";
import {
  type DemandState,
  type Graph,
  type Held,
  type SupplyState,
  changesOf,
  readGraph,
  suppliesParentsFirst,
} from "./release.graph";
import type { ActionMessage, Release, ReleaseInput } from "./release.types";

/**
 * Takes back what demands that shrink or vanish no longer need, down to the last component.
 *
 * A demand gives up what is uncovered first, then its pegs (supplies that may still change before
 * firm ones, the latest due first), its reservation last: what is surest stays longest. A supply
 * that may change follows its pegs by its lot rules, and its components with it; one without pegs is
 * cancelled. A firm one stays as it is: its surplus becomes free, and a message advises a person.
 *
 * Nothing is ever raised, and demands keep adding up. Throws a PlanError when a quantity would fall
 * below what is fulfilled, would rise, or when the graph does not add up or lacks a row.
 */
export function planRelease(input: ReleaseInput): Release {
  const graph = readGraph(input);
  const reductions = [...input.reductions].sort(([a], [b]) => compareKeys(a, b));
  const roots = reductions.map(([demandId]) => graph.demand(demandId));
  const supplies = suppliesParentsFirst(graph, roots);

  const stockFreed = new Map<string, Exact>();
  const messages: ActionMessage[] = [];
  reductions.forEach(([, quantity], at) => {
    const demand = roots[at];
    if (!demand) return;
    if (quantity > demand.quantity) {
      throw new PlanError("plan.not_a_reduction", { demandId: demand.row.id });
    }
    reduceDemand(graph, demand, quantity, stockFreed);
  });
  for (const supply of supplies) {
    if (supply.pegged === supply.row.pegged) continue;
    if (supply.row.firm) adviseOn(graph, supply, messages);
    else shrinkSupply(graph, supply, stockFreed);
  }
  return { ...changesOf(graph), stockFreed, messages };
}

function reduceDemand(
  graph: Graph,
  demand: DemandState,
  quantity: Exact,
  stockFreed: Map<string, Exact>,
): void {
  if (quantity < demand.row.fulfilled) {
    throw new PlanError("plan.below_fulfilled", { demandId: demand.row.id });
  }
  let left = demand.quantity - quantity;
  demand.quantity = quantity;
  const uncovered = min(left, demand.uncovered);
  demand.uncovered -= uncovered;
  left -= uncovered;

  if (left > ZERO) left = releasePegs(graph, demand, left);
  for (let at = demand.reservations.length - 1; at >= 0 && left > ZERO; at -= 1) {
    const reservation = demand.reservations[at];
    if (!reservation) continue;
    const freed = takeFrom(reservation, left);
    left -= freed;
    demand.reserved -= freed;
    const key = stockKey(reservation.row.itemId, reservation.row.warehouseId);
    if (freed > ZERO) stockFreed.set(key, (stockFreed.get(key) ?? ZERO) + freed);
  }
  if (left > ZERO) throw new PlanError("plan.graph_inconsistent", { demandId: demand.row.id });
}

/** Gives up pegs, the least certain supply first, and returns what is still to be given up. */
function releasePegs(graph: Graph, demand: DemandState, quantity: Exact): Exact {
  let left = quantity;
  const pegs = demand.pegs.map((peg) => ({ peg, supply: graph.supply(peg.row.supplyId) }));
  pegs.sort((a, b) => leastCertainFirst(a.supply, b.supply));
  for (const { peg, supply } of pegs) {
    if (left === ZERO) break;
    const freed = takeFrom<Peg>(peg, left);
    left -= freed;
    demand.pegged -= freed;
    supply.pegged -= freed;
    if (supply.pegged < ZERO) {
      throw new PlanError("plan.graph_inconsistent", { supplyId: supply.row.id });
    }
  }
  return left;
}

function leastCertainFirst(a: SupplyState, b: SupplyState): number {
  if (a.row.firm !== b.row.firm) return a.row.firm ? 1 : -1;
  if (a.row.dueOn !== b.row.dueOn) return a.row.dueOn > b.row.dueOn ? -1 : 1;
  return compareKeys(b.row.id, a.row.id);
}

function takeFrom<Row>(held: Held<Row>, wanted: Exact): Exact {
  const taken = min(wanted, held.quantity);
  held.quantity -= taken;
  return taken;
}

/** A supply that may change follows its pegs downward, and its components follow it. */
function shrinkSupply(graph: Graph, supply: SupplyState, stockFreed: Map<string, Exact>): void {
  const { row } = supply;
  if (row.open !== row.quantity) {
    // Something has been received: it has started, and so it should have been firm.
    throw new PlanError("plan.graph_inconsistent", { supplyId: row.id });
  }
  const wanted = lotOf(graph, supply, supply.pegged);
  if (wanted >= row.quantity) return;
  supply.quantity = wanted;
  for (const demand of supply.components) {
    if (demand.basis?.replaces) continue; // follows the component that it stands in for
    const standIns = supply.components
      .filter((each) => each.basis?.replaces?.demandId === demand.row.id)
      .sort((a, b) => compareKeys(b.row.id, a.row.id)); // ids were given out by priority
    shrinkComponent(graph, { demand, standIns }, wanted, stockFreed);
  }
}

/** A component's demand with those of its substitutes: together they are what the recipe asks for. */
interface ComponentState {
  readonly demand: DemandState;
  /** The last priority first. */
  readonly standIns: readonly DemandState[];
}

/** The component's own demand shrinks first; substitutes, held in stock, stay longest, the first priority of all. */
function shrinkComponent(
  graph: Graph,
  { demand, standIns }: ComponentState,
  parentQuantity: Exact,
  stockFreed: Map<string, Exact>,
): void {
  if (!demand.basis) throw new PlanError("plan.graph_inconsistent", { demandId: demand.row.id });
  const { unitPlaces } = itemOf(graph.input.items, demand.row.itemId);
  const { quantity, basis } = componentFor(parentQuantity, demand.basis, unitPlaces);
  const total = standIns.reduce((sum, each) => sum + replacedBy(each), demand.quantity);
  if (quantity > total) return; // already smaller by name: its own figures stand
  const own = min(total - quantity, demand.quantity);
  let left = total - quantity - own;
  let substituted = ZERO;
  for (const standIn of standIns) {
    const cut = min(left, replacedBy(standIn));
    left -= cut;
    substituted += shrinkStandIn(graph, standIn, cut, parentQuantity, stockFreed);
  }
  demand.basis = standIns.length > 0 ? { ...basis, substituted } : basis;
  if (own > ZERO) reduceDemand(graph, demand, demand.quantity - own, stockFreed);
}

const replacedBy = (demand: DemandState): Exact => demand.basis?.replaces?.quantity ?? ZERO;

/** A substitute that stands in for less, by `cut` of the component; answers what it still replaces. */
function shrinkStandIn(
  graph: Graph,
  demand: DemandState,
  cut: Exact,
  parentQuantity: Exact,
  stockFreed: Map<string, Exact>,
): Exact {
  const { basis } = demand;
  if (!basis?.replaces) return ZERO;
  const replaces = { ...basis.replaces, quantity: basis.replaces.quantity - cut };
  const { unitPlaces } = itemOf(graph.input.items, demand.row.itemId);
  const next = substituteFor(replaces, { ...basis, parentQuantity }, unitPlaces);
  demand.basis = next.basis;
  if (next.quantity < demand.quantity) reduceDemand(graph, demand, next.quantity, stockFreed);
  return replaces.quantity;
}

/** What a person is told about a firm supply: how much less of it the plan needs than before. */
function adviseOn(graph: Graph, supply: SupplyState, messages: ActionMessage[]): void {
  const { id: supplyId, open, pegged: peggedBefore } = supply.row;
  if (supply.pegged === ZERO) {
    messages.push({ supplyId, kind: "cancel", quantity: open });
    return;
  }
  const needed = lotOf(graph, supply, supply.pegged);
  const neededBefore = min(open, lotOf(graph, supply, peggedBefore));
  const quantity = neededBefore - needed;
  if (quantity > ZERO) messages.push({ supplyId, kind: "decrease", quantity });
}

function lotOf(graph: Graph, { row }: SupplyState, needed: Exact): Exact {
  return row.custom ? needed : lotFor(needed, itemOf(graph.input.items, row.itemId)).quantity;
}
