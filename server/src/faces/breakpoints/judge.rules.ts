import type { BreakpointKind } from "@quanlian/shared/contract";
import { exact, type Arrow } from "@quanlian/shared/domain";
import type { Evidence } from "./evidence";

/** Something wrong with an arrow: it did not arrive, arrived too late, twice, or with another quantity or amount. */
export interface Breakpoint extends Evidence {
  arrow: Arrow;
  kind: BreakpointKind;
}

const HOUR_MS = 3_600_000;

/**
 * Judges the happenings of one arrow. A missing event counts only after its time limit, and then nothing else is asked of it;
 * one that is there is asked for its number, its quantity or amount, and its time. `once`: of several facts about one document
 * the first is the real one.
 */
export function judge(
  arrow: Arrow,
  evidence: readonly Evidence[],
  options: { once: boolean; now: Date },
): Breakpoint[] {
  const seen = new Set<string>();
  return evidence.flatMap((each): Breakpoint[] => {
    const isDouble = options.once && seen.has(each.subjectId);
    seen.add(each.subjectId);
    if (isDouble) return [{ ...each, arrow, kind: "duplicated" }];
    return kindsOf(arrow, each, options.now).map((kind) => ({ ...each, arrow, kind }));
  });
}

function kindsOf(arrow: Arrow, each: Evidence, now: Date): BreakpointKind[] {
  const limit = each.happenedAt.getTime() + arrow.withinHours * HOUR_MS;
  if (each.foundCount < each.expectedCount) return now.getTime() > limit ? ["missing"] : [];
  if (each.foundCount > each.expectedCount) return ["duplicated"];
  const kinds: BreakpointKind[] = [];
  if (isConserved(arrow, each) === false) kinds.push("not_conserved");
  if (each.arrivedAt !== null && each.arrivedAt.getTime() > limit) kinds.push("late");
  return kinds;
}

function isConserved({ conserves }: Arrow, { expected, found }: Evidence): boolean | null {
  if (conserves === null || expected === null || found === null) return null;
  return exact(expected) === exact(found);
}
