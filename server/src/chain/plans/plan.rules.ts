import { type Day, type Exact, ZERO } from "@quanlian/shared/domain";
import { componentFor, itemOf, lowLevelCodes, recipeOf } from "./explode.rules";
import { exactLot, lotFor } from "./lot.rules";
import { type DemandGroup, groupKey, netGroup, openSuppliesByKey } from "./net.rules";
import {
  type NewSupply,
  type Peg,
  type Plan,
  type PlanInput,
  type PlanItem,
  type PlannedDemand,
  type Recipe,
  compareKeys,
  PlanError,
} from "./plan.types";
import {
  type PlanDays,
  datesOf,
  laterOf,
  leadDaysFor,
  planDays,
  totalLeadDays,
} from "./schedule.rules";

/**
 * Covers every demand at once, down to the last bought part: from free stock, then from open supply
 * that nobody has pegged, then by new work orders and requisition lines.
 *
 * Nothing is left uncovered; what cannot be in time is covered late, and `availableOn` of a top
 * demand is the day that may be promised. Items are netted in low-level order, their demands by
 * date and id, so neither the order of the input nor the clock changes the result. Stock and open
 * supply are only read; what was taken is in the answer.
 *
 * Throws a PlanError for a recipe that contains itself or is too deep, an item that is not given,
 * and a negative quantity.
 */
export function planDemands(input: PlanInput): Plan {
  const run = startRun(input);
  openCustomSupplies(run);
  for (const level of run.groups) {
    for (const group of inOrder(level.values())) coverGroup(run, group);
  }
  setDates(run);
  return run.plan;
}

/** What one run knows and has found so far. */
interface Run {
  readonly input: PlanInput;
  readonly days: PlanDays;
  readonly levels: ReadonlyMap<string, number>;
  /** By low-level code, then by item × warehouse. Grows downward as supplies are opened. */
  readonly groups: Map<string, DemandGroup>[];
  readonly openSupplies: ReturnType<typeof openSuppliesByKey>;
  readonly plan: Plan;
  readonly suppliesById: Map<string, NewSupply>;
  /** The demands pegged to each new supply, to which its due day matters. */
  readonly peggedTo: Map<string, PlannedDemand[]>;
}

function startRun(input: PlanInput): Run {
  const levels = lowLevelCodes(input);
  let deepest = 0;
  for (const level of levels.values()) if (level > deepest) deepest = level;
  const run: Run = {
    input,
    days: planDays(input.calendar, input.today),
    levels,
    groups: Array.from({ length: deepest + 1 }, () => new Map<string, DemandGroup>()),
    openSupplies: openSuppliesByKey(input.openSupplies),
    plan: {
      demands: [],
      newSupplies: [],
      pegs: [],
      stockTaken: new Map(),
      supplyTaken: new Map(),
    },
    suppliesById: new Map(),
    peggedTo: new Map(),
  };
  for (const demand of input.demands) {
    const { id, itemId, warehouseId, quantity, neededOn } = demand;
    if (quantity < ZERO) throw new PlanError("plan.negative_quantity", { demandId: id });
    const top = newDemand({ id, itemId, warehouseId, quantity, neededOn }, null, null);
    run.plan.demands.push(top);
    addToGroup(run, top); // a custom one is covered by the time that its group is netted
  }
  return run;
}

type DemandIdentity = Pick<
  PlannedDemand,
  "id" | "itemId" | "warehouseId" | "quantity" | "neededOn"
>;

function newDemand(
  identity: DemandIdentity,
  parentSupplyId: string | null,
  basis: PlannedDemand["basis"],
): PlannedDemand {
  const { id, itemId, warehouseId, quantity, neededOn } = identity;
  return {
    id,
    itemId,
    warehouseId,
    parentSupplyId,
    quantity,
    reserved: ZERO,
    pegged: ZERO,
    uncovered: quantity,
    neededOn,
    availableOn: null,
    criticalSupplyId: null,
    basis,
  };
}

