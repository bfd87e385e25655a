import { addDays, type Day } from "@quanlian/shared/domain";
import type { Id } from "../../kernel/ids";

/** A version in force or to come, as far as its days matter. */
export interface InForce {
  id: Id;
  version: number;
  effectiveFrom: Day;
  effectiveTo: Day | null;
}

/** A version that ends earlier than it would have. */
export interface Closed extends InForce {
  formerTo: Day | null;
}

/**
 * What becomes of an item's released versions when another takes force on a day: the one that covers the day ends the
 * day before. One that begins on the day or later stands in the way: two would be in force at once.
 */
export function makeRoom(
  released: readonly InForce[],
  from: Day,
): { inTheWay: InForce | null; closed: Closed[] } {
  const inTheWay = released.find((version) => version.effectiveFrom >= from) ?? null;
  const closed = released
    .filter(({ effectiveFrom, effectiveTo }) => effectiveFrom < from && covers(effectiveTo, from))
    .map((version) => ({
      ...version,
      formerTo: version.effectiveTo,
      effectiveTo: addDays(from, -1),
    }));
  return { inTheWay, closed };
}

const covers = (effectiveTo: Day | null, on: Day) => effectiveTo === null || effectiveTo >= on;

/** "The parent is made of the item, on these days", both inclusive. */
export interface Edge {
  parentId: Id;
  itemId: Id;
  effectiveFrom: Day;
  effectiveTo: Day | null;
}

/** Days on which a path through the structure holds. */
interface Span {
  from: Day;
  to: Day | null;
}

/**
 * Looks for a day on which an item would contain itself, if it were made of these components from a day on: the path of
 * items from it back to it, or null. Versions that are never in force together make no cycle.
 */
export function findCycle(
  itemId: Id,
  from: Day,
  componentIds: readonly Id[],
  edges: readonly Edge[],
): Id[] | null {
  const below = new Map<Id, Edge[]>();
  for (const edge of edges) {
    const known = below.get(edge.parentId);
    if (known) known.push(edge);
    else below.set(edge.parentId, [edge]);
  }
  const seen = new Set<string>();
  const walk = (at: Id, span: Span, path: readonly Id[]): Id[] | null => {
    if (at === itemId) return [...path, at];
    const key = `${at} ${span.from} ${span.to ?? ""}`;
    if (seen.has(key)) return null;
    seen.add(key);
    for (const edge of below.get(at) ?? []) {
      const shared = overlap(span, { from: edge.effectiveFrom, to: edge.effectiveTo });
      const cycle = shared && walk(edge.itemId, shared, [...path, at]);
      if (cycle) return cycle;
    }
    return null;
  };
  for (const componentId of componentIds) {
    const cycle = walk(componentId, { from, to: null }, [itemId]);
    if (cycle) return cycle;
  }
  return null;
}

function overlap(a: Span, b: Span): Span | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to;
  return to !== null && to < from ? null : { from, to };
}
