import { statementSigned } from "../chain/settlements";
import { defineFlow } from "../kernel/events";

/** Both sides hold the same figures, under the same hash. */
export const statementSignedIsClosed = defineFlow(statementSigned, (tx, fact) => {
  tx.enqueue("statement.signed", { ...fact.payload });
  return Promise.resolve();
});
