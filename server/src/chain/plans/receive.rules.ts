import { min, ZERO, type Day, type Exact } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";
import { availability } from "./date.rules";

/** A supply of which goods have come. */
export interface ReceivedSupply {
  readonly id: Id;
  readonly open: Exact;
  readonly pegged: Exact;
}

/** A demand that waits for it, the first need first. */
export interface WaitingDemand {
  readonly id: Id;
  readonly reserved: Exact;
  readonly pegged: Exact;
  readonly uncovered: Exact;
}

export interface LivePeg {
  readonly id: Id;
  readonly demandId: Id;
  readonly supplyId: Id;
  readonly quantity: Exact;
  /** Of the supply pegged: when the rest is due. */
  readonly dueOn: Day;
}

export interface Receipt {
  readonly supplies: {
    id: Id;
    open: Exact;
    pegged: Exact;
    free: Exact;
    state: "open" | "received";
  }[];
  readonly demands: {
    id: Id;
    reserved: Exact;
    pegged: Exact;
    availableOn: Day | null;
    criticalSupplyId: Id | null;
  }[];
  readonly pegs: { id: Id; quantity: Exact }[];
}

/**
 * Goods of supplies are in stock. Of each, what was pegged becomes a reservation, the first need first; what is beyond the pegs
 * is free stock, and what is beyond the supply was never promised to anybody.
 *
 * @param received quantity by supply, in base units
 * @param demands in the order in which they are to be served
 * @param pegs all live pegs of these demands, those of other supplies too: they say when the rest comes
 */
export function receiveInto(
  supplies: readonly ReceivedSupply[],
  received: ReadonlyMap<Id, Exact>,
  demands: readonly WaitingDemand[],
  pegs: readonly LivePeg[],
  today: Day,
): Receipt {
  const left = new Map(pegs.map((peg) => [peg.id, peg.quantity]));
  const rank = new Map(demands.map((demand, at) => [demand.id, at]));
  const gained = new Map<Id, Exact>();
  const receipts = supplies.map(({ id, open, pegged }) => {
    const comes = min(received.get(id) ?? ZERO, open);
    let serving = min(comes, pegged);
    const own = pegs
      .filter((peg) => peg.supplyId === id)
      .sort((a, b) => (rank.get(a.demandId) ?? 0) - (rank.get(b.demandId) ?? 0));
    const before = serving;
    for (const peg of own) {
      if (serving === ZERO) break;
      const part = min(serving, peg.quantity);
      left.set(peg.id, peg.quantity - part);
      gained.set(peg.demandId, (gained.get(peg.demandId) ?? ZERO) + part);
      serving -= part;
    }
    const stillPegged = pegged - (before - serving);
    const stillOpen = open - comes;
    const state = stillOpen === ZERO ? ("received" as const) : ("open" as const);
    return { id, open: stillOpen, pegged: stillPegged, free: stillOpen - stillPegged, state };
  });
  return {
    supplies: receipts,
    demands: demands
      .filter((demand) => gained.has(demand.id))
      .map((demand) => ({
        id: demand.id,
        reserved: demand.reserved + gained.get(demand.id)!,
        pegged: demand.pegged - gained.get(demand.id)!,
        ...availability(demand, restOf(demand.id, pegs, left), today),
      })),
    pegs: pegs
      .filter((peg) => left.get(peg.id) !== peg.quantity)
      .map((peg) => ({ id: peg.id, quantity: left.get(peg.id)! })),
  };
}

/** What still covers a demand, with its due days. */
const restOf = (demandId: Id, pegs: readonly LivePeg[], left: ReadonlyMap<Id, Exact>) =>
  pegs
    .filter((peg) => peg.demandId === demandId && left.get(peg.id)! > ZERO)
    .map((peg) => ({ id: peg.supplyId, dueOn: peg.dueOn }));
