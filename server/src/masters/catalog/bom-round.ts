import { insertStatement, type Tx } from "../../kernel/db";
import { BomRound } from "./bom.model";

/**
 * Takes the tenant's turn at changing which versions are effective. Two releases could each be right alone and wrong
 * together (A out of B, B out of A), and they share no document that a lock could sit on; so all such changes write this
 * one row first and happen one by one. They are rare. It is written, not merely locked: on a cluster a lock holds on one
 * node only.
 */
export async function takeBomRound(tx: Tx): Promise<void> {
  const insert = insertStatement(tx, BomRound, [{ round: 1 }]);
  await tx.send(`${insert} ON DUPLICATE KEY UPDATE round = round + 1`);
}
