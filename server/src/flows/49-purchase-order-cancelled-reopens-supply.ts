import { exact } from "@quanlian/shared/domain";
import { reopenSupplies } from "../chain/plans";
import { purchaseOrderCancelled } from "../chain/purchases";
import { defineFlow } from "../kernel/events";
import { followMovement, lockOrdersAbove } from "./follow-movement";

/** What was ordered is the plan's again, as it was asked for: the need is in the pool, and nothing of it is lost. */
export const purchaseOrderCancelledReopensSupply = defineFlow(
  purchaseOrderCancelled,
  async (tx, fact) => {
    const { purchaseOrderId, number, supplierId, wasIssued } = fact.payload;
    const lines = fact.payload.lines.map(({ requisitionLineId, quantity, dueOn }) => ({
      ...{ supplyId: requisitionLineId, quantity: exact(quantity), dueOn },
    }));
    await lockOrdersAbove(
      tx,
      lines.map(({ supplyId }) => supplyId),
    );
    await followMovement(tx, await reopenSupplies(tx, lines));
    if (wasIssued) tx.enqueue("purchaseOrder.cancelled", { purchaseOrderId, number, supplierId });
  },
);
