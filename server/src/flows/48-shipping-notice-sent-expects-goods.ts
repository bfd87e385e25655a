import { exact } from "@quanlian/shared/domain";
import { followPlan } from "../chain/orders";
import { dateSupplies, serveStraight } from "../chain/plans";
import { shippingNoticeSent, shipStraight, type ShippingNoticeSent } from "../chain/purchases";
import { openStraightShipment } from "../chain/shipments";
import type { Tx } from "../kernel/db";
import { defineFlow } from "../kernel/events";
import type { Id } from "../kernel/ids";
import { followMovement, lockOrdersAbove } from "./follow-movement";

/**
 * Goods on their way to us come on the day that the supplier says, and whatever waits for them moves with it. Goods on their way
 * to a customer are his delivery: they never touch our stock.
 */
export const shippingNoticeSentExpectsGoods = defineFlow(shippingNoticeSent, async (tx, fact) => {
  const { shippingNoticeId, number, purchaseOrderId, supplierId, straight } = fact.payload;
  await lockOrdersAbove(
    tx,
    fact.payload.lines.map(({ requisitionLineId }) => requisitionLineId),
  );
  if (straight) await shipToCustomer(tx, fact.payload);
  else await expect(tx, fact.payload);

  tx.enqueue("shippingNotice.sent", { shippingNoticeId, number, purchaseOrderId, supplierId });
});

async function expect(tx: Tx, { expectedOn, lines }: ShippingNoticeSent): Promise<void> {
  if (expectedOn === null) return;
  const dated = lines.map(({ requisitionLineId: supplyId }) => ({ supplyId, dueOn: expectedOn }));
  await followMovement(tx, await dateSupplies(tx, dated));
}

async function shipToCustomer(tx: Tx, notice: ShippingNoticeSent): Promise<void> {
  const { shippingNoticeId, purchaseOrderId, shippedOn, carrier, waybill } = notice;
  const lines = notice.lines.map((line) => ({
    ...{ ...line, orderLineId: line.orderLineId as Id, quantity: exact(line.quantity) },
  }));
  await shipStraight(tx, purchaseOrderId, lines);
  // The delivery locks its customer's balance, and the plan the items' stock after it.
  await openStraightShipment(tx, { shippingNoticeId, shippedOn, carrier, waybill, lines });
  const served = lines.map(({ requisitionLineId: supplyId, quantity }) => ({ supplyId, quantity }));
  await followPlan(tx, await serveStraight(tx, served));
}
