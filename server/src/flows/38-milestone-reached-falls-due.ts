import { milestoneReached, payAtMilestone } from "../chain/orders";
import { defineFlow } from "../kernel/events";

/** What the project's orders are to be paid at a milestone falls due on the day that it is reached. */
export const milestoneReachedFallsDue = defineFlow(milestoneReached, async (tx, fact) => {
  const { projectId, milestoneId, customerId, name, on } = fact.payload;
  await payAtMilestone(tx, projectId, name, on);

  tx.enqueue("milestone.reached", { projectId, milestoneId, customerId, name });
});
