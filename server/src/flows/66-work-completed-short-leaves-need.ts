import { loseSupplies } from "../chain/plans";
import { workCompletedShort } from "../chain/works";
import { defineFlow } from "../kernel/events";
import { lockOrdersAbove, tellLate } from "./follow-movement";

/** What a work order does not bring, whoever waited for it lacks until it is planned again. */
export const workCompletedShortLeavesNeed = defineFlow(workCompletedShort, async (tx, fact) => {
  const { workOrderId, number } = fact.payload;
  await lockOrdersAbove(tx, [workOrderId]);
  const loss = await loseSupplies(tx, [workOrderId]);
  await tellLate(tx, loss.lines);

  if (loss.uncoveredIds.length > 0)
    tx.enqueue("demands.uncovered", { demandIds: loss.uncoveredIds, factId: fact.id });
  tx.enqueue("work.ended", { workOrderId, factId: fact.id });
  tx.enqueue("work.completedShort", { workOrderId, number });
});
