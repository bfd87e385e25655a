import { cents, exact } from "@quanlian/shared/domain";
import { loseSupplies, receiveSupplies } from "../chain/plans";
import { goodsReceived, inInspection, readReceived } from "../chain/purchases";
import { charge } from "../chain/settlements";
import type { Tx } from "../kernel/db";
import { defineFlow } from "../kernel/events";
import type { Id } from "../kernel/ids";
import { lockItemStocks, NONE, receiveAccrued } from "../ledgers/inventory";
import { findPaymentTerm } from "../masters/parties";
import { lockOrdersAbove, tellLate } from "./follow-movement";

/**
 * Goods are stock at what they were ordered for, accrued until the invoice comes, and held by whatever waited for them; what is to be
 * looked at first lies apart, and is held once it was. From the same moment we owe them to the supplier, by the days of the order's payment term.
 */
export const goodsReceivedFillStock = defineFlow(goodsReceived, async (tx, fact) => {
  const { goodsReceiptId, number, purchaseOrderId, supplierId, receivedOn, lines } = fact.payload;
  await lockOrdersAbove(
    tx,
    lines.map(({ requisitionLineId }) => requisitionLineId),
  );
  await chargeReceipt(tx, fact.id, goodsReceiptId);
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
      status: line.inspects ? ("inspection" as const) : ("usable" as const),
      ...{ quantity: exact(line.quantity), serials: line.serials },
      catchQuantity: exact(line.catchQuantity),
      value: { by: "valueCents", valueCents: line.valueCents },
    })),
  );
  const receipt = await receiveSupplies(
    tx,
    fact.id,
    lines
      .filter(({ inspects }) => !inspects)
      .map(({ requisitionLineId, quantity }) => ({
        ...{ supplyId: requisitionLineId, quantity: exact(quantity) },
      })),
  );
  await tellLate(tx, receipt.lines);
  await loseRest(tx, fact.id, fact.payload.shortRequisitionLineIds);

  tx.enqueue("goods.received", { goodsReceiptId, number, purchaseOrderId, supplierId });
  for (const workOrderId of receipt.completeKits) tx.enqueue("work.kitComplete", { workOrderId });
});

/** Less than ordered was enough of some lines: whoever waits for their rest is planned for anew. */
async function loseRest(tx: Tx, factId: Id, requisitionLineIds: readonly Id[]): Promise<void> {
  if (requisitionLineIds.length === 0) return;
  const kept = await inInspection(tx, requisitionLineIds);
  const loss = await loseSupplies(tx, requisitionLineIds, { kept });
  await tellLate(tx, loss.lines);
  if (loss.uncoveredIds.length > 0)
    tx.enqueue("demands.uncovered", { demandIds: loss.uncoveredIds, factId });
}

async function chargeReceipt(tx: Tx, factId: Id, goodsReceiptId: Id): Promise<void> {
  const { lines, supplierId, paymentTermId, receivedOn, purchaseOrderId, ...head } =
    await readReceived(tx, goodsReceiptId);
  const term = paymentTermId === null ? undefined : await findPaymentTerm(tx, paymentTermId);
  const document = {
    ...{ ...head, partyId: supplierId, chargedOn: receivedOn, stages: term?.stages ?? null },
    ...{ side: "payable" as const, kind: "receipt" as const },
    ...{ sourceType: "goods_receipt", sourceId: goodsReceiptId },
  };
  await charge(
    tx,
    factId,
    document,
    lines.map((line) => ({
      ...{ ...line, orderId: null, purchaseOrderId },
      inclCents: cents(line.exclCents + line.taxCents),
    })),
  );
}
