import type { ChargeSide, StatementLineKind } from "@quanlian/shared/contract";
import type { Cents, Day } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { statementPolicy } from "./statement.policy";
import type { StatementState } from "./statement.states";

export interface StatementHead {
  id: Id;
  number: string;
  state: StatementState;
  revision: number;
  partyId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  side: ChargeSide;
  beginsOn: Day;
  endsOn: Day;
  openingCents: Cents;
  chargesCents: Cents;
  movementsCents: Cents;
  closingCents: Cents;
  theirClosingCents: Cents | null;
  note: string | null;
  theirNote: string | null;
  hash: string | null;
  sentAt: Date | null;
  answeredAt: Date | null;
  ourSigner: string | null;
  ourSignedAt: Date | null;
  theirSigner: string | null;
  theirSignedAt: Date | null;
  withdrawReason: string | null;
}

export interface StatementLineRow {
  id: Id;
  lineNo: number;
  kind: StatementLineKind;
  documentNumber: string;
  datedOn: Day;
  description: string;
  unit: string;
  quantity: string | null;
  unitPrice: string | null;
  taxRate: string | null;
  amountCents: Cents;
  theirLineNo: number | null;
}

export interface TheirLineRow {
  lineNo: number;
  documentNumber: string;
  datedOn: Day | null;
  description: string;
  quantity: string | null;
  unitPrice: string | null;
  amountCents: Cents;
}

export interface ResidualRow {
  class: string;
  why: string;
  ourLineNo: number | null;
  theirLineNo: number | null;
  differenceCents: Cents;
  evidence: string;
  proposal: string;
}

export const HEAD_COLUMNS = `s.id, s.number, s.state, s.revision, s.party_id AS partyId, s.owner_id AS ownerId,
  s.department_id AS departmentId, s.side, s.begins_on AS beginsOn, s.ends_on AS endsOn, s.opening_cents AS openingCents,
  s.charges_cents AS chargesCents, s.movements_cents AS movementsCents, s.closing_cents AS closingCents,
  s.their_closing_cents AS theirClosingCents, s.note, s.their_note AS theirNote, s.hash, s.sent_at AS sentAt,
  s.answered_at AS answeredAt, s.our_signer AS ourSigner, s.our_signed_at AS ourSignedAt, s.their_signer AS theirSigner,
  s.their_signed_at AS theirSignedAt, s.withdraw_reason AS withdrawReason`;

/**
 * A party sees what was sent to it, on the side that it acts on: a company that is customer and supplier at once keeps two
 * accounts with us. Staff see what their rule lets them see.
 */
export function ownStatements(ctx: Ctx, permission: string): string {
  const sent = "s.party_id = :party AND s.sent_at IS NOT NULL AND s.state <> 'withdrawn'";
  if (ctx.actor.kind === "customer") return `${sent} AND s.side = 'receivable'`;
  if (ctx.actor.kind === "supplier") return `${sent} AND s.side = 'payable'`;
  return rowPredicate(ctx.actor, statementPolicy, permission, "s");
}

export async function readStatement(
  ctx: Ctx,
  permission: string,
  statementId: Id,
): Promise<StatementHead> {
  const head = await ctx.row<StatementHead>(
    `SELECT ${HEAD_COLUMNS} FROM statements s
     WHERE s.tenant_id = :tenant AND s.id = :statementId AND ${ownStatements(ctx, permission)}`,
    { statementId },
  );
  return head ?? refuseNotFound("statement");
}

/** Whether rows are read as a party's own; the books read them whole, whoever acts. */
const isParty = ({ scope }: Ctx) => scope.kind === "tenant" && scope.party !== null;
const ownRows = (ctx: Ctx, alias: string) =>
  isParty(ctx) ? `${alias}.party_id = :party` : "1 = 1";

/** The lines of a statement that was found within the actor's rule before. */
export const readStatementLines = (ctx: Ctx, statementId: Id): Promise<StatementLineRow[]> =>
  ctx.rows<StatementLineRow>(
    `SELECT l.id, l.line_no AS lineNo, l.kind, l.document_number AS documentNumber, l.dated_on AS datedOn, l.description,
       l.unit_name AS unit, l.quantity, l.unit_price AS unitPrice, l.tax_rate AS taxRate, l.amount_cents AS amountCents,
       l.their_line_no AS theirLineNo
     FROM statement_lines l
     WHERE l.tenant_id = :tenant AND l.statement_id = :statementId AND ${ownRows(ctx, "l")} ORDER BY l.line_no`,
    { statementId },
  );

export const readTheirLines = (ctx: Ctx, statementId: Id): Promise<TheirLineRow[]> =>
  ctx.rows<TheirLineRow>(
    `SELECT t.line_no AS lineNo, t.document_number AS documentNumber, t.dated_on AS datedOn, t.description, t.quantity,
       t.unit_price AS unitPrice, t.amount_cents AS amountCents
     FROM statement_their_lines t
     WHERE t.tenant_id = :tenant AND t.statement_id = :statementId AND ${ownRows(ctx, "t")} ORDER BY t.line_no`,
    { statementId },
  );

export const readResiduals = (ctx: Ctx, statementId: Id): Promise<ResidualRow[]> =>
  ctx.rows<ResidualRow>(
    `SELECT r.class, r.why, r.our_line_no AS ourLineNo, r.their_line_no AS theirLineNo,
       r.difference_cents AS differenceCents, r.evidence, r.proposal
     FROM statement_residuals r
     WHERE r.tenant_id = :tenant AND r.statement_id = :statementId AND ${ownRows(ctx, "r")} ORDER BY r.line_no`,
    { statementId },
  );
