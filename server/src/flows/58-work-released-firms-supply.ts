import { firmSupply } from "../chain/plans";
import { workOrderReleased } from "../chain/works";
import { defineFlow } from "../kernel/events";

/** What the workshop has in hand no plan changes any more. */
export const workReleasedFirmsSupply = defineFlow(workOrderReleased, async (tx, fact) => {
  const { workOrderId, number } = fact.payload;
  await firmSupply(tx, workOrderId);

  tx.enqueue("work.released", { workOrderId, number });
});
