import { type Day, type Exact, min, ZERO } from "@quanlian/shared/domain";
import type { AmendedDemand, AmendedSupply, ChangeInput, ChangeSupply } from "./change.types";
import { itemOf } from "./explode.rules";
import { lotFor } from "./lot.rules";
import type { Advice } from "./plan-messages";
import type { Peg } from "./plan.types";

/**
 * What a person is told about firm supplies when the order that they serve has changed: that less of one is needed, or
 * nothing; that it is wanted earlier than it is due, or later. Others who wait for it have their say in the day.
 */
export function adviseOnChange(
  input: ChangeInput,
  supplies: readonly AmendedSupply[],
  demands: readonly AmendedDemand[],
  pegs: readonly Peg[],
): Advice[] {
  const peggedAfter = new Map(
    supplies.flatMap((each) => (each.change === "kept" ? [[each.id, each.pegged] as const] : [])),
  );
  const firstBefore = firstNeeds(input.demands, input.pegs, input.othersNeedOn);
  const neededAfter = [...input.demands, ...demands]; // what has changed comes last and counts
  const firstAfter = firstNeeds(neededAfter, pegs, input.othersNeedOn);
  return input.supplies
    .filter((supply) => supply.firm)
    .flatMap((supply) => {
      const after = peggedAfter.get(supply.id) ?? supply.pegged;
      return [
        ...quantityAdvice(input, supply, after),
        ...dayAdvice(supply, after, firstBefore.get(supply.id), firstAfter.get(supply.id)),
      ];
    });
}

/** By supply, the first day on which anybody needs it. */
function firstNeeds(
  demands: readonly { id: string; neededOn: Day }[],
  pegs: readonly Peg[],
  others: ReadonlyMap<string, Day>,
): Map<string, Day> {
  const neededOn = new Map(demands.map((demand) => [demand.id, demand.neededOn]));
  const first = new Map(others);
  for (const { demandId, supplyId, quantity } of pegs) {
    const day = neededOn.get(demandId);
    const known = first.get(supplyId);
    if (day && quantity > ZERO && (known === undefined || day < known)) first.set(supplyId, day);
  }
  return first;
}

function quantityAdvice(input: ChangeInput, supply: ChangeSupply, after: Exact): Advice[] {
  const { id: supplyId, itemId, open, pegged: before } = supply;
  if (after >= before) return [];
  if (after === ZERO) return [{ supplyId, itemId, kind: "cancel", quantity: open }];
  const quantity = min(open, lotOf(input, supply, before)) - min(open, lotOf(input, supply, after));
  return quantity > ZERO ? [{ supplyId, itemId, kind: "decrease", quantity }] : [];
}

function dayAdvice(
  { id: supplyId, itemId, dueOn }: ChangeSupply,
  quantity: Exact,
  before: Day | undefined,
  after: Day | undefined,
): Advice[] {
  if (quantity === ZERO || after === undefined || after === before) return [];
  if (dueOn > after) return [{ supplyId, itemId, kind: "expedite", quantity, wantedOn: after }];
  const isLater = before === undefined || after > before;
  if (dueOn < after && isLater)
    return [{ supplyId, itemId, kind: "defer", quantity, wantedOn: after }];
  return [];
}

function lotOf(input: ChangeInput, supply: ChangeSupply, needed: Exact): Exact {
  return supply.custom ? needed : lotFor(needed, itemOf(input.items, supply.itemId)).quantity;
}
