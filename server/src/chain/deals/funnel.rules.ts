import { dividedBy, exactFromInteger, toDecimalText } from "@quanlian/shared/domain";
import type { Stage } from "./pipeline";

export interface StageFigures {
  stage: Stage;
  /** Deals that have ever come to this stage or a later one: a stage that was skipped was passed. */
  reached: number;
  /** Which part of them came to a later one; null where nobody came, and for where the way ends. */
  conversion: string | null;
}

/**
 * From how many deals have each place as their furthest, how many came to each stage and which part went on. The stage that
 * is lost is no step of the way: it counts nobody.
 */
export function stageFigures(
  stages: readonly Stage[],
  furthest: ReadonlyMap<number, number>,
): StageFigures[] {
  const cameTo = (position: number) =>
    [...furthest].reduce((sum, [at, count]) => (at >= position ? sum + count : sum), 0);
  return stages.map((stage) => {
    if (stage.kind === "lost") return { stage, reached: 0, conversion: null };
    const reached = cameTo(stage.position);
    const on = stage.kind === "won" ? null : cameTo(stage.position + 1);
    return { stage, reached, conversion: on === null || reached === 0 ? null : part(on, reached) };
  });
}

const part = (of: number, all: number) =>
  toDecimalText(dividedBy(exactFromInteger(of), exactFromInteger(all)));
