import type { InputOf, statementsContract } from "@quanlian/shared/contract";
import { addDays, cents, type Cents, type Day } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRow, insertRows, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { lockPartyBalance } from "../../ledgers/finance";
import { findNamedParty } from "../../masters/parties";
import { Statement, StatementLine } from "./statement.model";
import { findStatement } from "./statement.present";
import { statementStates } from "./statement.states";
import { readUnsettled, type UnsettledLine } from "./unsettled-lines";

const NAME = "statements.create";

/**
 * Puts all that is charged and paid up to a day, and stands on no other statement, on a new one. What is charged later with an
 * earlier date goes to the next one, with its own date. It opens where the last one has closed; two at once wait for each other.
 */
export function createStatement(
  ctx: Ctx,
  input: InputOf<(typeof statementsContract)[typeof NAME]>,
) {
  return transact(ctx, async (tx) => {
    const { partyId, side } = input;
    const endsOn = input.endsOn as Day;
    const party = await findNamedParty(tx, NAME, partyId);
    if (!party) refuse("reference.not_found", { field: "partyId" });
    await lockPartyBalance(tx.books, partyId);
    const last = await lastStatement(tx, partyId, side);
    if (last && endsOn < last.endsOn)
      refuse("statement.before_last", { number: last.number, endsOn: last.endsOn });
    const lines = await readUnsettled(tx.books, partyId, side, endsOn);
    if (lines.length === 0) refuse("statement.empty", { endsOn });

    const id = tx.newId();
    const number = await takeNumber(tx, prefixes.statement);
    const openingCents = last?.closingCents ?? cents(0);
    const figures = figuresOf(openingCents, lines);
    const keeper = { ownerId: party.ownerId, departmentId: party.departmentId };
    const state = statementStates.initial;
    await insertRow(tx, Statement, {
      ...{ id, number, partyId, ...keeper, side, state, endsOn, ...figures },
      beginsOn: beginOf(last?.endsOn ?? null, endsOn, lines),
      note: input.note ?? null,
    });
    await writeLines(tx, id, partyId, lines);
    const about = { customerId: partyId, supplierId: partyId, ...keeper };
    const after = { state, endsOn, lines: lines.length, ...figures };
    tx.record({ type: "statement", id, number, ...about, before: null, after });
    return findStatement(tx, NAME, id);
  });
}

interface Last {
  number: string;
  endsOn: Day;
  closingCents: Cents;
}

const lastStatement = (tx: Tx, partyId: Id, side: string): Promise<Last | undefined> =>
  tx.books.row<Last>(
    `SELECT s.number, s.ends_on AS endsOn, s.closing_cents AS closingCents FROM statements s
     WHERE s.tenant_id = :tenant AND s.party_id = :partyId AND s.side = :side AND s.state <> 'withdrawn'
     ORDER BY s.id DESC LIMIT 1`,
    { partyId, side },
  );

function figuresOf(openingCents: Cents, lines: readonly UnsettledLine[]) {
  const sum = (isCharge: boolean) =>
    lines
      .filter(({ kind }) => (kind === "charge") === isCharge)
      .reduce((total, { amountCents }) => total + amountCents, 0);
  const [chargesCents, movementsCents] = [cents(sum(true)), cents(sum(false))];
  const closingCents = cents(openingCents + chargesCents + movementsCents);
  return { openingCents, chargesCents, movementsCents, closingCents };
}

/** The day after the last statement's end, or what is older and was posted since. */
function beginOf(lastEnd: Day | null, endsOn: Day, lines: readonly UnsettledLine[]): Day {
  const first = lines[0]!.datedOn;
  if (lastEnd === null) return first;
  const next = addDays(lastEnd, 1);
  const begin = first < next ? first : next;
  return begin < endsOn ? begin : endsOn;
}

async function writeLines(
  tx: Tx,
  statementId: Id,
  partyId: Id,
  lines: readonly UnsettledLine[],
): Promise<void> {
  await insertRows(
    tx,
    StatementLine,
    lines.map((line, at) => ({ ...line, statementId, partyId, lineNo: at + 1, theirLineNo: null })),
  );
  await tx.write(
    `UPDATE charges SET statement_id = :statementId
     WHERE tenant_id = :tenant AND id IN :chargeIds AND statement_id IS NULL`,
    { statementId, chargeIds: sortedIds(lines.flatMap(({ chargeId }) => chargeId ?? [])) },
  );
}
