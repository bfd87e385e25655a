import type {
  InputOf,
  portalStatementsContract,
  statementsContract,
} from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { assert, refuse } from "../../kernel/errors";
import { nameStaff } from "../../masters/people";
import { loadOwn } from "./load-own-statement";
import { hashOf, onStatement, saveMoved } from "./move-statement";
import { statementSigned } from "./statement.events";
import type { Statement } from "./statement.model";
import { findOwnStatement } from "./statement.present";
import { statementStates } from "./statement.states";

/** Signs for us, with the name of whoever does. */
export const signStatement = (
  ctx: Ctx,
  { hash, ...input }: InputOf<(typeof statementsContract)["statements.sign"]>,
) =>
  onStatement(ctx, "statements.sign", input, async (tx, statement) => {
    await refuseOtherHash(tx, statement, hash);
    if (statement.ourSigner !== null)
      refuse("statement.already_signed", { number: statement.number });
    const { actor } = tx;
    assert(actor.kind === "staff", "only staff sign for us");
    statement.ourSigner = (await nameStaff(tx, [actor.userId])).get(actor.userId) ?? "";
    statement.ourSignedAt = tx.now;
    await close(tx, statement, "ourSigner");
  });

/** Signs for the party. Signed already, it is answered as it stands. */
export const signOwnStatement = (
  ctx: Ctx,
  { statementId, hash, name }: InputOf<(typeof portalStatementsContract)["portal.statements.sign"]>,
) =>
  transact(ctx, async (tx) => {
    const statement = await loadOwn(tx, statementId);
    await refuseOtherHash(tx, statement, hash);
    if (statement.theirSigner === null) {
      statement.theirSigner = name;
      statement.theirSignedAt = tx.now;
      await close(tx, statement, "theirSigner");
    }
    return findOwnStatement(tx, statementId);
  });

/** What is signed is what was read: the same hash, and still that of the figures. */
async function refuseOtherHash(tx: Tx, statement: Statement, hash: string): Promise<void> {
  const isSame = hash === statement.hash && hash === (await hashOf(tx, statement));
  if (!isSame) refuse("statement.other_hash", { number: statement.number });
}

/** With the second signature it is closed. */
async function close(tx: Tx, statement: Statement, by: "ourSigner" | "theirSigner"): Promise<void> {
  const before = statement.state;
  const signed = statementStates.step(before, "sign");
  const isBoth = statement.ourSigner !== null && statement.theirSigner !== null;
  if (isBoth) statement.state = signed;
  await saveMoved(tx, statement, before, { after: { [by]: statement[by] } });
  const { id: statementId, number, partyId, side, hash } = statement;
  if (isBoth) await tx.emit(statementSigned, { statementId, number, partyId, side, hash: hash! });
}
