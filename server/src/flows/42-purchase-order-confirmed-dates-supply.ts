import { exact } from "@quanlian/shared/domain";
import { orderSupplies } from "../chain/plans";
import { purchaseOrderConfirmed } from "../chain/purchases";
import { defineFlow } from "../kernel/events";
import { followMovement, lockOrdersAbove } from "./follow-movement";

/** The supplier's days are the plan's, and whatever waits for the goods moves with them, up to what customers were promised. */
export const purchaseOrderConfirmedDatesSupply = defineFlow(
  purchaseOrderConfirmed,
  async (tx, fact) => {
    const { purchaseOrderId, number, supplierId } = fact.payload;
    const lines = fact.payload.lines.map(({ requisitionLineId, quantity, dueOn }) => ({
      ...{ supplyId: requisitionLineId, quantity: exact(quantity), dueOn },
    }));
    await lockOrdersAbove(
      tx,
      lines.map(({ supplyId }) => supplyId),
    );
    await followMovement(tx, await orderSupplies(tx, lines));
    tx.enqueue("purchaseOrder.confirmed", { purchaseOrderId, number, supplierId });
  },
);
