import { exact } from "@quanlian/shared/domain";
import { completeOrders, creditLines, lockOrdersOf } from "../chain/orders";
import { creditLine } from "../chain/settlements";
import { claimCredited } from "../chain/shipments";
import { defineFlow } from "../kernel/events";
import { lockPartyBalance } from "../ledgers/finance";
import { claimCharged, quantitiesOf, settleShares, termOf } from "./charge-delivery";

/**
 * What a claim is about is not to be paid: what was charged for it is taken back, to the cent; what was not yet charged never
 * will be, and its customer is no longer committed to it.
 */
export const claimCreditedReversesCharge = defineFlow(claimCredited, async (tx, fact) => {
  const { claimId, claimNumber, shipmentId, customerId, line, shipped } = fact.payload;
  await lockOrdersOf(tx, [line.orderLineId]);
  const shares = await creditLines(tx, quantitiesOf([line]));
  await lockPartyBalance(tx, customerId);
  const { when } = await termOf(tx, fact.payload);
  const document = claimCharged(fact.payload, tx.today);
  if (when === "shipped")
    await creditLine(tx, fact.id, document, claimId, {
      ...{ sourceType: "shipment", sourceId: shipmentId, lineId: line.lineId },
      ...{ quantity: exact(line.quantity), of: exact(shipped) },
    });
  else await settleShares(tx, fact.id, document, shares);
  await completeOrders(tx, [line.orderId]);

  tx.enqueue("claim.credited", { claimId, number: claimNumber, shipmentId, customerId });
});