function addToGroup(run: Run, demand: PlannedDemand): void {
  const level = run.groups[run.levels.get(demand.itemId) ?? 0];
  if (!level) throw new PlanError("plan.unknown_item", { itemId: demand.itemId });
  const key = groupKey(demand);
  const group = level.get(key);
  if (group) group.demands.push(demand);
  else {
    const item = itemOf(run.input.items, demand.itemId);
    level.set(key, { key, item, warehouseId: demand.warehouseId, demands: [demand] });
  }
}

/** A level's groups by item and warehouse, so that ids are given out the same way each time. */
function inOrder(groups: Iterable<DemandGroup>): DemandGroup[] {
  return [...groups].sort(
    (a, b) => compareKeys(a.item.id, b.item.id) || compareKeys(a.warehouseId, b.warehouseId),
  );
}

/**
 * A line with its own recipe is always made new, from that recipe; one that the supplier ships is always bought new. Both in
 * just their quantity.
 */
function openCustomSupplies(run: Run): void {
  const custom = run.input.demands.filter(
    (demand) => (demand.recipe || demand.dropship) && demand.quantity > ZERO,
  );
  if (custom.length === 0) return;
  const planned = new Map(run.plan.demands.map((demand) => [demand.id, demand]));
  custom.sort((a, b) => compareKeys(a.id, b.id));
  for (const { id, itemId, recipe, dropship = false } of custom) {
    const demand = planned.get(id);
    if (!demand) continue;
    const item = itemOf(run.input.items, itemId);
    const own = { recipe: dropship ? null : (recipe ?? null), dropship };
    openSupply(run, item, [{ demand, quantity: demand.quantity }], own);
  }
}

function coverGroup(run: Run, group: DemandGroup): void {
  const { input, days, plan } = run;
  const recipe = recipeOf(group.item, input.recipes);
  netGroup(group, {
    freeStock: input.stock.get(group.key) ?? ZERO,
    openSupplies: run.openSupplies.get(group.key) ?? [],
    earliestNew: (quantity) => {
      const lead = leadDaysFor(group.item, recipe, quantity, input.minutesPerDay);
      return days.after(days.today, totalLeadDays(lead));
    },
    openNew: (parts) => openSupply(run, group.item, parts, null),
    takeStock: (demand, quantity) => {
      demand.reserved += quantity;
      demand.uncovered -= quantity;
      raiseAvailability(run, demand, days.today, null);
      plan.stockTaken.set(group.key, (plan.stockTaken.get(group.key) ?? ZERO) + quantity);
    },
    takeOpen: (demand, supply, quantity) => {
      peg(run, demand, supply.id, quantity);
      raiseAvailability(run, demand, laterOf(days.today, supply.dueOn), supply.id);
      plan.supplyTaken.set(supply.id, (plan.supplyTaken.get(supply.id) ?? ZERO) + quantity);
    },
    takeNew: (demand, supply, quantity) => pegNew(run, demand, supply, quantity),
  });
  for (const demand of group.demands) {
    if (demand.quantity === ZERO) raiseAvailability(run, demand, days.today, null);
  }
}

