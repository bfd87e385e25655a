import { orderCancelled, withdrawPromise } from "../chain/orders";
import { releaseOrder } from "../chain/plans";
import { adjustRequisitionLines } from "../chain/purchases";
import { adjustWorkOrders } from "../chain/works";
import { defineFlow } from "../kernel/events";
import { releaseCommitment } from "../ledgers/finance";

/** A cancelled order leaves the books as if it had never been confirmed: each effect of the confirmation is taken back. */
export const orderCancelledReleasesPlan = defineFlow(orderCancelled, async (tx, fact) => {
  const { orderId, number, customerId, inclCents, lineIds, wasConfirmed } = fact.payload;

  if (wasConfirmed) {
    await releaseCommitment(
      tx,
      { factId: fact.id, sourceType: "order", sourceId: orderId },
      customerId,
      inclCents,
    );
    const released = await releaseOrder(tx, lineIds);
    await adjustWorkOrders(
      tx,
      released.supplies.filter((supply) => supply.kind === "make"),
      released.materials,
    );
    await adjustRequisitionLines(
      tx,
      released.supplies.filter((supply) => supply.kind === "buy"),
    );
  }
  await withdrawPromise(tx, orderId);

  tx.enqueue("order.cancelled", { orderId, number, customerId });
});
