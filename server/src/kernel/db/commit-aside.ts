import { execute, isLockTimeout } from "./execute";
import type { Tx } from "./tx";

/**
 * Sends one statement on a side connection, where it commits at once. For the empty balance rows of a ledger: created
 * inside the transaction they would be locked out of order. What is sent here must be harmless if the transaction fails.
 *
 * It never waits for a row that another transaction has locked: that one may itself be waiting for a side connection, a
 * ring that the database cannot see. A locked row is one that exists, so nothing is sent then, and the caller's next lock
 * of the row does the waiting.
 */
export async function commitAside(tx: Tx, statement: string): Promise<void> {
  const impatient = `SET STATEMENT innodb_lock_wait_timeout = 0 FOR ${statement}`;
  try {
    await tx.services.db.withSideConnection((connection) => execute(connection, impatient));
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
  }
}
