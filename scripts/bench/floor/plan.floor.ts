import {
  type Day,
  type Exact,
  ONE,
  ceilToMultiple,
  ceilToPlaces,
  divideAwayFromZero,
  divideHalfUp,
  min,
  timesRatio,
} from "@quanlian/shared/domain";
import type {
  ItemRow,
  Masters,
  OpenSupplyRow,
  OperationRow,
  RecipeRow,
  StockRow,
} from "./reads.floor";
import { workingDays } from "./floor";

/** A need, as it will be written. */
export interface Demand {
  id: string;
  lineId: string | null;
  itemId: string;
  warehouseId: string;
  parent: Supply | null;
  quantity: Exact;
  reserved: Exact;
  pegged: Exact;
  neededOn: Day;
  availableOn: Day | null;
  criticalSupplyId: string | null;
  basis: Basis | null;
}

export interface Basis {
  lineNo: number;
  parentQuantity: Exact;
  perBase: Exact;
  baseQuantity: Exact;
  scrapRate: Exact;
  net: Exact;
  scrap: Exact;
  rounding: Exact;
}

/** A work order or requisition line to be. */
export interface Supply {
  id: string;
  item: ItemRow;
  warehouseId: string;
  quantity: Exact;
  needed: Exact;
  steps: { minimum: Exact; multiple: Exact; fixed: Exact; rounding: Exact };
  pegged: Exact;
  recipe: RecipeRow | null;
  level: number;
  routingDays: number;
  neededOn: Day;
  readyOn: Day;
  startOn: Day;
  dueOn: Day;
  criticalDemandId: string | null;
  demands: Demand[];
}

export interface Wanted {
  lineId: string;
  itemId: string;
  warehouseId: string;
  quantity: Exact;
  neededOn: Day;
}

/** What the plan decided. */
export interface FloorPlan {
  demands: Demand[];
  supplies: Supply[];
  pegs: { demandId: string; supplyId: string; quantity: Exact }[];
}

/** The higher of two days. */
const later = (a: Day, b: Day) => (a < b ? b : a);

/**
 * Covers demands level by level: stock, open supply in time, the surplus of a lot opened just before, then a new work
 * order per demand or one requisition line for all. What is taken is noted on the rows given.
 */
export function planByFloor(
  wanted: readonly Wanted[],
  masters: Masters,
  stocks: ReadonlyMap<string, StockRow>,
  openSupplies: ReadonlyMap<string, OpenSupplyRow[]>,
  today: Day,
  nextId: () => string,
): FloorPlan {
  const days = workingDays(masters.calendar, today);
  const plan: FloorPlan = { demands: [], supplies: [], pegs: [] };
  const levels = levelsOf(wanted, masters);
  const groups: Map<string, Demand[]>[] = Array.from(
    { length: Math.max(...levels.values()) + 1 },
    () => new Map(),
  );

  const add = (
    demand: Omit<Demand, "reserved" | "pegged" | "availableOn" | "criticalSupplyId">,
  ) => {
    const added: Demand = {
      ...demand,
      reserved: 0n,
      pegged: 0n,
      availableOn: null,
      criticalSupplyId: null,
    };
    plan.demands.push(added);
    const level = groups[levels.get(demand.itemId)!]!;
    const key = `${demand.itemId}:${demand.warehouseId}`;
    const group = level.get(key);
    if (group) group.push(added);
    else level.set(key, [added]);
  };
  const available = (demand: Demand, on: Day, supplyId: string | null) => {
    if (demand.availableOn !== null && on <= demand.availableOn) return;
    demand.availableOn = on;
    demand.criticalSupplyId = on > today ? supplyId : null;
    if (demand.parent && on > demand.parent.readyOn) {
      demand.parent.readyOn = on;
      demand.parent.criticalDemandId = demand.id;
    }
  };
  const peg = (demand: Demand, supplyId: string, quantity: Exact) => {
    demand.pegged += quantity;
    plan.pegs.push({ demandId: demand.id, supplyId, quantity });
  };
  const pegNew = (demand: Demand, supply: Supply, quantity: Exact) => {
    supply.pegged += quantity;
    supply.demands.push(demand);
    peg(demand, supply.id, quantity);
  };
  const open = (item: ItemRow, parts: readonly { demand: Demand; quantity: Exact }[]): Supply => {
    const supply = newSupply(nextId(), item, parts, masters, levels.get(item.id)!, today);
    plan.supplies.push(supply);
    for (const part of parts) pegNew(part.demand, supply, part.quantity);
    if (!supply.recipe) return supply;
    const neededOn = days.before(supply.neededOn, item.leadTimeDays + supply.routingDays);
    for (const component of supply.recipe.components) {
      const child = masters.items.get(component.itemId)!;
      const { quantity, basis } = componentOf(
        supply.quantity,
        component,
        supply.recipe,
        child.unitPlaces,
      );
      const { homeWarehouseId: warehouseId } = child;
      add({
        id: nextId(),
        lineId: null,
        itemId: child.id,
        warehouseId,
        parent: supply,
        quantity,
        neededOn,
        basis,
      });
    }
    return supply;
  };

  const cover = (key: string, demands: Demand[]) => {
    demands.sort((a, b) =>
      a.neededOn === b.neededOn ? compareIds(a.id, b.id) : a.neededOn < b.neededOn ? -1 : 1,
    );
    const item = masters.items.get(demands[0]!.itemId)!;
    const recipe = masters.recipes.get(item.id) ?? null;
    const stock = stocks.get(key)!;
    const supplies = openSupplies.get(key) ?? [];
    const toBuy: { demand: Demand; quantity: Exact }[] = [];
    let surplus: Supply | null = null;
    for (const demand of demands) {
      let left = demand.quantity;
      const fromStock = min(left, stock.onHand - stock.reserved);
      if (fromStock > 0n) {
        demand.reserved = fromStock;
        stock.reserved += fromStock;
        left -= fromStock;
        available(demand, today, null);
      }
      let latest: Day | null = null;
      for (const supply of supplies) {
        if (left === 0n) break;
        if (supply.free === 0n) continue;
        latest ??= later(
          demand.neededOn,
          days.after(today, item.leadTimeDays + routingDays(recipe, left, masters)),
        );
        if (supply.dueOn > latest) break;
        const taken = min(left, supply.free);
        supply.free -= taken;
        supply.taken += taken;
        left -= taken;
        peg(demand, supply.id, taken);
        available(demand, later(today, supply.dueOn), supply.id);
      }
      if (left === 0n) continue;
      if (item.supplyMode === "buy") {
        toBuy.push({ demand, quantity: left });
        continue;
      }
      const free: Exact = surplus === null ? 0n : surplus.quantity - surplus.pegged;
      if (surplus !== null && free > 0n) {
        const taken = min(left, free);
        pegNew(demand, surplus, taken);
        left -= taken;
      }
      if (left > 0n) surplus = open(item, [{ demand, quantity: left }]);
    }
    if (toBuy.length > 0) open(item, toBuy);
  };

  for (const each of wanted) add({ ...each, id: nextId(), parent: null, basis: null });
  for (const level of groups) {
    const keys = [...level.keys()].sort((a, b) => compareIds(idOf(a), idOf(b)));
    for (const key of keys) cover(key, level.get(key)!);
  }
  for (const supply of plan.supplies.toReversed()) {
    const lead = supply.item.leadTimeDays + supply.routingDays;
    supply.dueOn = later(supply.neededOn, days.after(supply.readyOn, lead));
    supply.startOn = later(supply.readyOn, days.before(supply.dueOn, lead));
    for (const demand of supply.demands) available(demand, supply.dueOn, supply.id);
  }
  return plan;
}

