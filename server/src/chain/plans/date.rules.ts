import type { Day, Exact } from "@quanlian/shared/domain";
import { ZERO } from "@quanlian/shared/domain";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { datesOf, laterOf, type PlanDays } from "./schedule.rules";

/** A supply as its dates are moved: what it waits for and what waits for it is told by pegs and demands. */
export interface DatedSupply {
  readonly id: Id;
  readonly kind: "make" | "buy" | "phantom";
  readonly firm: boolean;
  readonly neededOn: Day;
  readonly fixedDays: number;
  readonly routingDays: number;
  readyOn: Day;
  startOn: Day;
  dueOn: Day;
  criticalDemandId: Id | null;
}

export interface DatedDemand {
  readonly id: Id;
  /** The supply that needs it; null for what customers want. */
  readonly parentSupplyId: Id | null;
  readonly uncovered: Exact;
  availableOn: Day | null;
  criticalSupplyId: Id | null;
}

/** What hangs above some supplies, up to what customers want, with all that it waits for. */
export interface UpwardGraph {
  readonly supplies: ReadonlyMap<Id, DatedSupply>;
  readonly demands: ReadonlyMap<Id, DatedDemand>;
  readonly pegs: readonly { demandId: Id; supplyId: Id }[];
}

/** The supplies and demands whose days came out otherwise than they were. */
export interface MovedDates {
  supplies: DatedSupply[];
  demands: DatedDemand[];
}

/**
 * Moves days upward after supplies were given other due days: a demand is there with the last of what covers it, a supply is
 * ready with the last of its components and due by its lead time after that. What is firm keeps its own days as a plan, and is
 * only ever due later than it said. Each supply is visited once all below it are settled; a plan has no circles.
 */
export function moveDates(graph: UpwardGraph, changed: readonly Id[], days: PlanDays): MovedDates {
  const links = linksOf(graph);
  const moved = { supplies: new Map<Id, DatedSupply>(), demands: new Map<Id, DatedDemand>() };
  for (const supplyId of inOrder(graph, links, changed)) {
    const supply = graph.supplies.get(supplyId)!;
    if (!changed.includes(supplyId) && !redate(supply, links, days)) continue;
    moved.supplies.set(supplyId, supply);
    for (const demand of links.waiting.get(supplyId) ?? []) {
      if (settle(demand, links, days.today)) moved.demands.set(demand.id, demand);
    }
  }
  return { supplies: [...moved.supplies.values()], demands: [...moved.demands.values()] };
}

interface Links {
  /** Demands that a supply covers. */
  waiting: Map<Id, DatedDemand[]>;
  /** Supplies that cover a demand. */
  covering: Map<Id, DatedSupply[]>;
  /** Components of a supply. */
  components: Map<Id, DatedDemand[]>;
}

function linksOf({ supplies, demands, pegs }: UpwardGraph): Links {
  const links: Links = { waiting: new Map(), covering: new Map(), components: new Map() };
  const add = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
    const known = map.get(key);
    if (known) known.push(value);
    else map.set(key, [value]);
  };
  for (const { demandId, supplyId } of pegs) {
    const demand = demands.get(demandId);
    const supply = supplies.get(supplyId);
    if (!demand || !supply) continue;
    add(links.waiting, supplyId, demand);
    add(links.covering, demandId, supply);
  }
  for (const demand of demands.values()) {
    if (demand.parentSupplyId !== null) add(links.components, demand.parentSupplyId, demand);
  }
  return links;
}

/** Supplies within reach of the changed ones, each after everything below it. */
function inOrder(graph: UpwardGraph, links: Links, changed: readonly Id[]): Id[] {
  const done = new Set<Id>();
  const open = new Set<Id>();
  const order: Id[] = [];
  const visit = (supplyId: Id): void => {
    if (done.has(supplyId) || !graph.supplies.has(supplyId)) return;
    assert(!open.has(supplyId), "a plan that waits for itself");
    open.add(supplyId);
    for (const { parentSupplyId } of links.waiting.get(supplyId) ?? [])
      if (parentSupplyId !== null) visit(parentSupplyId);
    open.delete(supplyId);
    done.add(supplyId);
    order.push(supplyId);
  };
  for (const supplyId of changed) visit(supplyId);
  return order.reverse();
}

/** Whether a supply's days moved because its components' did. */
function redate(supply: DatedSupply, { components }: Links, days: PlanDays): boolean {
  let readyOn = days.today;
  let criticalDemandId: Id | null = null;
  for (const component of components.get(supply.id) ?? []) {
    if (component.availableOn === null || component.availableOn <= readyOn) continue;
    readyOn = component.availableOn;
    criticalDemandId = component.id;
  }
  const { fixedDays, routingDays, neededOn } = supply;
  const dates = datesOf(days, { neededOn, readyOn, leadDays: { fixedDays, routingDays } });
  const dueOn = supply.firm ? laterOf(supply.dueOn, dates.dueOn) : dates.dueOn;
  const startOn = supply.firm ? supply.startOn : dates.startOn;
  const isSame = readyOn === supply.readyOn && dueOn === supply.dueOn && startOn === supply.startOn;
  if (isSame) return false;
  Object.assign(supply, { readyOn, startOn, dueOn, criticalDemandId });
  return true;
}

/** Whether a demand is there on another day than before. */
function settle(demand: DatedDemand, { covering }: Links, today: Day): boolean {
  const { availableOn, criticalSupplyId } = availability(demand, covering.get(demand.id), today);
  if (availableOn === demand.availableOn && criticalSupplyId === demand.criticalSupplyId)
    return false;
  Object.assign(demand, { availableOn, criticalSupplyId });
  return true;
}

/** When all of a demand is there: with the last of what covers it, today at the earliest, never while some is uncovered. */
export function availability(
  { uncovered }: Pick<DatedDemand, "uncovered">,
  covering: readonly { id: Id; dueOn: Day }[] = [],
  today: Day,
): { availableOn: Day | null; criticalSupplyId: Id | null } {
  if (uncovered > ZERO) return { availableOn: null, criticalSupplyId: null };
  let latest: { on: Day; supplyId: Id | null } = { on: today, supplyId: null };
  for (const { id, dueOn } of covering) if (dueOn > latest.on) latest = { on: dueOn, supplyId: id };
  return { availableOn: latest.on, criticalSupplyId: latest.supplyId };
}
