import { milestoneReached, payAtMilestone, readMilestoneBills } from "../chain/orders";
import { defineFlow } from "../kernel/events";
import { chargeMilestone } from "./charge-milestone";

/**
 * What the project's orders are to be paid at a milestone falls due on the day that it is reached, and their lines that are billed
 * so are charged with their share of it.
 */
export const milestoneReachedFallsDue = defineFlow(milestoneReached, async (tx, fact) => {
  const { projectId, milestoneId, customerId, name, on } = fact.payload;
  const due = await payAtMilestone(tx, projectId, name, on);
  const byPayment = new Map(due.map((stage) => [stage.paymentId, stage]));
  const bills = await readMilestoneBills(
    tx,
    due.map(({ orderId }) => orderId),
  );
  for (const bill of bills)
    for (const stage of bill.stages) {
      const reached = byPayment.get(stage.paymentId);
      if (reached) await chargeMilestone(tx, fact.id, bill, { ...stage, on, dueOn: reached.dueOn });
    }

  tx.enqueue("milestone.reached", { projectId, milestoneId, customerId, name });
});
