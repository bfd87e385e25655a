import { shipmentAccepted } from "../chain/shipments";
import { defineFlow } from "../kernel/events";
import { acceptDelivery } from "./accept-delivery";

/** The customer has all of it, as it should be. */
export const shipmentAcceptedClosesOrder = defineFlow(shipmentAccepted, async (tx, fact) => {
  const { shipmentId, number, customerId } = fact.payload;
  await acceptDelivery(tx, fact.id, fact.payload);

  tx.enqueue("shipment.accepted", { shipmentId, number, customerId });
});
