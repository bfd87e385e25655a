import { endComponents, loseSupplies } from "../chain/plans";
import { workCancelled } from "../chain/works";
import { defineFlow } from "../kernel/events";
import { lockOrdersAbove, tellLate } from "./follow-movement";
import { followRelease } from "./plan-documents";

/** A work order that is taken back needs nothing and brings nothing; whoever waited for it is planned for again. */
export const workCancelledLeavesNeed = defineFlow(workCancelled, async (tx, fact) => {
  const { workOrderId, number } = fact.payload;
  await lockOrdersAbove(tx, [workOrderId]);
  const released = await endComponents(tx, fact.id, workOrderId);
  await followRelease(tx, { ...released, materials: [] });
  const loss = await loseSupplies(tx, [workOrderId], { end: "cancelled" });
  await tellLate(tx, loss.lines);

  if (loss.uncoveredIds.length > 0)
    tx.enqueue("demands.uncovered", { demandIds: loss.uncoveredIds, factId: fact.id });
  tx.enqueue("work.cancelled", { workOrderId, number });
});
