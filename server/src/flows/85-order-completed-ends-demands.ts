import { negateCents } from "@quanlian/shared/domain";
import { closeLines, orderCompleted } from "../chain/orders";
import { releaseOrder } from "../chain/plans";
import { defineFlow } from "../kernel/events";
import { changeCommitment } from "../ledgers/finance";
import { followRelease } from "./plan-documents";

/** A complete order asks for nothing more: what its tolerance left open is planned for nobody, and nothing more is charged. */
export const orderCompletedEndsDemands = defineFlow(orderCompleted, async (tx, fact) => {
  const { orderId, number, customerId, committedCents, lineIds } = fact.payload;
  const cause = { factId: fact.id, sourceType: "order", sourceId: orderId };
  await changeCommitment(tx, cause, customerId, negateCents(committedCents));
  await followRelease(tx, await releaseOrder(tx, fact.id, lineIds));
  await closeLines(tx, orderId);

  tx.enqueue("order.completed", { orderId, number, customerId });
});
