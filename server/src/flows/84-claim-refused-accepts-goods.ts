import { acceptLines, completeOrders, lockOrdersOf } from "../chain/orders";
import { claimRefused } from "../chain/shipments";
import { defineFlow } from "../kernel/events";
import { lockPartyBalance } from "../ledgers/finance";
import { chargeShares, claimCharged, quantitiesOf, termOf } from "./charge-delivery";
import { chargeStraight } from "./charge-straight";

/** A claim that we do not agree to: its goods count as accepted, and are charged where the term waits for that. */
export const claimRefusedAcceptsGoods = defineFlow(claimRefused, async (tx, fact) => {
  const { claimId, claimNumber, shipmentId, customerId, line } = fact.payload;
  await lockOrdersOf(tx, [line.orderLineId]);
  const shares = await acceptLines(tx, quantitiesOf([line]));
  await lockPartyBalance(tx, customerId);
  const { stages, when } = await termOf(tx, fact.payload);
  if (when === "accepted") {
    const document = claimCharged(fact.payload, tx.today, stages);
    await chargeShares(tx, fact.id, document, [{ ...line, lineId: claimId }], shares);
  }
  await chargeStraight(
    tx,
    fact.id,
    { sourceType: "claim", sourceId: claimId, number: claimNumber },
    [{ ...line, lineId: claimId, accepted: line.quantity }],
  );
  await completeOrders(tx, [line.orderId]);

  tx.enqueue("claim.refused", { claimId, number: claimNumber, shipmentId, customerId });
});