const idOf = (key: string) => key.slice(0, key.indexOf(":"));

const compareIds = (a: string, b: string) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** The longest way down to each item. */
function levelsOf(wanted: readonly Wanted[], masters: Masters): Map<string, number> {
  const levels = new Map<string, number>();
  const lower = (itemId: string, level: number) => {
    if ((levels.get(itemId) ?? -1) >= level) return;
    levels.set(itemId, level);
    for (const { itemId: child } of masters.recipes.get(itemId)?.components ?? [])
      lower(child, level + 1);
  };
  for (const { itemId } of wanted) lower(itemId, 0);
  return levels;
}

function newSupply(
  id: string,
  item: ItemRow,
  parts: readonly { demand: Demand; quantity: Exact }[],
  masters: Masters,
  level: number,
  today: Day,
): Supply {
  const { warehouseId, neededOn } = parts[0]!.demand;
  const needed = parts.reduce((sum, part) => sum + part.quantity, 0n);
  const recipe = masters.recipes.get(item.id) ?? null;
  const { quantity, steps } = lotOf(needed, item);
  return {
    id,
    item,
    warehouseId,
    quantity,
    needed,
    steps,
    pegged: 0n,
    recipe,
    level,
    routingDays: routingDays(recipe, quantity, masters),
    neededOn,
    readyOn: today,
    startOn: today,
    dueOn: today,
    criticalDemandId: null,
    demands: [],
  };
}

function lotOf(needed: Exact, item: ItemRow) {
  const steps = { minimum: 0n, multiple: 0n, fixed: 0n, rounding: 0n };
  let lot = needed;
  if (item.lotFixed > 0n) {
    lot = ceilToMultiple(needed, item.lotFixed);
    steps.fixed = lot - needed;
  } else {
    if (lot < item.lotMinimum) lot = item.lotMinimum;
    steps.minimum = lot - needed;
    const rounded = item.lotMultiple > 0n ? ceilToMultiple(lot, item.lotMultiple) : lot;
    steps.multiple = rounded - lot;
    lot = rounded;
  }
  const quantity = ceilToPlaces(lot, item.unitPlaces);
  steps.rounding = quantity - lot;
  return { quantity, steps };
}

function routingDays(recipe: RecipeRow | null, quantity: Exact, masters: Masters): number {
  if (!recipe || recipe.operations.length === 0) return 0;
  const minutes = recipe.operations.reduce(
    (sum: Exact, each: OperationRow) =>
      sum + each.setupMinutes * ONE + each.runMinutesPerUnit * quantity,
    0n,
  );
  return Number(divideAwayFromZero(minutes, masters.minutesPerDay * ONE));
}

/** Parent × per base ÷ base × (1 + scrap), rounded once, upward to the unit's places. */
function componentOf(
  parentQuantity: Exact,
  { lineNo, perBase, scrapRate }: RecipeRow["components"][number],
  { baseQuantity }: RecipeRow,
  unitPlaces: number,
): { quantity: Exact; basis: Basis } {
  const numerator = parentQuantity * perBase * (ONE + scrapRate);
  const step = 10n ** BigInt(6 - unitPlaces);
  const quantity = divideAwayFromZero(numerator, baseQuantity * ONE * step) * step;
  const gross = divideHalfUp(numerator, baseQuantity * ONE);
  const net = timesRatio(parentQuantity, perBase, baseQuantity);
  const basis = {
    lineNo,
    parentQuantity,
    perBase,
    baseQuantity,
    scrapRate,
    net,
    scrap: gross - net,
    rounding: quantity - gross,
  };
  return { quantity, basis };
}
