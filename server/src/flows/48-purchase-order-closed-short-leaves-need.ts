import { loseSupplies } from "../chain/plans";
import { inInspection, purchaseOrderClosedShort } from "../chain/purchases";
import { defineFlow } from "../kernel/events";
import { lockOrdersAbove, tellLate } from "./follow-movement";

/** What a supplier does not bring any more, whoever waited for it lacks until it is planned again. */
export const purchaseOrderClosedShortLeavesNeed = defineFlow(
  purchaseOrderClosedShort,
  async (tx, fact) => {
    const { purchaseOrderId, number, supplierId, requisitionLineIds } = fact.payload;
    await lockOrdersAbove(tx, requisitionLineIds);
    const kept = await inInspection(tx, requisitionLineIds);
    const loss = await loseSupplies(tx, requisitionLineIds, { kept });
    await tellLate(tx, loss.lines);

    if (loss.uncoveredIds.length > 0)
      tx.enqueue("demands.uncovered", { demandIds: loss.uncoveredIds, factId: fact.id });
    tx.enqueue("purchaseOrder.closedShort", { purchaseOrderId, number, supplierId });
  },
);
