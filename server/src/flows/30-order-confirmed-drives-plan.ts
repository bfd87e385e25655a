import { exact } from "@quanlian/shared/domain";
import {
  orderConfirmed,
  promiseOrder,
  readRecipeFigures,
  readShipTo,
  schedulePayments,
} from "../chain/orders";
import { planOrder, recordPlan } from "../chain/plans";
import { raiseRequisition } from "../chain/purchases";
import { openWorkOrders } from "../chain/works";
import { defineFlow } from "../kernel/events";
import { commitToCustomer } from "../ledgers/finance";
import { linePromises, requisitionLinesIn, workOrdersIn } from "./plan-documents";

/**
 * An order is planned before the customer has put down the phone: what it needs is reserved, made and bought for, and
 * dated, in the transaction that confirms it.
 */
export const orderConfirmedDrivesPlan = defineFlow(orderConfirmed, async (tx, fact) => {
  const { orderId, number, customerId, inclCents, paymentTermId, demands } = fact.payload;

  await commitToCustomer(
    tx,
    { factId: fact.id, sourceType: "order", sourceId: orderId },
    customerId,
    inclCents,
  );

  const recipes = demands.some((demand) => demand.custom)
    ? await readRecipeFigures(tx, [orderId])
    : new Map();
  const shipTo = demands.some((demand) => demand.dropship) ? await readShipTo(tx, orderId) : null;
  const planned = await planOrder(
    tx,
    fact.id,
    demands.map(({ lineId, quantity, ...demand }) => ({
      ...demand,
      sourceId: lineId,
      quantity: exact(quantity),
      recipe: recipes.get(lineId),
    })),
  );
  await openWorkOrders(tx, workOrdersIn(planned.plan));
  await raiseRequisition(
    tx,
    fact.id,
    requisitionLinesIn(planned, () => shipTo),
  );
  await recordPlan(tx, fact.id, planned);
  await schedulePayments(tx, { orderId, customerId, inclCents, paymentTermId });
  await promiseOrder(tx, orderId, linePromises(planned));

  tx.enqueue("order.confirmed", { orderId, number, customerId });
});
