import type { Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { prefixes, stockUpNumbers } from "../../kernel/numbering";
import {
  findReservations,
  freeOf,
  lockItemStocks,
  placeKey,
  type ItemStock,
  type StockPlace,
} from "../../ledgers/inventory";
import { readLotRules, readRecipes } from "../../masters/catalog";
import { planningPlant } from "../../masters/plant";
import { planChange } from "./change.rules";
import type { AmendedPlan, ChangeInput, WantedTop } from "./change.types";
import { readOpenSupplies } from "./open-supplies";
import {
  homeOf,
  itemsNamed,
  placesWithin,
  planItems,
  planned,
  type WantedDemand,
} from "./plan-order";
import { readGraph, readOthersNeeds, type StoredGraph } from "./read-graph";
import { writeAmendment } from "./write-amendment";

/** An order's plan after a change. */
export interface OrderAmendment {
  plan: AmendedPlan;
  /** Demand id → order line. */
  sources: ReadonlyMap<Id, Id>;
}

const ATTEMPTS = 5;

/**
 * Plans an order again that was changed: `wanted` says of each of its lines of goods, also of those that were taken out, how
 * much is asked for now and by when. What is delivered, reserved or brought by firm supplies is kept as far as it is still
 * asked for; everything else is planned as if the order were confirmed today, and what comes out again keeps its document.
 *
 * As with a release, what is within reach is read once to learn which items to lock, and again under their locks. A fixed
 * number of statements, however long or deep the order is.
 */
export async function amendPlan(
  tx: Tx,
  factId: Id,
  wanted: readonly WantedDemand[],
): Promise<OrderAmendment> {
  const plant = await planningPlant(tx);
  const catalog = await readRecipes(tx, { itemIds: itemsNamed(wanted), on: tx.today });
  const items = planItems(catalog.items, plant);
  const placed = wanted.map((each) => ({ ...each, warehouseId: homeOf(each, items) }));
  await stockUpNumbers(tx, prefixes.workOrder, Math.max(catalog.recipes.size, wanted.length));
  await stockUpNumbers(tx, prefixes.requisition, 1);
  const { graph, locked } = await lockReach(tx, wanted, placesWithin(items, placed));

  const demandOf = new Map(graph.roots.map((demand) => [demand.sourceId, demand.id]));
  const tops = placed.map(({ sourceId, ...line }): WantedTop & { sourceId: Id } => ({
    ...line,
    sourceId,
    id: demandOf.get(sourceId) ?? tx.newId(),
  }));
  const stored = await readStored(tx, graph);
  const openSupplies = await readOpenSupplies(
    tx,
    sortedIds([...items.keys(), ...graph.places.map((place) => place.itemId)]),
  );
  const plan = planned(() =>
    planChange({
      ...stored,
      wanted: tops,
      plan: {
        today: tx.today,
        calendar: plant.calendar,
        minutesPerDay: plant.minutesPerDay,
        items,
        recipes: catalog.recipes,
        stock: new Map([...locked].map(([key, stock]) => [key, freeOf(stock)])),
        openSupplies,
        nextId: () => tx.newId(),
      },
    }),
  );
  const amendment = { plan, sources: new Map(tops.map((top) => [top.id, top.sourceId])) };
  await writeAmendment(tx, factId, amendment, locked);
  return amendment;
}

/** Locks all that the change may touch, and reads what hangs below the order under these locks. */
async function lockReach(
  tx: Tx,
  wanted: readonly WantedDemand[],
  ownPlaces: readonly StockPlace[],
): Promise<{ graph: StoredGraph; locked: ReadonlyMap<string, ItemStock> }> {
  const lineIds = wanted.map((each) => each.sourceId);
  let seen = await readGraph(tx, lineIds);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const locked = await lockItemStocks(tx, [...ownPlaces, ...seen.places]);
    const graph = await readGraph(tx, lineIds);
    if (graph.places.every((place) => locked.has(placeKey(place)))) return { graph, locked };
    seen = graph;
  }
  throw new Error("The plan kept growing while it was being changed");
}

/** What the rules must know of the plan as it stands: three statements. */
async function readStored(
  tx: Tx,
  graph: StoredGraph,
): Promise<Omit<ChangeInput, "wanted" | "plan">> {
  const { demands, supplies, pegs, places } = graph;
  const demandIds = demands.map((demand) => demand.id);
  const firmIds = supplies.filter((supply) => supply.firm).map((supply) => supply.id);
  return {
    demands,
    supplies,
    pegs,
    items: await readLotRules(
      tx,
      places.map((place) => place.itemId),
    ),
    reservations: await findReservations(tx, demandIds),
    othersNeedOn: await readOthersNeeds(tx, firmIds, demandIds),
  };
}
