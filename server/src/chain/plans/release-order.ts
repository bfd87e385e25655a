import { ZERO, type Exact } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import {
  findReservations,
  lockItemStocks,
  placeKey,
  releaseReservations,
  type HeldReservation,
  type ItemStock,
} from "../../ledgers/inventory";
import { readLotRules } from "../../masters/catalog";
import { DemandRow, PegRow, SupplyRow } from "./plans.model";
import { readGraph, readGraphBelow, type StoredGraph } from "./read-graph";
import { storeMessages } from "./plan-messages";
import { storedBasis } from "./record-plan";
import { planRelease } from "./release.rules";
import type { Release } from "./release.types";

/** A supply that the plan needs less of, for the module that owns its document. */
export interface ChangedSupply {
  id: Id;
  kind: "make" | "buy";
  state: "decreased" | "cancelled";
  quantity: Exact;
}

/** A component line that shrinks with its work order. */
export interface ChangedMaterial {
  id: Id;
  quantity: Exact;
}

export interface OrderRelease {
  supplies: ChangedSupply[];
  materials: ChangedMaterial[];
  /** Firm supplies that are no longer needed in full: advice for a person, not a change. */
  messages: Release["messages"];
  /** What has been delivered of each order line. */
  fulfilled: ReadonlyMap<Id, Exact>;
}

const ATTEMPTS = 5;

/**
 * Takes back what was planned for order lines, as if it had never been: reservations and pegs go, planned supply that
 * nobody else needs is cancelled or made smaller, and so on down its components. Firm supply stays and becomes free, and
 * what to do about it is kept as a message.
 *
 * The part of the plan within reach is read once to learn which items to lock, and again under their locks: only the
 * second reading counts. If it reaches an item that is not locked, the larger set is locked by a new attempt.
 */
export const releaseOrder = (tx: Tx, factId: Id, lineIds: readonly Id[]): Promise<OrderRelease> =>
  release(tx, factId, () => readGraph(tx, lineIds));

/** The same for demands by name, whoever asked for them: each falls to what it has got. */
export const releaseDemands = (
  tx: Tx,
  factId: Id,
  demandIds: readonly Id[],
): Promise<OrderRelease> => release(tx, factId, () => readGraphBelow(tx, demandIds));

async function release(
  tx: Tx,
  factId: Id,
  readAgain: () => Promise<StoredGraph>,
): Promise<OrderRelease> {
  let seen = await readAgain();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const locked = await lockItemStocks(tx, seen.places);
    const graph = await readAgain();
    if (graph.places.every((place) => locked.has(placeKey(place))))
      return apply(tx, factId, graph, locked);
    seen = graph;
  }
  throw new Error("The plan kept growing while it was being released");
}

async function apply(
  tx: Tx,
  factId: Id,
  graph: StoredGraph,
  locked: ReadonlyMap<string, ItemStock>,
): Promise<OrderRelease> {
  if (graph.roots.length === 0)
    return { supplies: [], materials: [], messages: [], fulfilled: new Map() };
  const reservations = await findReservations(
    tx,
    graph.demands.map((demand) => demand.id),
  );
  const released = planRelease({
    items: await readLotRules(
      tx,
      graph.places.map((place) => place.itemId),
    ),
    demands: graph.demands,
    supplies: graph.supplies,
    pegs: graph.pegs,
    reservations,
    reductions: new Map(graph.roots.map((demand) => [demand.id, demand.fulfilled])),
  });
  await writeRelease(tx, graph, released);
  await releaseHeld(tx, locked, reservations, released);
  const items = new Map(graph.supplies.map((supply) => [supply.id, supply.itemId]));
  await storeMessages(
    tx,
    factId,
    released.messages.map((message) => ({ ...message, itemId: items.get(message.supplyId)! })),
  );
  return outcome(graph, released);
}

async function writeRelease(tx: Tx, graph: StoredGraph, release: Release): Promise<void> {
  await updateRows(
    tx,
    DemandRow,
    ["quantity", "reserved", "pegged", "uncovered", "basis", "state"],
    release.demands.map((demand) => ({
      id: demand.id,
      quantity: demand.quantity,
      reserved: demand.reserved,
      pegged: demand.pegged,
      uncovered: demand.uncovered,
      basis: demand.basis && storedBasis(demand.basis),
      state: stateOf(demand),
    })),
  );
  await updateRows(
    tx,
    SupplyRow,
    ["quantity", "openQuantity", "pegged", "freeQuantity", "state"],
    release.supplies.map((supply) => ({
      id: supply.id,
      quantity: supply.quantity,
      openQuantity: supply.open,
      pegged: supply.pegged,
      freeQuantity: supply.open - supply.pegged,
      state: supply.state === "cancelled" ? "cancelled" : "open",
    })),
  );
  const pegIds = new Map(graph.pegs.map((peg) => [`${peg.demandId}:${peg.supplyId}`, peg.id]));
  await updateRows(
    tx,
    PegRow,
    ["quantity"],
    release.pegs.map((peg) => ({
      id: pegIds.get(`${peg.demandId}:${peg.supplyId}`)!,
      quantity: peg.quantity,
    })),
  );
}

/** A component that substitutes stand in for altogether asks for nothing itself, but is not over. */
function stateOf({ quantity, fulfilled, basis }: Release["demands"][number]) {
  if (quantity === ZERO) return basis?.substituted ? ("open" as const) : ("cancelled" as const);
  return fulfilled === quantity ? ("fulfilled" as const) : ("open" as const);
}

function releaseHeld(
  tx: Tx,
  locked: ReadonlyMap<string, ItemStock>,
  held: readonly HeldReservation[],
  release: Release,
): Promise<void> {
  const byDemand = new Map(held.map((each) => [each.demandId, each]));
  const changes = release.reservations.map((changed) => {
    const before = byDemand.get(changed.demandId);
    assert(before, "a released reservation that was never held");
    return { ...before, quantity: changed.quantity, before: before.quantity };
  });
  return releaseReservations(tx, locked, changes);
}

function outcome(graph: StoredGraph, release: Release): OrderRelease {
  const kinds = new Map(graph.supplies.map((supply) => [supply.id, supply.kind]));
  const passedOn = passedOnBy(graph, release, kinds);
  const components = new Set(
    graph.demands.filter((each) => each.parentSupplyId !== null).map((each) => each.id),
  );
  return {
    supplies: release.supplies.flatMap(({ id, state, quantity }) => {
      const kind = kinds.get(id)!;
      return state === "kept" || kind === "phantom" ? [] : [{ id, kind, state, quantity }];
    }),
    materials: release.demands
      .filter((demand) => components.has(demand.id))
      .map(({ id, quantity }) => ({ id, quantity: quantity - (passedOn.get(id) ?? ZERO) })),
    messages: release.messages,
    fulfilled: new Map(graph.roots.map((demand) => [demand.sourceId, demand.fulfilled])),
  };
}

/** What phantoms passed on to their components after the release, by demand: no material of the work order. */
function passedOnBy(
  graph: StoredGraph,
  release: Release,
  kinds: ReadonlyMap<Id, string>,
): Map<Id, Exact> {
  const changed = new Map(
    release.pegs.map((peg) => [`${peg.demandId}:${peg.supplyId}`, peg.quantity]),
  );
  const passedOn = new Map<Id, Exact>();
  for (const { demandId, supplyId, quantity } of graph.pegs) {
    if (kinds.get(supplyId) !== "phantom") continue;
    const left = changed.get(`${demandId}:${supplyId}`) ?? quantity;
    passedOn.set(demandId, (passedOn.get(demandId) ?? ZERO) + left);
  }
  return passedOn;
}
