import type { Deal } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { may, rowAllowed, type Ctx } from "../../kernel/access";
import { dealPolicy } from "./deal.policy";
import type { DealHeader, DealRecord } from "./deal.queries";
import { dealStates, type DealState } from "./deal.states";

const plain = (decimal: string) => toDecimalText(exact(decimal));

/** A deal as the contract shows it, with what this actor may do with it now. */
export function presentDeal(ctx: Ctx, { header, lines, moves }: DealRecord): Deal {
  return {
    ...header,
    probability: plain(header.probability),
    stageSince: header.stageSince!.toISOString(),
    closedAt: header.closedAt?.toISOString() ?? null,
    createdAt: header.createdAt!.toISOString(),
    lines: lines.map((line) => ({ ...line, quantity: plain(line.quantity) })),
    moves: moves.map(({ movedAt, ...move }) => ({ ...move, movedAt: movedAt.toISOString() })),
    actions: actionsFor(ctx, header),
  };
}

/** Each action and the states in which it makes sense. */
const offered: readonly [action: string, when: (state: DealState) => boolean][] = [
  ["deals.update", (state) => state === "open"],
  ["deals.move", (state) => dealStates.allows(state, "move")],
  ["deals.win", (state) => dealStates.allows(state, "win")],
  ["deals.lose", (state) => dealStates.allows(state, "lose")],
  ["deals.reopen", (state) => dealStates.allows(state, "reopen")],
];

const actionsFor = (ctx: Ctx, header: DealHeader): string[] =>
  offered
    .filter(([action, when]) => when(header.state) && may(ctx.actor, action))
    .filter(([action]) => rowAllowed(ctx.actor, dealPolicy, action, header))
    .map(([action]) => action);
