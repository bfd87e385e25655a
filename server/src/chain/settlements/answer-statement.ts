import type {
  InputOf,
  portalStatementsContract,
  statementsContract,
} from "@quanlian/shared/contract";
import { cents, exact, type Cents, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRows, transact, updateRows, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { loadOwn } from "./load-own-statement";
import { matchLines } from "./match.rules";
import type { LineElsewhere, Residual } from "./match.types";
import { onStatement, saveMoved } from "./move-statement";
import { statementConfirmed } from "./statement.events";
import { Statement, StatementLine, StatementResidual, StatementTheirLine } from "./statement.model";
import { findOwnStatement } from "./statement.present";
import { readStatementLines, type StatementLineRow } from "./statement.queries";
import { statementStates } from "./statement.states";

type Figures = Pick<
  InputOf<(typeof statementsContract)["statements.recordFigures"]>,
  "closingCents" | "note" | "lines"
>;

/** Writes down the party's figures, by telephone or from its own paper. */
export const recordFigures = (
  ctx: Ctx,
  {
    closingCents,
    note,
    lines,
    ...input
  }: InputOf<(typeof statementsContract)["statements.recordFigures"]>,
) =>
  onStatement(ctx, "statements.recordFigures", input, (tx, statement) =>
    compare(tx, statement, { closingCents, note, lines }),
  );

/** Writes down that the party agrees. */
export const recordConfirmation = (
  ctx: Ctx,
  { note, ...input }: InputOf<(typeof statementsContract)["statements.recordConfirmation"]>,
) =>
  onStatement(ctx, "statements.recordConfirmation", input, (tx, statement) =>
    confirm(tx, statement, note),
  );

/** The party gives its figures itself. */
export const disputeOwnStatement = (
  ctx: Ctx,
  {
    statementId,
    ...figures
  }: InputOf<(typeof portalStatementsContract)["portal.statements.dispute"]>,
) =>
  transact(ctx, async (tx) => {
    await compare(tx, await loadOwn(tx, statementId), figures);
    return findOwnStatement(tx, statementId);
  });

/** The party agrees to what it has read. Of two contacts who do so at once, the second finds it done. */
export const confirmOwnStatement = (
  ctx: Ctx,
  { statementId, hash }: InputOf<(typeof portalStatementsContract)["portal.statements.confirm"]>,
) =>
  transact(ctx, async (tx) => {
    const statement = await loadOwn(tx, statementId);
    if (statement.hash !== hash) refuse("statement.other_hash", { number: statement.number });
    if (statement.state !== "confirmed" && statement.state !== "signed")
      await confirm(tx, statement);
    return findOwnStatement(tx, statementId);
  });

async function confirm(tx: Tx, statement: Statement, note?: string): Promise<void> {
  const before = statement.state;
  statement.state = statementStates.step(before, "confirm");
  statement.answeredAt = tx.now;
  statement.theirClosingCents = statement.closingCents;
  await forgetAnswer(tx, statement.id);
  await saveMoved(tx, statement, before, note === undefined ? {} : { reason: note });
  const { id: statementId, number, partyId, side } = statement;
  await tx.emit(statementConfirmed, { statementId, number, partyId, side });
}

/**
 * Sets their figures beside ours. Without a difference that is a yes; else the statement is disputed, and every difference stands
 * beside it with what explains it. Figures given again replace those given before.
 */
async function compare(tx: Tx, statement: Statement, figures: Figures): Promise<void> {
  const { number, openingCents, closingCents } = statement;
  const { lines, note } = figures;
  if (lines.length === 0 && figures.closingCents === undefined)
    refuse("statement.no_figures", { number });
  const theirs = lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const theirClosing = cents(figures.closingCents ?? openingCents + theirs);
  if (theirClosing === closingCents && lines.length === 0) return confirm(tx, statement);
  const before = statement.state;
  statement.state = statementStates.step(before, "dispute");
  const own = await readStatementLines(tx.books, statement.id);
  const found = differences(own, figures, statement, await readElsewhere(tx, statement));
  if (found.residuals.length === 0 && theirClosing === closingCents) {
    statement.state = before;
    return confirm(tx, statement);
  }
  await forgetAnswer(tx, statement.id);
  await writeAnswer(tx, statement, figures, own, found);
  statement.theirClosingCents = theirClosing;
  statement.theirNote = note ?? null;
  statement.answeredAt = tx.now;
  const gapCents = theirClosing - closingCents;
  await saveMoved(tx, statement, before, {
    after: { theirClosingCents: theirClosing, gapCents, residuals: found.residuals.length },
  });
  const { id: statementId, partyId, side } = statement;
  tx.enqueue("statement.disputed", { statementId, number, partyId, side });
}

interface Found {
  matches: ReadonlyMap<number, number>;
  residuals: Residual[];
}

/** Line by line where they gave lines; what then is left of the gap is in the openings. */
function differences(
  own: readonly StatementLineRow[],
  { lines, closingCents }: Figures,
  statement: Statement,
  elsewhere: readonly LineElsewhere[],
): Found {
  const number = (decimal: string | null | undefined) => (decimal ? exact(decimal) : null);
  const found: Found =
    lines.length === 0
      ? { matches: new Map(), residuals: [] }
      : matchLines(
          own.map((line) => ({
            ...{ ...line, quantity: number(line.quantity), taxRate: number(line.taxRate) },
          })),
          lines.map((line, at) => ({
            ...{ lineNo: at + 1, documentNumber: line.documentNumber },
            ...{ datedOn: (line.datedOn as Day | undefined) ?? null },
            ...{ quantity: number(line.quantity), amountCents: line.amountCents },
          })),
          elsewhere,
          statement.endsOn,
        );
  if (closingCents === undefined) return found;
  const explained = found.residuals.reduce((sum, each) => sum + each.differenceCents, 0);
  const rest = closingCents - statement.closingCents - explained;
  if (rest === 0) return found;
  const isTotal = lines.length === 0;
  const theirOpening = statement.openingCents + rest;
  return {
    ...found,
    residuals: [
      ...found.residuals,
      {
        ...{ class: isTotal ? "unknown" : "opening", why: isTotal ? "total_only" : "opening" },
        ...{ ourLineNo: null, theirLineNo: null, differenceCents: rest, proposal: "look_into" },
        evidence: isTotal
          ? { ours: statement.closingCents, theirs: closingCents }
          : { ours: statement.openingCents, theirs: theirOpening },
      },
    ],
  };
}

/** What of ours stands elsewhere: charges that are dated later or stand on another statement. */
const readElsewhere = (tx: Tx, { id: statementId, partyId, side }: Statement) =>
  tx.books.rows<LineElsewhere>(
    `SELECT c.document_number AS documentNumber, MAX(c.charged_on) AS datedOn,
       CAST(SUM(c.incl_cents) AS SIGNED) AS amountCents, MAX(s.number) AS statementNumber
     FROM charges c LEFT JOIN statements s ON s.tenant_id = :tenant AND s.id = c.statement_id
     WHERE c.tenant_id = :tenant AND c.party_id = :partyId AND c.side = :side
       AND (c.statement_id IS NULL OR c.statement_id <> :statementId) GROUP BY c.document_number`,
    { statementId, partyId, side },
  );

async function forgetAnswer(tx: Tx, statementId: Id): Promise<void> {
  for (const table of ["statement_their_lines", "statement_residuals"] as const)
    await tx.books.write(
      `DELETE FROM ${table} WHERE tenant_id = :tenant AND statement_id = :statementId`,
      { statementId },
    );
  await tx.books.write(
    "UPDATE statement_lines SET their_line_no = NULL WHERE tenant_id = :tenant AND statement_id = :statementId",
    { statementId },
  );
}

async function writeAnswer(
  tx: Tx,
  { id: statementId, partyId }: Statement,
  { lines }: Figures,
  own: readonly StatementLineRow[],
  { matches, residuals }: Found,
): Promise<void> {
  const of = { statementId, partyId };
  await insertRows(
    tx.books,
    StatementTheirLine,
    lines.map((line, at) => ({
      ...{ ...of, lineNo: at + 1, documentNumber: line.documentNumber },
      ...{
        datedOn: (line.datedOn as Day | undefined) ?? null,
        description: line.description ?? "",
      },
      ...{ quantity: line.quantity ?? null, unitPrice: line.unitPrice ?? null },
      amountCents: cents(line.amountCents),
    })),
  );
  await insertRows(
    tx.books,
    StatementResidual,
    residuals.map((residual, at) => ({
      ...{ ...residual, ...of, lineNo: at + 1 },
      differenceCents: residual.differenceCents as Cents,
    })),
  );
  await updateRows(
    tx.books,
    StatementLine,
    ["theirLineNo"],
    own.flatMap(({ id, lineNo }) => {
      const theirLineNo = matches.get(lineNo);
      return theirLineNo === undefined ? [] : [{ id, theirLineNo }];
    }),
  );
}
