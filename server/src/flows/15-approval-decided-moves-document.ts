import { decideQuote } from "../chain/quotes";
import { decideOrder, decideOrderChange } from "../chain/orders";
import { decidePurchaseOrder } from "../chain/purchases";
import { assert } from "../kernel/errors";
import type { Tx } from "../kernel/db";
import { defineFlow } from "../kernel/events";
import { approvalDecided, type ApprovalDecided } from "../workflow";

/** Moves a document whose approval was decided: on, or back to whoever asked. */
type MoveDocument = (tx: Tx, decided: ApprovalDecided) => Promise<void>;

/** By kind of document, what moves it. A new kind is one line here. */
export const approvedDocuments = new Map<string, MoveDocument>([
  ["quote", decideQuote],
  ["order", decideOrder],
  ["order_change", decideOrderChange],
  ["purchase_order", decidePurchaseOrder],
]);

/** A decision moves its document in the same transaction: nobody has to remember to go on. */
export const approvalDecidedMovesDocument = defineFlow(approvalDecided, async (tx, fact) => {
  const move = approvedDocuments.get(fact.payload.subjectType);
  assert(move, `nobody moves a ${fact.payload.subjectType} whose approval was decided`);
  await move(tx, fact.payload);
  const { approvalId, subjectType, subjectId, approved } = fact.payload;
  tx.enqueue("approval.decided", { approvalId, subjectType, subjectId, approved });
});
