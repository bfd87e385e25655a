import { type Day, type Exact, ZERO } from "@quanlian/shared/domain";
import { componentFor, itemOf, recipeOf } from "./explode.rules";
import { exactLot, lotFor } from "./lot.rules";
import { type DemandGroup, netGroup } from "./net.rules";
import { type Run, addToGroup, inOrder, newDemand, startRun } from "./plan.run";
import {
  type LeadDays,
  type NewSupply,
  type Peg,
  type Plan,
  type PlanInput,
  type PlanItem,
  type PlannedDemand,
  type Recipe,
  compareKeys,
  PlanError,
  stockKey,
} from "./plan.types";
import { datesOf, laterOf, leadDaysFor, totalLeadDays } from "./schedule.rules";
import { standInFor } from "./substitute.rules";

/**
 * Covers every demand at once, down to the last bought part: from free stock, then from open supply
 * that nobody has pegged, then from the free stock of substitutes, then by new work orders and
 * requisition lines. A phantom component that is short passes its need on to its own components.
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
    freeStock: (input.stock.get(group.key) ?? ZERO) - (plan.stockTaken.get(group.key) ?? ZERO),
    openSupplies: run.openSupplies.get(group.key) ?? [],
    earliestNew: (quantity) => {
      const lead = leadOf(run, group.item, recipe, quantity, group.item.isPhantom === true);
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
    substitute: (demand) => substituteFor(run, demand),
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
  // What a customer orders is assembled for him all the same, and what has no recipe cannot be passed on.
  const phantom = !custom && item.isPhantom === true && recipe !== null && !!first.parentSupplyId;
  const single = custom !== null || phantom;
  const lot = single ? exactLot(neededQuantity) : lotFor(neededQuantity, item);
  const supply: NewSupply = {
    id: input.nextId(),
    kind: phantom ? "phantom" : custom ? (custom.dropship ? "buy" : "make") : item.supplyMode,
    itemId: item.id,
    warehouseId: first.warehouseId,
    quantity: lot.quantity,
    neededQuantity,
    lotQuantity: lot.quantity - neededQuantity,
    lotSteps: lot.steps,
    pegged: ZERO,
    custom: single,
    dropship: custom?.dropship ?? false,
    recipe,
    lowLevelCode: custom ? 0 : (run.levels.get(item.id) ?? 0),
    leadDays: leadOf(run, item, recipe, lot.quantity, phantom),
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

const NO_LEAD: LeadDays = { fixedDays: 0, routingDays: 0 };

/** A phantom is never made, so it takes no time. */
const leadOf = (
  run: Run,
  item: PlanItem,
  recipe: Recipe | null,
  quantity: Exact,
  phantom: boolean,
): LeadDays => (phantom ? NO_LEAD : leadDaysFor(item, recipe, quantity, run.input.minutesPerDay));

/** The components of a work order, needed when it must start to be in time. Services are not planned. */
function demandComponents(run: Run, supply: NewSupply, recipe: Recipe): void {
  const neededOn = run.days.before(supply.neededOn, totalLeadDays(supply.leadDays));
  for (const line of recipe.components) {
    const item = itemOf(run.input.items, line.itemId);
    if (item.kind === "service") continue;
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
    if (line.substitutes?.length) run.substitutes.set(demand.id, line.substitutes);
  }
}

/** Covers what a component still lacks from its substitutes' free stock; its own demand shrinks by what they cover. */
function substituteFor(run: Run, demand: PlannedDemand): void {
  for (const part of standInFor(run, demand)) {
    run.plan.demands.push(part);
    const key = stockKey(part.itemId, part.warehouseId);
    run.plan.stockTaken.set(key, (run.plan.stockTaken.get(key) ?? ZERO) + part.reserved);
    raiseAvailability(run, part, run.days.today, null);
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
