import { exact } from "@quanlian/shared/domain";
import { loseSupplies, receiveSupplies } from "../chain/plans";
import { goodsInspected, type GoodsInspected, type JudgedGoods } from "../chain/purchases";
import { defineFlow } from "../kernel/events";
import { NONE, postStock, type StockLine } from "../ledgers/inventory";
import { lockOrdersAbove, tellLate } from "./follow-movement";

/**
 * What can be used is, from this moment, and whoever waited for it holds it; what failed is blocked where it lies. If it does not come
 * once more, whoever waited for that goes without until he is planned for anew.
 */
export const goodsInspectedFillStock = defineFlow(goodsInspected, async (tx, fact) => {
  const { inspectionId, number, supplierId, requisitionLineId, usable, failed } = fact.payload;
  await lockOrdersAbove(tx, [requisitionLineId]);
  const cause = {
    ...{ factId: fact.id, effect: "inspect", kind: "transfer" as const, reason: null },
    ...{ sourceType: "incoming_inspection", sourceId: inspectionId },
    occurredOn: fact.payload.inspectedOn,
  };
  await postStock(tx, cause, [
    ...moved(fact.payload, usable, "usable"),
    ...moved(fact.payload, failed, "frozen"),
  ]);
  const supplyId = requisitionLineId;
  const received = usable ? [{ supplyId, quantity: exact(usable.quantity) }] : [];
  const receipt = await receiveSupplies(tx, fact.id, received);
  await tellLate(tx, receipt.lines);
  if (failed && !fact.payload.replaced) {
    const loss = await loseSupplies(tx, [supplyId], {
      lost: new Map([[supplyId, exact(failed.quantity)]]),
    });
    await tellLate(tx, loss.lines);
    if (loss.uncoveredIds.length > 0)
      tx.enqueue("demands.uncovered", { demandIds: loss.uncoveredIds, factId: fact.id });
  }

  tx.enqueue("goods.inspected", { inspectionId, number, supplierId, failed: failed !== null });
  for (const workOrderId of receipt.completeKits) tx.enqueue("work.kitComplete", { workOrderId });
});

/** Out of inspection, and there as what they are now: at the value that they came in with. */
function moved(
  { itemId, warehouseId, locationId, lotId }: GoodsInspected,
  goods: JudgedGoods | null,
  status: "usable" | "frozen",
): StockLine[] {
  if (!goods) return [];
  const { lineId, serials } = goods;
  const [quantity, catchQuantity] = [exact(goods.quantity), exact(goods.catchQuantity)];
  const key = { itemId, warehouseId, locationId, lotId, ownerPartyId: NONE, serials };
  return [
    {
      ...{ ...key, lineId, status: "inspection", value: { by: "pool" } },
      ...{ quantity: -quantity, catchQuantity: -catchQuantity },
    },
    {
      ...{ ...key, lineId: goods.arrivalId, status, value: { by: "from", lineId } },
      ...{ quantity, catchQuantity },
    },
  ];
}
