import { loadForUpdate, type Tx } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { Statement } from "./statement.model";
import { statementPolicy } from "./statement.policy";

const PERMISSION = "portal.statements.show";

/** Locks one of a party's own statements, on the side that it acts on; what was not sent to it is not found. */
export async function loadOwn(tx: Tx, statementId: Id): Promise<Statement> {
  const statement = await loadForUpdate(tx, Statement, statementPolicy, PERMISSION, statementId);
  const { partyId } = statement;
  tx.authorize(PERMISSION, statementPolicy, { customerId: partyId, supplierId: partyId });
  const side = tx.actor.kind === "customer" ? "receivable" : "payable";
  const isShown = statement.sentAt !== null && statement.state !== "withdrawn";
  if (!isShown || statement.side !== side) refuseNotFound("statement");
  return statement;
}
