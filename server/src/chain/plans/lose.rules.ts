import { min, ZERO, type Exact } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";

/** A supply of which so much will never come. */
export interface LostSupply {
  readonly id: Id;
  readonly open: Exact;
  readonly pegged: Exact;
  readonly lost: Exact;
}

export interface Loss {
  readonly supplies: { id: Id; open: Exact; pegged: Exact; free: Exact }[];
  readonly pegs: { id: Id; quantity: Exact }[];
  /** By demand, what nothing covers now. */
  readonly uncovered: ReadonlyMap<Id, Exact>;
}

/**
 * Something of supplies will never come. What nobody waits for is lost first; then who needs it last goes without: the first
 * need keeps what is left.
 *
 * @param pegs live pegs of these supplies, the first need first
 */
export function lose(
  supplies: readonly LostSupply[],
  pegs: readonly { id: Id; demandId: Id; supplyId: Id; quantity: Exact }[],
): Loss {
  const uncovered = new Map<Id, Exact>();
  const changed: { id: Id; quantity: Exact }[] = [];
  const after = supplies.map(({ id, open, pegged, lost }) => {
    const gone = min(lost, open);
    const free = open - pegged;
    let missing = gone > free ? gone - free : ZERO;
    const stillPegged = pegged - missing;
    for (const peg of pegs.filter((each) => each.supplyId === id).toReversed()) {
      const part = min(missing, peg.quantity);
      if (part === ZERO) continue;
      changed.push({ id: peg.id, quantity: peg.quantity - part });
      uncovered.set(peg.demandId, (uncovered.get(peg.demandId) ?? ZERO) + part);
      missing -= part;
    }
    const stillOpen = open - gone;
    return { id, open: stillOpen, pegged: stillPegged, free: stillOpen - stillPegged };
  });
  return { supplies: after, pegs: changed, uncovered };
}
