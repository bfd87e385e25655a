import type { breakpointsContract, BreakpointView, InputOf } from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import { defineRowPolicy, rowAllowed, type Ctx } from "../../kernel/access";
import { arrowEvidence } from "./arrow-evidence";
import type { Evidence } from "./evidence";
import { judge, type Breakpoint } from "./judge.rules";
import { periodOf, type Period } from "./period";

/** The chain as a whole is for whoever sees every row of it. */
export const wholeChainPolicy = defineRowPolicy("chain", { owner: "none", department: "none" });

/** So many happenings of one arrow are looked at in one call. */
const MOST = 20_000;

type Looked = (typeof arrowEvidence)[number];

/**
 * Looks at the arrows one by one, each with one statement over base tables, and answers what is broken, newest first. A person
 * who sees only some rows is answered that nothing is: a count of others' rows would tell of them.
 */
export async function findBreakpoints(
  ctx: Ctx,
  { fact, kind, limit, ...asked }: InputOf<(typeof breakpointsContract)["breakpoints.find"]>,
) {
  const period = periodOf(ctx, asked);
  const allowed = rowAllowed(ctx.actor, wholeChainPolicy, "breakpoints.find", {});
  const looked = arrowEvidence.filter((each) => allowed && (!fact || each.fact === fact));
  const judged = [];
  for (const each of looked) judged.push(await judgeArrow(ctx, each, period));
  const found = judged
    .flatMap(({ breakpoints }) => breakpoints)
    .filter((each) => !kind || each.kind === kind)
    .sort((a, b) => b.happenedAt.getTime() - a.happenedAt.getTime());
  return {
    asOf: ctx.now.toISOString(),
    arrows: judged.map((each) => presentArrow(ctx, each)),
    foundCount: found.length,
    rows: found.slice(0, limit).map((each) => presentBreakpoint(ctx, each)),
  };
}

interface Judged {
  looked: Looked;
  checkedCount: number;
  truncated: boolean;
  breakpoints: Breakpoint[];
}

async function judgeArrow(ctx: Ctx, looked: Looked, { since, until }: Period): Promise<Judged> {
  const rows = await ctx.rows<Evidence>(looked.sql, { since, until, atMost: MOST + 1 });
  const checked = rows.slice(0, MOST);
  const { arrow, once } = looked;
  return {
    looked,
    checkedCount: checked.length,
    truncated: rows.length > MOST,
    breakpoints: judge(arrow, checked, { once, now: ctx.now }),
  };
}

function presentArrow(ctx: Ctx, { looked, checkedCount, truncated, breakpoints }: Judged) {
  const { fact, from, to, owner, withinHours } = looked.arrow;
  return {
    ...{ fact, from, to, owner, withinHours, checkedCount, truncated },
    title: translate(ctx.language, `arrow.fact.${fact}`),
    breakpointCount: breakpoints.length,
  };
}

/** A longer limit waits for a person; everything else is written with its fact. */
const waitsForPerson = ({ arrow }: Breakpoint) => arrow.withinHours > 1;

function presentBreakpoint(ctx: Ctx, each: Breakpoint): BreakpointView {
  const { arrow, kind, number } = each;
  const facts = {
    fact: translate(ctx.language, `arrow.fact.${arrow.fact}`),
    event: translate(ctx.language, `arrow.event.${arrow.expects}`),
    hours: arrow.withinHours,
    ...{ number, expected: each.expectedCount, found: each.foundCount },
    ...{ expectedValue: each.expected, foundValue: each.found },
  };
  const [cause, remedy] =
    kind === "missing" && waitsForPerson(each)
      ? (["breakpoint.missing.waiting", "breakpoint.missing.act"] as const)
      : ([`breakpoint.${kind}.cause`, `breakpoint.${kind}.remedy`] as const);
  return {
    ...{ fact: arrow.fact, kind, owner: arrow.owner, number },
    ...{ factId: each.factId, subjectId: each.subjectId, subjectType: subjectOf(arrow.fact) },
    happenedAt: each.happenedAt.toISOString(),
    arrivedAt: each.arrivedAt?.toISOString() ?? null,
    ...{ expectedCount: each.expectedCount, foundCount: each.foundCount },
    ...{ expected: each.expected, found: each.found },
    cause: translate(ctx.language, cause, facts),
    remedy: translate(ctx.language, remedy, facts),
  };
}

const subjectOf = (fact: string) => arrowEvidence.find((each) => each.fact === fact)!.subjectType;