/** Opens one new supply for parts of demands, the earliest needed first, and pegs it to them. */
function openSupply(
  run: Run,
  item: PlanItem,
  parts: readonly { demand: PlannedDemand; quantity: Exact }[],
  custom: { recipe: Recipe | null; dropship: boolean } | null,
): NewSupply {
  const { input, days } = run;
  const first = parts[0]?.demand;
  if (!first) throw new PlanError("plan.graph_inconsistent", { itemId: item.id });
  let neededQuantity = ZERO;
  for (const part of parts) neededQuantity += part.quantity;

  const recipe = custom ? custom.recipe : recipeOf(item, input.recipes);
  const lot = custom ? exactLot(neededQuantity) : lotFor(neededQuantity, item);
  const supply: NewSupply = {
    id: input.nextId(),
    kind: custom ? (custom.dropship ? "buy" : "make") : item.supplyMode,
    itemId: item.id,
    warehouseId: first.warehouseId,
    quantity: lot.quantity,
    neededQuantity,
    lotQuantity: lot.quantity - neededQuantity,
    lotSteps: lot.steps,
    pegged: ZERO,
    custom: custom !== null,
    dropship: custom?.dropship ?? false,
    recipe,
    lowLevelCode: custom ? 0 : (run.levels.get(item.id) ?? 0),
    leadDays: leadDaysFor(item, recipe, lot.quantity, input.minutesPerDay),
    neededOn: first.neededOn,
    readyOn: days.today,
    criticalDemandId: null,
    startOn: days.today,
    dueOn: days.today,
  };
  run.plan.newSupplies.push(supply);
  run.suppliesById.set(supply.id, supply);
  run.peggedTo.set(supply.id, []);
  for (const { demand, quantity } of parts) pegNew(run, demand, supply, quantity);
  if (recipe) demandComponents(run, supply, recipe);
  return supply;
}

/** The components of a work order, needed when it must start to be in time. */
function demandComponents(run: Run, supply: NewSupply, recipe: Recipe): void {
  const neededOn = run.days.before(supply.neededOn, totalLeadDays(supply.leadDays));
  for (const line of recipe.components) {
    const item = itemOf(run.input.items, line.itemId);
    const figures = {
      lineNo: line.lineNo,
      perBase: line.perBase,
      baseQuantity: recipe.baseQuantity,
      scrapRate: line.scrapRate,
    };
    const { quantity, basis } = componentFor(supply.quantity, figures, item.unitPlaces);
    if (quantity === ZERO) continue;
    const warehouseId = item.homeWarehouseId;
    const identity = { id: run.input.nextId(), itemId: item.id, warehouseId, quantity, neededOn };
    const demand = newDemand(identity, supply.id, basis);
    run.plan.demands.push(demand);
    addToGroup(run, demand);
  }
}

function pegNew(run: Run, demand: PlannedDemand, supply: NewSupply, quantity: Exact): void {
  supply.pegged += quantity;
  run.peggedTo.get(supply.id)?.push(demand);
  peg(run, demand, supply.id, quantity);
}

function peg(run: Run, demand: PlannedDemand, supplyId: string, quantity: Exact): void {
  demand.pegged += quantity;
  demand.uncovered -= quantity;
  const row: Peg = { demandId: demand.id, supplyId, quantity };
  run.plan.pegs.push(row);
}

/**
 * Dates from the bottom up. Supplies stand parents first, so going backwards every component's
 * availability is known before the supply that waits for it.
 */
function setDates(run: Run): void {
  const { newSupplies } = run.plan;
  for (let at = newSupplies.length - 1; at >= 0; at -= 1) {
    const supply = newSupplies[at];
    if (!supply) continue;
    const { startOn, dueOn } = datesOf(run.days, supply);
    supply.startOn = startOn;
    supply.dueOn = dueOn;
    for (const demand of run.peggedTo.get(supply.id) ?? []) {
      raiseAvailability(run, demand, dueOn, supply.id);
    }
  }
}

/** One more part of a demand is there on a day; the latest part decides, also for its parent. */
function raiseAvailability(
  run: Run,
  demand: PlannedDemand,
  on: Day,
  supplyId: string | null,
): void {
  if (demand.availableOn !== null && on <= demand.availableOn) return;
  demand.availableOn = on;
  demand.criticalSupplyId = on > run.days.today ? supplyId : null;
  const parent =
    demand.parentSupplyId === null ? null : run.suppliesById.get(demand.parentSupplyId);
  if (parent && on > parent.readyOn) {
    parent.readyOn = on;
    parent.criticalDemandId = demand.id;
  }
}
