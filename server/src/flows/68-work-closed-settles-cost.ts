import { exact } from "@quanlian/shared/domain";
import { workClosed } from "../chain/works";
import { defineFlow } from "../kernel/events";
import { closeWip, NONE } from "../ledgers/inventory";

/** What a work order has cost beyond plan goes to what is still here of its goods, the rest to variance. */
export const workClosedSettlesCost = defineFlow(workClosed, async (tx, fact) => {
  const { workOrderId, itemId, warehouseId, finishedQuantity } = fact.payload;
  const cause = {
    ...{ factId: fact.id, effect: "close", sourceType: "work_order", sourceId: workOrderId },
    ...{ reason: null, occurredOn: tx.today },
  };
  const key = {
    ...{ itemId, warehouseId, locationId: NONE, lotId: NONE, ownerPartyId: NONE },
    status: "usable" as const,
  };
  await closeWip(tx, cause, workOrderId, {
    ...{ lineId: workOrderId, key, cameIn: exact(finishedQuantity) },
  });
});
