import type { Day } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";

export type AbcClass = "A" | "B" | "C";

/** What an item moved in a year, and when it was last counted. */
export interface CycleItem {
  itemId: Id;
  movedCents: number;
  lastCountedOn: Day | null;
}

/** A holds the items that make the first 80 % of what moved, B those up to 95 %, C the rest and whatever did not move. */
const SHARE_OF_A = 0.8;
const SHARE_OF_B = 0.95;

/** Classes by what moved in a year (ABC, by Pareto's rule), the most moved first. */
export function classify(items: readonly CycleItem[]): Map<Id, AbcClass> {
  const total = items.reduce((sum, item) => sum + item.movedCents, 0);
  const sorted = [...items].sort((a, b) => b.movedCents - a.movedCents);
  let before = 0;
  return new Map(
    sorted.map(({ itemId, movedCents }) => {
      const classOf = classAt(before, movedCents, total);
      before += movedCents;
      return [itemId, classOf];
    }),
  );
}

function classAt(before: number, moved: number, total: number): AbcClass {
  if (moved <= 0) return "C";
  if (before < total * SHARE_OF_A) return "A";
  return before < total * SHARE_OF_B ? "B" : "C";
}

/** Whose turn it is: of the classes wanted, not counted since the day, those never counted or longest ago first. */
export function whoseTurn(
  items: readonly CycleItem[],
  wanted: { classes?: readonly AbcClass[]; notCountedSince?: string; most: number },
): Id[] {
  const classes = classify(items);
  const since = wanted.notCountedSince;
  return items
    .filter(({ itemId }) => !wanted.classes || wanted.classes.includes(classes.get(itemId)!))
    .filter(({ lastCountedOn }) => !since || lastCountedOn === null || lastCountedOn < since)
    .sort((a, b) => ((a.lastCountedOn ?? "") < (b.lastCountedOn ?? "") ? -1 : 1))
    .slice(0, wanted.most)
    .map(({ itemId }) => itemId);
}
