import { exact } from "@quanlian/shared/domain";
import { followPlan, lockOrdersOf, shipLines, touchOrdersOf } from "../chain/orders";
import { demandsOfLines, reopenDemands } from "../chain/plans";
import { claimRedelivered } from "../chain/shipments";
import { defineFlow } from "../kernel/events";
import { lockPartyBalance } from "../ledgers/finance";
import { chargeShares, claimCharged, termOf } from "./charge-delivery";

/**
 * What a claim is about counts as not delivered: it is asked for again, what was charged for it is taken back, and it is charged
 * when it leaves anew. What nothing covers is planned after the commit.
 */
export const claimRedeliveredReopensDemand = defineFlow(claimRedelivered, async (tx, fact) => {
  const { claimId, claimNumber, shipmentId, customerId, line } = fact.payload;
  const quantity = exact(line.quantity);
  await lockOrdersOf(tx, [line.orderLineId]);
  const shares = await shipLines(tx, [{ orderLineId: line.orderLineId, quantity: -quantity }]);
  await lockPartyBalance(tx, customerId);
  const { when } = await termOf(tx, fact.payload);
  if (when === "shipped") {
    const document = claimCharged(fact.payload, tx.today);
    await chargeShares(tx, fact.id, document, [{ ...line, lineId: claimId }], shares);
  }
  const demands = await demandsOfLines(tx, [line.orderLineId]);
  const missing = demands.map(({ id }) => ({ demandId: id, quantity }));
  await followPlan(tx, (await reopenDemands(tx, fact.id, missing)).lines);
  await touchOrdersOf(tx, [line.orderLineId]);

  const demandIds = demands.map(({ id }) => id);
  if (demandIds.length > 0) tx.enqueue("demands.uncovered", { demandIds, factId: fact.id });
  tx.enqueue("claim.redelivered", { claimId, number: claimNumber, shipmentId, customerId });
});
