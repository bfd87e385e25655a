import type { Day, Exact } from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { prefixes, stockUpNumbers } from "../../kernel/numbering";
import {
  freeOf,
  lockItemStocks,
  reserveStock,
  type ItemStock,
  type StockPlace,
} from "../../ledgers/inventory";
import { readRecipes, type CatalogItem } from "../../masters/catalog";
import { planningPlant, type PlanningPlant } from "../../masters/plant";
import { readOpenSupplies, type LockedSupply } from "./open-supplies";
import { planDemands } from "./plan.rules";
import { PlanError, type Plan, type PlanItem, type Recipe } from "./plan.types";

/** What an order line asks planning to cover. */
export interface WantedDemand {
  /** The order line. */
  sourceId: Id;
  itemId: Id;
  /** Null: where the item is at home. */
  warehouseId: Id | null;
  quantity: Exact;
  neededOn: Day;
  /** A custom line's own bill of materials and routing. */
  recipe?: Recipe;
  /** The supplier ships it straight to the customer. The place is then only the one whose lock is taken. */
  dropship?: boolean;
}

/** A plan that has been decided and whose stock is held; `recordPlan` writes the rest of it. */
export interface OrderPlan {
  plan: Plan;
  /** Demand id → order line. */
  sources: ReadonlyMap<Id, Id>;
  /** Supply of earlier runs that this plan looked at, with what was pegged of it before. */
  openSupplies: readonly LockedSupply[];
}

/**
 * Plans what an order asks for, immediately: reserves free stock, explodes the rest level by level with netting against
 * stock and open supply, and decides the work orders and requisition lines that are missing, with their dates.
 *
 * Locks every item within reach (step 3 of the lock order) and decides only on what is read after that. What may be slow
 * is done before the locks. Costs a fixed number of statements, however long or deep the order is.
 */
export async function planOrder(
  tx: Tx,
  factId: Id,
  wanted: readonly WantedDemand[],
): Promise<OrderPlan> {
  const plant = await planningPlant(tx);
  const catalog = await readRecipes(tx, { itemIds: itemsNamed(wanted), on: tx.today });
  const items = planItems(catalog.items, plant);
  const demands = plannable(wanted, catalog.items).map((each) => ({
    ...each,
    id: tx.newId(),
    warehouseId: homeOf(each, items),
  }));
  await stockUpNumbers(tx, prefixes.workOrder, Math.max(catalog.recipes.size, wanted.length));
  await stockUpNumbers(tx, prefixes.requisition, 1);
  const locked = await lockItemStocks(tx, placesWithin(items, demands));
  const openSupplies = await readOpenSupplies(tx, [...items.keys()]);
  const plan = planned(() =>
    planDemands({
      today: tx.today,
      calendar: plant.calendar,
      minutesPerDay: plant.minutesPerDay,
      items,
      recipes: catalog.recipes,
      demands,
      stock: new Map([...locked].map(([key, stock]) => [key, freeOf(stock)])),
      openSupplies,
      nextId: () => tx.newId(),
    }),
  );
  await holdStock(tx, factId, locked, plan);
  return { plan, sources: new Map(demands.map((each) => [each.id, each.sourceId])), openSupplies };
}

/** Every item that demands name, by themselves or in their recipes. */
export function itemsNamed(wanted: readonly WantedDemand[]): Id[] {
  return sortedIds(
    wanted.flatMap((each) => [
      each.itemId,
      ...(each.recipe?.components.map((component) => component.itemId) ?? []),
    ]),
  );
}

/** Items without a home are at home in the tenant's default warehouse; a service is nowhere. */
export function planItems(
  items: ReadonlyMap<Id, CatalogItem>,
  plant: PlanningPlant,
): Map<Id, PlanItem> {
  const homed = new Map<Id, PlanItem>();
  for (const item of items.values()) {
    const homeWarehouseId = item.homeWarehouseId ?? plant.defaultWarehouseId;
    if (homeWarehouseId === null && item.kind !== "service") refuseHomeless(item.id);
    homed.set(item.id, { ...item, homeWarehouseId: homeWarehouseId ?? "0" });
  }
  return homed;
}

/** Where a demand arises: where its line says, or where its item is at home. */
export const homeOf = (
  { itemId, warehouseId }: Pick<WantedDemand, "itemId" | "warehouseId">,
  items: ReadonlyMap<Id, PlanItem>,
): Id => warehouseId ?? items.get(itemId)?.homeWarehouseId ?? refuseHomeless(itemId);

/** A service has no stock and is not planned, whoever asks for it. */
const plannable = (wanted: readonly WantedDemand[], items: ReadonlyMap<Id, CatalogItem>) =>
  wanted.filter(({ itemId }) => items.get(itemId)?.kind !== "service");

function refuseHomeless(itemId: Id): never {
  return refuse("reference.not_found", { field: "warehouse", itemId });
}

/** Every place that this plan can touch: components arise at home, the order's own demands where the line says. */
export function placesWithin(
  items: ReadonlyMap<Id, PlanItem>,
  demands: readonly { itemId: Id; warehouseId: Id }[],
): StockPlace[] {
  const places = new Map<string, StockPlace>();
  const add = (itemId: Id, warehouseId: Id) =>
    places.set(`${itemId}:${warehouseId}`, { itemId, warehouseId });
  for (const item of items.values()) {
    if (item.kind !== "service") add(item.id, item.homeWarehouseId);
  }
  for (const demand of demands) add(demand.itemId, demand.warehouseId);
  return [...places.values()];
}

/** What the rules cannot plan is the master data's fault and is said as a refusal. */
export function planned<P>(decide: () => P): P {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    if (error.code === "plan.recipe_cycle") refuse("bom.cycle", error.facts);
    if (error.code === "plan.below_fulfilled") refuse("order_change.below_delivered", error.facts);
    if (error.code === "plan.unknown_item")
      refuse("reference.not_found", { field: "item", ...error.facts });
    throw error;
  }
}

function holdStock(
  tx: Tx,
  factId: Id,
  locked: ReadonlyMap<string, ItemStock>,
  plan: Plan,
): Promise<void> {
  const held = plan.demands.filter((demand) => demand.reserved > 0n);
  const reservations = held.map((demand) => ({
    demandId: demand.id,
    itemId: demand.itemId,
    warehouseId: demand.warehouseId,
    quantity: demand.reserved,
  }));
  return reserveStock(tx, factId, locked, reservations);
}
