import { exact } from "@quanlian/shared/domain";
import { acceptLines, completeOrders, fallDue, lockOrdersOf, touchOrdersOf } from "../chain/orders";
import type { ShipmentAnswered } from "../chain/shipments";
import type { Tx } from "../kernel/db";
import type { Id } from "../kernel/ids";
import { lockPartyBalance } from "../ledgers/finance";
import { chargeShares, deliveryCharged, termOf } from "./charge-delivery";
import { chargeStraight } from "./charge-straight";

/**
 * What the customer has accepted of a delivery is charged where the term waits for that, and orders of which all has been
 * delivered and answered for are complete.
 */
export async function acceptDelivery(
  tx: Tx,
  factId: Id,
  delivery: ShipmentAnswered,
): Promise<void> {
  const { customerId, lines } = delivery;
  const lineIds = lines.map(({ orderLineId }) => orderLineId);
  const orderIds = [...new Set(lines.map(({ orderId }) => orderId))];
  await lockOrdersOf(tx, lineIds);
  const shares = await acceptLines(
    tx,
    lines.map(({ orderLineId, accepted }) => ({ orderLineId, quantity: exact(accepted) })),
  );
  await fallDue(tx, orderIds, "on_accept", tx.today);
  await lockPartyBalance(tx, customerId);
  const { stages, when } = await termOf(tx, delivery);
  if (when === "accepted") {
    const document = deliveryCharged(delivery, tx.today, stages);
    await chargeShares(tx, factId, document, lines, shares);
  }
  const { shipmentId, number } = delivery;
  await chargeStraight(tx, factId, { sourceType: "shipment", sourceId: shipmentId, number }, lines);
  await touchOrdersOf(tx, lineIds);
  await completeOrders(tx, orderIds);
}
