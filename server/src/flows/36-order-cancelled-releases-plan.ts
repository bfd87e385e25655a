import { cancelPayments, orderCancelled, withdrawPromise } from "../chain/orders";
import { releaseOrder } from "../chain/plans";
import { defineFlow } from "../kernel/events";
import { releaseCommitment } from "../ledgers/finance";
import { followRelease } from "./plan-documents";

/** A cancelled order leaves the books as if it had never been confirmed: each effect of the confirmation is taken back. */
export const orderCancelledReleasesPlan = defineFlow(orderCancelled, async (tx, fact) => {
  const { orderId, number, customerId, inclCents, lineIds, wasConfirmed, paymentTermId } =
    fact.payload;

  if (wasConfirmed) {
    const cause = { factId: fact.id, sourceType: "order", sourceId: orderId };
    await releaseCommitment(tx, cause, customerId, inclCents);
    await followRelease(tx, await releaseOrder(tx, fact.id, lineIds));
    if (paymentTermId !== null) await cancelPayments(tx, orderId);
  }
  await withdrawPromise(tx, orderId);

  tx.enqueue("order.cancelled", { orderId, number, customerId });
});
