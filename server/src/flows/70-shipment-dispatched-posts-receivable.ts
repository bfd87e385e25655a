import { exact } from "@quanlian/shared/domain";
import { fallDue, followPlan, shipLines, touchOrdersOf } from "../chain/orders";
import { demandsOfLines, fulfilDemands } from "../chain/plans";
import { shipmentDispatched, type ShipmentDispatched } from "../chain/shipments";
import type { Tx } from "../kernel/db";
import { defineFlow } from "../kernel/events";
import type { Id } from "../kernel/ids";
import { lockItemStocks, NONE, postStock } from "../ledgers/inventory";
import { lockPartyBalance } from "../ledgers/finance";
import { chargeShares, deliveryCharged, quantitiesOf, termOf } from "./charge-delivery";

/**
 * Goods that leave are no stock of ours any more: whoever waited for them has got them, they are charged where the term says so,
 * and the orders know how far they are. Their orders are locked already.
 */
export const shipmentDispatchedPostsReceivable = defineFlow(
  shipmentDispatched,
  async (tx, fact) => {
    const { shipmentId, number, customerId, shippedOn, straight, lines } = fact.payload;
    const orderIds = [...new Set(lines.map(({ orderId }) => orderId))];
    const shares = await shipLines(tx, quantitiesOf(lines));
    await fallDue(tx, orderIds, "on_ship", shippedOn);
    await lockPartyBalance(tx, customerId);
    const { stages, when } = await termOf(tx, fact.payload);
    if (when === "shipped") {
      await fallDue(tx, orderIds, "month_end", shippedOn);
      const document = deliveryCharged(fact.payload, shippedOn, stages);
      await chargeShares(tx, fact.id, document, lines, shares);
    }
    // What a supplier ships straight was never here: his announcement has told the plan.
    if (!straight) await takeOut(tx, fact.id, fact.payload);

    await touchOrdersOf(
      tx,
      shares.map(({ orderLineId }) => orderLineId),
    );
    tx.enqueue("shipment.dispatched", { shipmentId, number, customerId });
  },
);

/** The orders' demands get what leaves, and the stock is gone at what it cost: the cost of sale. */
async function takeOut(
  tx: Tx,
  factId: Id,
  { shipmentId, shippedOn, lines, picks }: ShipmentDispatched,
): Promise<void> {
  await lockItemStocks(tx, picks);
  const demands = await demandsOfLines(
    tx,
    lines.map(({ orderLineId }) => orderLineId),
  );
  const byLine = new Map(lines.map((line) => [line.orderLineId, exact(line.quantity)]));
  const served = demands.map(({ id, sourceId }) => ({
    demandId: id,
    quantity: byLine.get(sourceId)!,
  }));
  const { lines: moved } = await fulfilDemands(tx, factId, served);
  await postStock(
    tx,
    {
      ...{ factId, effect: "ship", kind: "shipment", sourceType: "shipment" },
      ...{ sourceId: shipmentId, reason: null, occurredOn: shippedOn },
    },
    picks.map((pick) => ({
      ...{ ...pick, ownerPartyId: NONE, status: "usable", value: { by: "pool" } },
      ...{ quantity: -exact(pick.quantity), catchQuantity: -exact(pick.catchQuantity) },
    })),
  );
  await followPlan(tx, moved);
}
