import { min, ZERO, type Day, type Exact } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";
import { availability } from "./date.rules";
import type { LivePeg } from "./receive.rules";

/** A demand that gets, or gives back, what it asked for. */
export interface ServedDemand {
  readonly id: Id;
  readonly quantity: Exact;
  readonly fulfilled: Exact;
  readonly reserved: Exact;
  readonly pegged: Exact;
  readonly uncovered: Exact;
}

/** A demand's figures afterwards; they add up as before. */
export interface DemandFigures {
  id: Id;
  fulfilled: Exact;
  reserved: Exact;
  pegged: Exact;
  uncovered: Exact;
  state: "open" | "fulfilled";
  availableOn: Day | null;
  criticalSupplyId: Id | null;
}

export interface Fulfilment {
  readonly demands: DemandFigures[];
  readonly pegs: { id: Id; quantity: Exact }[];
  /** By supply, how much less of it is pegged. */
  readonly unpegged: ReadonlyMap<Id, Exact>;
  /** By demand, what it got beyond what it asked for; only what is above zero. */
  readonly beyond: ReadonlyMap<Id, Exact>;
}

/**
 * Demands get goods. First goes what they hold, then what nothing covered, then what was to come, the latest first: goods that
 * are here stand in for goods that were expected. What goes beyond a demand is told and changes nothing of the plan.
 *
 * @param served quantity by demand, in base units
 * @param pegs all live pegs of these demands
 */
export function fulfil(
  demands: readonly ServedDemand[],
  served: ReadonlyMap<Id, Exact>,
  pegs: readonly LivePeg[],
  today: Day,
): Fulfilment {
  const left = new Map(pegs.map((peg) => [peg.id, peg.quantity]));
  const unpegged = new Map<Id, Exact>();
  const beyond = new Map<Id, Exact>();
  const figures = demands.map((demand) => {
    const wanted = served.get(demand.id) ?? ZERO;
    const taken = min(wanted, demand.reserved + demand.uncovered + demand.pegged);
    if (wanted > taken) beyond.set(demand.id, wanted - taken);
    const held = min(taken, demand.reserved);
    const bare = min(taken - held, demand.uncovered);
    const expected = taken - held - bare;
    giveUp(latestFirst(demand.id, pegs), expected, left, unpegged);
    const after = {
      id: demand.id,
      fulfilled: demand.fulfilled + taken,
      reserved: demand.reserved - held,
      uncovered: demand.uncovered - bare,
      pegged: demand.pegged - expected,
    };
    return { ...after, ...standing(demand, after, pegs, left, today) };
  });
  return { demands: figures, pegs: changed(pegs, left), unpegged, beyond };
}

/** Demands give goods back, which they hold from now on: they are asked for again, and here. */
export function unfulfil(
  demands: readonly ServedDemand[],
  returned: ReadonlyMap<Id, Exact>,
  pegs: readonly LivePeg[],
  today: Day,
): DemandFigures[] {
  const left = new Map(pegs.map((peg) => [peg.id, peg.quantity]));
  return demands.map((demand) => {
    const back = min(returned.get(demand.id) ?? ZERO, demand.fulfilled);
    const { id, pegged, uncovered } = demand;
    const fulfilled = demand.fulfilled - back;
    const after = { id, fulfilled, reserved: demand.reserved + back, pegged, uncovered };
    return { ...after, ...standing(demand, after, pegs, left, today) };
  });
}

/** Demands did not get what they seemed to have got: it is asked for again, and nothing covers it yet. */
export function reopen(
  demands: readonly ServedDemand[],
  missing: ReadonlyMap<Id, Exact>,
  pegs: readonly LivePeg[],
  today: Day,
): DemandFigures[] {
  const left = new Map(pegs.map((peg) => [peg.id, peg.quantity]));
  return demands.map((demand) => {
    const back = min(missing.get(demand.id) ?? ZERO, demand.fulfilled);
    const { id, reserved, pegged } = demand;
    const [fulfilled, uncovered] = [demand.fulfilled - back, demand.uncovered + back];
    const after = { id, fulfilled, reserved, pegged, uncovered };
    return { ...after, ...standing(demand, after, pegs, left, today) };
  });
}

function giveUp(
  pegs: readonly LivePeg[],
  quantity: Exact,
  left: Map<Id, Exact>,
  unpegged: Map<Id, Exact>,
): void {
  let rest = quantity;
  for (const { id, supplyId } of pegs) {
    const part = min(rest, left.get(id)!);
    if (part === ZERO) continue;
    left.set(id, left.get(id)! - part);
    unpegged.set(supplyId, (unpegged.get(supplyId) ?? ZERO) + part);
    rest -= part;
  }
}

const latestFirst = (demandId: Id, pegs: readonly LivePeg[]) =>
  pegs
    .filter((peg) => peg.demandId === demandId)
    .sort((a, b) => (a.dueOn === b.dueOn ? 0 : a.dueOn > b.dueOn ? -1 : 1));

function standing(
  { quantity }: ServedDemand,
  after: Pick<DemandFigures, "id" | "fulfilled" | "uncovered">,
  pegs: readonly LivePeg[],
  left: ReadonlyMap<Id, Exact>,
  today: Day,
): Pick<DemandFigures, "state" | "availableOn" | "criticalSupplyId"> {
  const covering = pegs
    .filter((peg) => peg.demandId === after.id && left.get(peg.id)! > ZERO)
    .map((peg) => ({ id: peg.supplyId, dueOn: peg.dueOn }));
  const state = after.fulfilled === quantity ? "fulfilled" : "open";
  return { state, ...availability(after, covering, today) };
}

const changed = (pegs: readonly LivePeg[], left: ReadonlyMap<Id, Exact>) =>
  pegs
    .filter((peg) => left.get(peg.id) !== peg.quantity)
    .map((peg) => ({ id: peg.id, quantity: left.get(peg.id)! }));
