import type { PortalStatement, StatementView } from "@quanlian/shared/contract";
import { cents, exact, toDecimalText, toYuanText, type Cents } from "@quanlian/shared/domain";
import { translate } from "@quanlian/shared/locale";
import { may, rowAllowed, type Ctx } from "../../kernel/access";
import type { Id } from "../../kernel/ids";
import { statementPolicy } from "./statement.policy";
import {
  readResiduals,
  readStatement,
  readStatementLines,
  readTheirLines,
  type ResidualRow,
  type StatementHead,
} from "./statement.queries";
import { statementStates, type StatementState } from "./statement.states";

/** One statement as staff see it: five statements of SQL. */
export async function findStatement(
  ctx: Ctx,
  permission: string,
  statementId: Id,
): Promise<StatementView> {
  const head = await readStatement(ctx, permission, statementId);
  const name = await ctx.row<{ name: string }>(
    "SELECT p.name FROM parties p WHERE p.tenant_id = :tenant AND p.id = :partyId",
    { partyId: head.partyId },
  );
  return {
    ...(await wholeOf(ctx, head)),
    ...{ revision: head.revision, partyId: head.partyId, partyName: name?.name ?? "" },
    ...{ ownerId: head.ownerId, departmentId: head.departmentId },
    withdrawReason: head.withdrawReason ?? "",
    actions: actionsFor(ctx, head),
  };
}

/** The same for the party: nothing of whose it is here. */
export async function findOwnStatement(ctx: Ctx, statementId: Id): Promise<PortalStatement> {
  const head = await readStatement(ctx, "portal.statements.show", statementId);
  const company = await ctx.row<{ name: string }>(
    "SELECT t.name FROM tenants t WHERE t.id = :tenant",
    {},
  );
  const actions = ownActions.filter(([, when]) => when(head)).map(([action]) => action);
  return { ...(await wholeOf(ctx, head)), companyName: company?.name ?? "", actions };
}

const at = (instant: Date | null) => instant?.toISOString() ?? null;
const signature = (name: string | null, signedAt: Date | null) =>
  name === null || signedAt === null ? null : { name, at: signedAt.toISOString() };

export const headOf = (head: StatementHead) => ({
  ...{ id: head.id, number: head.number, state: head.state, side: head.side },
  ...{ beginsOn: head.beginsOn, endsOn: head.endsOn, openingCents: head.openingCents },
  ...{ chargesCents: head.chargesCents, movementsCents: head.movementsCents },
  ...{ closingCents: head.closingCents, theirClosingCents: head.theirClosingCents },
  gapCents: gapOf(head),
  ...{ sentAt: at(head.sentAt), answeredAt: at(head.answeredAt), hash: head.hash },
  ourSignature: signature(head.ourSigner, head.ourSignedAt),
  theirSignature: signature(head.theirSigner, head.theirSignedAt),
});

const gapOf = ({ closingCents, theirClosingCents }: StatementHead): Cents | null =>
  theirClosingCents === null ? null : cents(theirClosingCents - closingCents);

const plain = (decimal: string | null) => (decimal === null ? null : toDecimalText(exact(decimal)));

async function wholeOf(ctx: Ctx, head: StatementHead) {
  const lines = await readStatementLines(ctx, head.id);
  const theirs = await readTheirLines(ctx, head.id);
  const residuals = await readResiduals(ctx, head.id);
  return {
    ...headOf(head),
    note: head.note ?? "",
    lines: lines.map((line) => ({
      ...{ ...line, quantity: plain(line.quantity), unitPrice: plain(line.unitPrice) },
      taxRate: plain(line.taxRate),
    })),
    theirLines: theirs.map((line) => ({
      ...{ ...line, quantity: plain(line.quantity), unitPrice: plain(line.unitPrice) },
    })),
    residuals: residuals.map((row) => residualOf(ctx, row)),
  };
}

type Residual = StatementView["residuals"][number];

/** A difference with its sentence: figures in 分 are read as 元. */
function residualOf(ctx: Ctx, { why, ...row }: ResidualRow): Residual {
  const evidence = JSON.parse(row.evidence) as Residual["evidence"];
  const facts = Object.fromEntries(
    Object.entries({ ...evidence, difference: row.differenceCents }).map(([name, value]) => [
      name,
      typeof value === "number" ? toYuanText(cents(value)) : (value ?? ""),
    ]),
  );
  return {
    ...(row as Omit<Residual, "evidence" | "because">),
    evidence,
    because: translate(ctx.language, `residual.${why}`, facts),
  };
}

const isAnswerable = (state: StatementState) => statementStates.allows(state, "confirm");

/** Each action of ours and the states in which it makes sense. */
const offered: readonly [action: string, when: (head: StatementHead) => boolean][] = [
  ["statements.send", ({ state }) => statementStates.allows(state, "send")],
  ["statements.recordFigures", ({ state }) => isAnswerable(state)],
  ["statements.recordConfirmation", ({ state }) => isAnswerable(state)],
  ["statements.sign", ({ state, ourSigner }) => state === "confirmed" && ourSigner === null],
  ["statements.withdraw", ({ state }) => statementStates.allows(state, "withdraw")],
];

const ownActions: typeof offered = [
  ["portal.statements.confirm", ({ state }) => isAnswerable(state)],
  ["portal.statements.dispute", ({ state }) => isAnswerable(state)],
  [
    "portal.statements.sign",
    ({ state, theirSigner }) => state === "confirmed" && theirSigner === null,
  ],
];

const actionsFor = (ctx: Ctx, head: StatementHead): string[] =>
  offered
    .filter(([action, when]) => when(head) && may(ctx.actor, action))
    .filter(([action]) => rowAllowed(ctx.actor, statementPolicy, action, head))
    .map(([action]) => action);
