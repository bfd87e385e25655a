import { exact } from "@quanlian/shared/domain";
import { receiveSupplies } from "../chain/plans";
import { goodsReceived } from "../chain/purchases";
import { defineFlow } from "../kernel/events";
import { lockItemStocks, NONE, receiveAccrued } from "../ledgers/inventory";
import { lockOrdersAbove, tellLate } from "./follow-movement";

/** Goods are stock at what they were ordered for, accrued until the invoice comes, and held by whatever waited for them. */
export const goodsReceivedFillStock = defineFlow(goodsReceived, async (tx, fact) => {
  const { goodsReceiptId, number, purchaseOrderId, supplierId, receivedOn, lines } = fact.payload;
  await lockOrdersAbove(
    tx,
    lines.map(({ requisitionLineId }) => requisitionLineId),
  );
  await lockItemStocks(tx, lines);
  await receiveAccrued(
    tx,
    {
      ...{ factId: fact.id, effect: "receive", sourceType: "goods_receipt" },
      ...{ sourceId: goodsReceiptId, reason: null, occurredOn: receivedOn },
    },
    supplierId,
    lines.map((line) => ({
      ...{ lineId: line.receiptLineId, itemId: line.itemId, warehouseId: line.warehouseId },
      ...{ locationId: line.locationId, lotId: line.lotId, ownerPartyId: NONE },
      ...{ status: "usable" as const, quantity: exact(line.quantity), serials: line.serials },
      catchQuantity: exact(line.catchQuantity),
      value: { by: "valueCents", valueCents: line.valueCents },
    })),
  );
  const receipt = await receiveSupplies(
    tx,
    fact.id,
    lines.map(({ requisitionLineId, quantity }) => ({
      ...{ supplyId: requisitionLineId, quantity: exact(quantity) },
    })),
  );
  await tellLate(tx, receipt.lines);

  tx.enqueue("goods.received", { goodsReceiptId, number, purchaseOrderId, supplierId });
  for (const workOrderId of receipt.completeKits) tx.enqueue("work.kitComplete", { workOrderId });
});
