import { execute } from "./execute";
import type { Tx } from "./tx";

/**
 * Sends one statement on a side connection, where it commits at once. For the empty balance rows of a ledger: created
 * inside the transaction they would be locked out of order. What is sent here must be harmless if the transaction fails.
 */
export async function commitAside(tx: Tx, statement: string): Promise<void> {
  await tx.services.db.withSideConnection((connection) => execute(connection, statement));
}
