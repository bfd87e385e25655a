import { createHash } from "node:crypto";
import type { InputOf, statementsContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { Statement } from "./statement.model";
import { statementPolicy } from "./statement.policy";
import { findStatement } from "./statement.present";
import { readStatementLines } from "./statement.queries";
import { statementStates } from "./statement.states";

type Input<K extends keyof typeof statementsContract> = InputOf<(typeof statementsContract)[K]>;

/** Locks a statement within the actor's reach, does the work on it, and answers it as it is then. */
export const onStatement = (
  ctx: Ctx,
  permission: string,
  { statementId, revision }: { statementId: Id; revision: number },
  work: (tx: Tx, statement: Statement) => Promise<void>,
) =>
  transact(ctx, async (tx) => {
    const statement = await loadForUpdate(tx, Statement, statementPolicy, permission, statementId);
    tx.authorize(permission, statementPolicy, statement);
    statement.expectRevision(revision);
    await work(tx, statement);
    return findStatement(tx, permission, statementId);
  });

/** Saves a statement that has moved, with what the audit says of it. */
export async function saveMoved(
  tx: Tx,
  statement: Statement,
  before: Statement["state"],
  more: { after?: object; reason?: string } = {},
): Promise<void> {
  await statement.saveRevision(tx);
  const { id, number, partyId, ownerId, departmentId, state } = statement;
  tx.record({
    ...{ type: "statement", id, number, ownerId, departmentId },
    ...{ customerId: partyId, supplierId: partyId },
    ...{ before: { state: before }, after: { state, ...more.after } },
    ...(more.reason === undefined ? {} : { reason: more.reason }),
  });
}

/** Shows a statement to its party. From here its figures are fixed: the hash that both sides sign says so. */
export const sendStatement = (ctx: Ctx, input: Input<"statements.send">) =>
  onStatement(ctx, "statements.send", input, async (tx, statement) => {
    const before = statement.state;
    statement.state = statementStates.step(before, "send");
    statement.sentAt = tx.now;
    statement.hash = await hashOf(tx, statement);
    await saveMoved(tx, statement, before, { after: { hash: statement.hash } });
    const { id: statementId, number, partyId, side } = statement;
    tx.enqueue("statement.sent", { statementId, number, partyId, side });
  });

/** Takes a statement back: what stood on it may stand on another. Not while a later one opens where it closed. */
export const withdrawStatement = (ctx: Ctx, { reason, ...input }: Input<"statements.withdraw">) =>
  onStatement(ctx, "statements.withdraw", input, async (tx, statement) => {
    const before = statement.state;
    const { id: statementId, partyId, side } = statement;
    statement.state = statementStates.step(before, "withdraw");
    const later = await tx.books.row<{ number: string }>(
      `SELECT s.number FROM statements s WHERE s.tenant_id = :tenant AND s.party_id = :partyId AND s.side = :side
         AND s.id > :statementId AND s.state <> 'withdrawn' LIMIT 1`,
      { partyId, side, statementId },
    );
    if (later) refuse("statement.has_later", { number: later.number });
    statement.withdrawReason = reason;
    await tx.write(
      "UPDATE charges SET statement_id = NULL WHERE tenant_id = :tenant AND statement_id = :statementId",
      { statementId },
    );
    await saveMoved(tx, statement, before, { reason });
  });

/** Of everything that both sides agree to, in a fixed order: SHA-256 of its JSON. */
export async function hashOf(tx: Tx, statement: Statement): Promise<string> {
  const { number, partyId, side, beginsOn, endsOn } = statement;
  const { openingCents, chargesCents, movementsCents, closingCents } = statement;
  const lines = await readStatementLines(tx.books, statement.id);
  const whole = [
    ...[number, partyId, side, beginsOn, endsOn],
    ...[openingCents, chargesCents, movementsCents, closingCents],
    lines.map((line) => [
      ...[line.lineNo, line.kind, line.documentNumber, line.datedOn, line.description],
      ...[line.quantity, line.unitPrice, line.taxRate, line.amountCents],
    ]),
  ];
  return createHash("sha256").update(JSON.stringify(whole)).digest("hex");
}
