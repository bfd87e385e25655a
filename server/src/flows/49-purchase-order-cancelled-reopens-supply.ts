import { exact } from "@quanlian/shared/domain";
import { dropFreeSupplies, reopenSupplies } from "../chain/plans";
import {
  adjustRequisitionLines,
  purchaseOrderCancelled,
  type PurchaseOrderCancelled,
} from "../chain/purchases";
import type { Tx } from "../kernel/db";
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
    await dropWhatNobodyNeeds(tx, fact.payload.lines);
    if (wasIssued) tx.enqueue("purchaseOrder.cancelled", { purchaseOrderId, number, supplierId });
  },
);

/** What a person bought of his own accord and nobody waits for is not to be bought again: it leaves the pool. */
async function dropWhatNobodyNeeds(tx: Tx, lines: PurchaseOrderCancelled["lines"]): Promise<void> {
  const byHand = lines.filter((line) => line.byHand);
  const dropped = await dropFreeSupplies(
    tx,
    byHand.map(({ requisitionLineId }) => requisitionLineId),
  );
  if (dropped.size === 0) return;
  await adjustRequisitionLines(
    tx,
    byHand.map(({ requisitionLineId: id, quantity }) => ({
      ...{ id, quantity: exact(quantity) },
      state: dropped.has(id) ? ("cancelled" as const) : ("changed" as const),
    })),
  );
}
