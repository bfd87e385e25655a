import { exact, type Day, type Exact } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { lockItemStocks, placeKey } from "../../ledgers/inventory";
import { planningPlant } from "../../masters/plant";
import { moveDates, type DatedDemand, type DatedSupply } from "./date.rules";
import { DemandRow, SupplyRow } from "./plans.model";
import { planDays } from "./schedule.rules";
import { readUpward, type Upward } from "./read-upward";

/** What a buyer has ordered of a supply: so much, to come by a day. */
export interface OrderedSupply {
  supplyId: Id;
  quantity: Exact;
  dueOn: Day;
}

/** An order line after its plan has moved; its order keeps these figures. */
export interface MovedLine {
  lineId: Id;
  reserved: Exact;
  planned: Exact;
  availableOn: Day | null;
}

/** What a movement of supplies did further up. */
export interface PlanMovement {
  lines: MovedLine[];
  /** Planned work orders whose days have moved, for their documents. */
  workOrders: { id: Id; quantity: Exact; startOn: Day; dueOn: Day }[];
}

const ATTEMPTS = 5;

/**
 * A supply was ordered: from now on it is firm, in the quantity and for the day ordered, and whatever waits for it moves with
 * that day. More than is needed is free for whoever comes next; less than is pegged is the caller's fault.
 */
export const orderSupplies = (tx: Tx, ordered: readonly OrderedSupply[]): Promise<PlanMovement> =>
  moveSupplies(tx, ordered, (supply, { quantity }) => {
    assert(quantity >= exact(supply.pegged), "less is ordered than is promised to others");
    return { firm: true, quantity, open: quantity };
  });

/** An ordered supply comes on another day than expected: whatever waits for it moves. */
export const dateSupplies = (
  tx: Tx,
  dates: readonly { supplyId: Id; dueOn: Day }[],
): Promise<PlanMovement> =>
  moveSupplies(tx, dates, (supply) => ({
    firm: true,
    quantity: exact(supply.quantity),
    open: exact(supply.open),
  }));

/**
 * What was ordered is not any more: the supply is the plan's again, in the quantity and for the day that it was asked for
 * before. At least what others were promised of it stays.
 */
export const reopenSupplies = (tx: Tx, reopened: readonly OrderedSupply[]): Promise<PlanMovement> =>
  moveSupplies(tx, reopened, (supply, { quantity }) => {
    const pegged = exact(supply.pegged);
    const asked = quantity < pegged ? pegged : quantity;
    return { firm: false, quantity: asked, open: asked };
  });

/** Days above some supplies follow them as they are: nothing of the supplies themselves moves. */
export async function settleAbove(tx: Tx, supplyIds: readonly Id[]): Promise<PlanMovement> {
  if (supplyIds.length === 0) return { lines: [], workOrders: [] };
  const plant = await planningPlant(tx);
  const graph = await lockUpward(tx, supplyIds);
  const moved = moveDates(graph, supplyIds, planDays(plant.calendar, tx.today));
  await writeDates(tx, moved.supplies, moved.demands);
  return movementOf(graph, moved.supplies, moved.demands);
}

interface Figures {
  firm: boolean;
  quantity: Exact;
  open: Exact;
}

async function moveSupplies<T extends { supplyId: Id; dueOn: Day }>(
  tx: Tx,
  wanted: readonly T[],
  figuresOf: (
    supply: Upward["supplies"] extends Map<Id, infer S> ? S : never,
    wanted: T,
  ) => Figures,
): Promise<PlanMovement> {
  if (wanted.length === 0) return { lines: [], workOrders: [] };
  const plant = await planningPlant(tx);
  const ids = wanted.map(({ supplyId }) => supplyId);
  const graph = await lockUpward(tx, ids);
  const ordered = wanted.map((each) => {
    const supply = graph.supplies.get(each.supplyId);
    assert(supply, "a supply that is not there is ordered");
    const { firm, quantity, open } = figuresOf(supply, each);
    supply.dueOn = each.dueOn;
    const pegged = exact(supply.pegged);
    return { id: supply.id, firm, quantity, openQuantity: open, freeQuantity: open - pegged };
  });
  await updateRows(tx, SupplyRow, ["firm", "quantity", "openQuantity", "freeQuantity"], ordered);
  const moved = moveDates(graph, ids, planDays(plant.calendar, tx.today));
  await writeDates(tx, moved.supplies, moved.demands);
  return movementOf(graph, moved.supplies, moved.demands);
}

/** Locks all that moves with some supplies, for several movements that follow one another. */
export const lockSupplies = async (tx: Tx, supplyIds: readonly Id[]): Promise<void> =>
  supplyIds.length === 0 ? undefined : void (await lockUpward(tx, supplyIds));

/** Locks every item that what hangs above some supplies touches, and reads it under these locks. */
export async function lockUpward(tx: Tx, supplyIds: readonly Id[]): Promise<Upward> {
  let seen = await readUpward(tx, supplyIds);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const locked = await lockItemStocks(tx, seen.places);
    const graph = await readUpward(tx, supplyIds);
    if (graph.places.every((place) => locked.has(placeKey(place)))) return graph;
    seen = graph;
  }
  throw new Error("The plan kept growing while its days were being moved");
}

async function writeDates(
  tx: Tx,
  supplies: readonly DatedSupply[],
  demands: readonly DatedDemand[],
): Promise<void> {
  await updateRows(
    tx,
    SupplyRow,
    ["readyOn", "startOn", "dueOn", "criticalDemandId"],
    supplies.map(({ id, readyOn, startOn, dueOn, criticalDemandId }) => ({
      ...{ id, readyOn, startOn, dueOn, criticalDemandId },
    })),
  );
  await updateRows(
    tx,
    DemandRow,
    ["availableOn", "criticalSupplyId"],
    demands.map(({ id, availableOn, criticalSupplyId }) => ({
      ...{ id, availableOn, criticalSupplyId },
    })),
  );
}

function movementOf(
  graph: Upward,
  supplies: readonly DatedSupply[],
  demands: readonly DatedDemand[],
): PlanMovement {
  return {
    lines: demands.flatMap(({ id, availableOn }) => {
      const { sourceType, sourceId, reserved, pegged } = graph.demands.get(id)!;
      if (sourceType !== "order_line") return [];
      return [{ lineId: sourceId, reserved: exact(reserved), planned: exact(pegged), availableOn }];
    }),
    workOrders: supplies.flatMap(({ id, kind, firm, startOn, dueOn }) =>
      kind === "make" && !firm
        ? [{ id, quantity: exact(graph.supplies.get(id)!.quantity), startOn, dueOn }]
        : [],
    ),
  };
}
