import { shipmentDisputed } from "../chain/shipments";
import { defineFlow } from "../kernel/events";
import { acceptDelivery } from "./accept-delivery";

/** What is as it should be counts as accepted; the rest waits for what its claims come to. */
export const shipmentDisputedOpensClaims = defineFlow(shipmentDisputed, async (tx, fact) => {
  const { shipmentId, number, customerId } = fact.payload;
  await acceptDelivery(tx, fact.id, fact.payload);

  tx.enqueue("shipment.disputed", { shipmentId, number, customerId });
});
