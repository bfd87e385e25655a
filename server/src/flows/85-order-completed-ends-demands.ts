import { negateCents } from "@quanlian/shared/domain";
import { closeLines, orderCompleted, readMilestoneBills } from "../chain/orders";
import { releaseOrder } from "../chain/plans";
import { chargedLines } from "../chain/settlements";
import type { Tx } from "../kernel/db";
import { defineFlow } from "../kernel/events";
import type { Id } from "../kernel/ids";
import { changeCommitment } from "../ledgers/finance";
import { chargeMilestone } from "./charge-milestone";
import { followRelease } from "./plan-documents";

/**
 * A complete order asks for nothing more: what its tolerance left open is planned for nobody. What of it is billed by milestones
 * and was not charged yet is charged now, and nothing after that.
 */
export const orderCompletedEndsDemands = defineFlow(orderCompleted, async (tx, fact) => {
  const { orderId, number, customerId, committedCents, lineIds } = fact.payload;
  const cause = { factId: fact.id, sourceType: "order", sourceId: orderId };
  await changeCommitment(tx, cause, customerId, negateCents(committedCents));
  await chargeRest(tx, fact.id, orderId);
  await followRelease(tx, await releaseOrder(tx, fact.id, lineIds));
  await closeLines(tx, orderId);

  tx.enqueue("order.completed", { orderId, number, customerId });
});

async function chargeRest(tx: Tx, factId: Id, orderId: Id): Promise<void> {
  const [bill] = await readMilestoneBills(tx, [orderId]);
  if (!bill) return;
  const charged = await chargedLines(tx, "order", orderId);
  for (const stage of bill.stages)
    if (!charged.has(stage.paymentId))
      await chargeMilestone(tx, factId, bill, { ...stage, on: tx.today, dueOn: tx.today });
}
