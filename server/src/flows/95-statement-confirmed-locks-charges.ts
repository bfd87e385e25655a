import { statementConfirmed } from "../chain/settlements";
import { defineFlow } from "../kernel/events";

/** What stands on a confirmed statement stays there: it can be withdrawn no more. Its invoice may be asked for now. */
export const statementConfirmedLocksCharges = defineFlow(statementConfirmed, (tx, fact) => {
  tx.enqueue("statement.confirmed", { ...fact.payload });
  return Promise.resolve();
});
