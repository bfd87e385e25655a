import { type Day, type Exact, min } from "@quanlian/shared/domain";
import { componentOf, lotOf, routingDays, type Basis } from "./arithmetic.floor";
import { workingDays } from "./floor";
import type { ItemRow, Masters, OpenSupplyRow, RecipeRow, StockRow } from "./rows.floor";

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

/** What planning starts from. Stocks and open supplies are changed: what is taken is noted on them. */
export interface FloorPlanInput {
  wanted: readonly Wanted[];
  masters: Masters;
  stocks: ReadonlyMap<string, StockRow>;
  openSupplies: ReadonlyMap<string, OpenSupplyRow[]>;
  today: Day;
  nextId: () => string;
}

/**
 * Covers demands level by level: stock, open supply in time, the surplus of a lot opened just before, then a new work
 * order per demand or one requisition line for all.
 */
export function planByFloor(input: FloorPlanInput): FloorPlan {
  const run = new FloorRun(input);
  for (const each of input.wanted)
    run.add({ ...each, id: input.nextId(), parent: null, basis: null });
  for (const level of run.groups) {
    const keys = [...level.keys()].sort((a, b) => compareIds(idOf(a), idOf(b)));
    for (const key of keys) run.cover(key, level.get(key)!);
  }
  run.setDates();
  return run.plan;
}

class FloorRun {
  readonly plan: FloorPlan = { demands: [], supplies: [], pegs: [] };
  readonly groups: Map<string, Demand[]>[];
  private readonly levels: Map<string, number>;
  private readonly days;

  constructor(private readonly input: FloorPlanInput) {
    this.days = workingDays(input.masters.calendar, input.today);
    this.levels = levelsOf(input.wanted, input.masters);
    const deepest = Math.max(...this.levels.values());
    this.groups = Array.from({ length: deepest + 1 }, () => new Map());
  }

  add(named: Omit<Demand, "reserved" | "pegged" | "availableOn" | "criticalSupplyId">): void {
    const demand = {
      ...named,
      reserved: 0n,
      pegged: 0n,
      availableOn: null,
      criticalSupplyId: null,
    };
    this.plan.demands.push(demand);
    const level = this.groups[this.levels.get(demand.itemId)!]!;
    const key = `${demand.itemId}:${demand.warehouseId}`;
    const group = level.get(key);
    if (group) group.push(demand);
    else level.set(key, [demand]);
  }

  /** Covers all demands of one item at one warehouse, by date and id. */
  cover(key: string, demands: Demand[]): void {
    demands.sort(byDateAndId);
    const item = this.input.masters.items.get(demands[0]!.itemId)!;
    const toBuy: Part[] = [];
    let surplus: Supply | null = null;
    for (const demand of demands) {
      let left = demand.quantity;
      left -= this.takeStock(key, demand, left);
      left -= this.takeOpenSupply(key, demand, item, left);
      if (left === 0n) continue;
      if (item.supplyMode === "buy") {
        toBuy.push({ demand, quantity: left });
        continue;
      }
      const free: Exact = surplus === null ? 0n : surplus.quantity - surplus.pegged;
      if (surplus !== null && free > 0n) {
        this.pegNew(demand, surplus, min(left, free));
        left -= min(left, free);
      }
      if (left > 0n) surplus = this.open(item, [{ demand, quantity: left }]);
    }
    if (toBuy.length > 0) this.open(item, toBuy);
  }

  /** From the bottom up: a supply is due when it is needed or, at the earliest, its lead time after its components. */
  setDates(): void {
    for (const supply of this.plan.supplies.toReversed()) {
      const lead = supply.item.leadTimeDays + supply.routingDays;
      supply.dueOn = later(supply.neededOn, this.days.after(supply.readyOn, lead));
      supply.startOn = later(supply.readyOn, this.days.before(supply.dueOn, lead));
      for (const demand of supply.demands) this.available(demand, supply.dueOn, supply.id);
    }
  }

  private takeStock(key: string, demand: Demand, wanted: Exact): Exact {
    const stock = this.input.stocks.get(key)!;
    const taken = min(wanted, stock.onHand - stock.reserved);
    if (taken <= 0n) return 0n;
    demand.reserved = taken;
    stock.reserved += taken;
    this.available(demand, this.input.today, null);
    return taken;
  }

  private takeOpenSupply(key: string, demand: Demand, item: ItemRow, wanted: Exact): Exact {
    const { masters, openSupplies, today } = this.input;
    const recipe = masters.recipes.get(item.id) ?? null;
    let left = wanted;
    let latest: Day | null = null;
    for (const supply of openSupplies.get(key) ?? []) {
      if (left === 0n) break;
      if (supply.free === 0n) continue;
      const lead = item.leadTimeDays + routingDays(recipe, left, masters);
      latest ??= later(demand.neededOn, this.days.after(today, lead));
      if (supply.dueOn > latest) break;
      const taken = min(left, supply.free);
      supply.free -= taken;
      supply.taken += taken;
      left -= taken;
      this.peg(demand, supply.id, taken);
      this.available(demand, later(today, supply.dueOn), supply.id);
    }
    return wanted - left;
  }

  private open(item: ItemRow, parts: readonly Part[]): Supply {
    const { masters, nextId, today } = this.input;
    const supply = newSupply(nextId(), item, parts, masters, this.levels.get(item.id)!, today);
    this.plan.supplies.push(supply);
    for (const { demand, quantity } of parts) this.pegNew(demand, supply, quantity);
    if (supply.recipe) this.demandComponents(supply, supply.recipe);
    return supply;
  }

  private demandComponents(parent: Supply, recipe: RecipeRow): void {
    const { masters, nextId } = this.input;
    const lead = parent.item.leadTimeDays + parent.routingDays;
    const neededOn = this.days.before(parent.neededOn, lead);
    for (const component of recipe.components) {
      const item = masters.items.get(component.itemId)!;
      this.add({
        id: nextId(),
        lineId: null,
        itemId: item.id,
        warehouseId: item.homeWarehouseId,
        parent,
        neededOn,
        ...componentOf(parent.quantity, component, recipe, item.unitPlaces),
      });
    }
  }

  private pegNew(demand: Demand, supply: Supply, quantity: Exact): void {
    supply.pegged += quantity;
    supply.demands.push(demand);
    this.peg(demand, supply.id, quantity);
  }

  private peg(demand: Demand, supplyId: string, quantity: Exact): void {
    demand.pegged += quantity;
    this.plan.pegs.push({ demandId: demand.id, supplyId, quantity });
  }

  /** One more part is there on a day; the latest decides, also for what waits for it. */
  private available(demand: Demand, on: Day, supplyId: string | null): void {
    if (demand.availableOn !== null && on <= demand.availableOn) return;
    demand.availableOn = on;
    demand.criticalSupplyId = on > this.input.today ? supplyId : null;
    if (demand.parent && on > demand.parent.readyOn) {
      demand.parent.readyOn = on;
      demand.parent.criticalDemandId = demand.id;
    }
  }
}

interface Part {
  demand: Demand;
  quantity: Exact;
}

const byDateAndId = (a: Demand, b: Demand) =>
  a.neededOn === b.neededOn ? compareIds(a.id, b.id) : a.neededOn < b.neededOn ? -1 : 1;

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
  parts: readonly Part[],
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
