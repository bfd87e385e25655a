import { ZERO } from "@quanlian/shared/domain";
import { itemOf, lowLevelCodes } from "./explode.rules";
import { type DemandGroup, groupKey, openSuppliesByKey } from "./net.rules";
import {
  type NewSupply,
  type Plan,
  type PlanInput,
  type PlannedDemand,
  type RecipeSubstitute,
  compareKeys,
  PlanError,
} from "./plan.types";
import { type PlanDays, planDays } from "./schedule.rules";

/** What one run knows and has found so far. */
export interface Run {
  readonly input: PlanInput;
  readonly days: PlanDays;
  readonly levels: ReadonlyMap<string, number>;
  /** By low-level code, then by item × warehouse. Grows downward as supplies are opened. */
  readonly groups: Map<string, DemandGroup>[];
  readonly openSupplies: ReturnType<typeof openSuppliesByKey>;
  readonly plan: Plan;
  readonly suppliesById: Map<string, NewSupply>;
  /** What may stand in for a component, by its demand. */
  readonly substitutes: Map<string, readonly RecipeSubstitute[]>;
  /** The demands pegged to each new supply, to which its due day matters. */
  readonly peggedTo: Map<string, PlannedDemand[]>;
}

export function startRun(input: PlanInput): Run {
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
    substitutes: new Map(),
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

export function newDemand(
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

export function addToGroup(run: Run, demand: PlannedDemand): void {
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
export function inOrder(groups: Iterable<DemandGroup>): DemandGroup[] {
  return [...groups].sort(
    (a, b) => compareKeys(a.item.id, b.item.id) || compareKeys(a.warehouseId, b.warehouseId),
  );
}
