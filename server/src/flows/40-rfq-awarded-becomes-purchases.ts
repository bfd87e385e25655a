import { exact } from "@quanlian/shared/domain";
import { lockSupplies, splitSupplies } from "../chain/plans";
import { orderAwarded, rfqAwarded, wonPrices } from "../chain/purchases";
import { defineFlow } from "../kernel/events";
import { keepSupplierPrices } from "../masters/catalog";
import { followMovement, lockOrdersAbove } from "./follow-movement";

/**
 * Each supplier who has won gets an order of his own, drafted at his prices, without anybody retyping them; a need that several
 * share is split in the plan as it is in the pool. What the winners have said is their price from now on.
 */
export const rfqAwardedBecomesPurchases = defineFlow(rfqAwarded, async (tx, fact) => {
  const { rfqId, number, splits, orders, losers } = fact.payload;
  // All that the drafts will touch, once and in order, before the first of them is written.
  const needs = orders.flatMap(({ lines }) =>
    lines.flatMap((line) => line.requisitionLineId ?? []),
  );
  await lockOrdersAbove(tx, needs);
  await lockSupplies(tx, needs);
  const parts = splits.map(({ requisitionLineId, parts: of }) => ({
    supplyId: requisitionLineId,
    parts: of.map(({ id, quantity }) => ({ id, quantity: exact(quantity) })),
  }));
  await followMovement(tx, await splitSupplies(tx, fact.id, parts));
  const drafted = await orderAwarded(tx, fact.payload);
  await keepSupplierPrices(tx, await wonPrices(tx, rfqId));

  for (const { invitationId, purchaseOrderId } of drafted) {
    const { supplierId } = orders.find((order) => order.invitationId === invitationId)!;
    tx.enqueue("rfq.won", { invitationId, number, supplierId, purchaseOrderId });
  }
  for (const { invitationId, supplierId } of losers)
    tx.enqueue("rfq.lost", { invitationId, number, supplierId });
});
