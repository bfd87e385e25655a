import { cents } from "@quanlian/shared/domain";
import { closeLines, orderClosedShort } from "../chain/orders";
import { releaseOrder } from "../chain/plans";
import { defineFlow } from "../kernel/events";
import { changeCommitment, lockPartyBalance } from "../ledgers/finance";
import { followRelease } from "./plan-documents";

/** What an order that is closed short has not delivered is planned for nobody any more; what it has stays promised. */
export const orderClosedShortReleasesRest = defineFlow(orderClosedShort, async (tx, fact) => {
  const { orderId, number, customerId, committedCents, lineIds } = fact.payload;
  await lockPartyBalance(tx, customerId); // before any item's stock
  const released = await releaseOrder(tx, fact.id, lineIds);
  await followRelease(tx, released);
  const after = await closeLines(tx, orderId);
  const cause = { factId: fact.id, sourceType: "order", sourceId: orderId };
  await changeCommitment(tx, cause, customerId, cents(after.committedCents - committedCents));

  tx.enqueue("order.closedShort", { orderId, number, customerId });
});
