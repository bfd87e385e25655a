import { exact } from "@quanlian/shared/domain";
import { orderSupplies } from "../chain/plans";
import { purchaseOrderRevised } from "../chain/purchases";
import { defineFlow } from "../kernel/events";
import { followMovement, lockOrdersAbove } from "./follow-movement";

/** A draft that is edited is what will be ordered: as much, and for that day. */
export const purchaseOrderRevisedMovesSupply = defineFlow(
  purchaseOrderRevised,
  async (tx, { payload }) => {
    const lines = payload.lines.map(({ requisitionLineId, quantity, dueOn }) => ({
      ...{ supplyId: requisitionLineId, quantity: exact(quantity), dueOn },
    }));
    await lockOrdersAbove(
      tx,
      lines.map(({ supplyId }) => supplyId),
    );
    await followMovement(tx, await orderSupplies(tx, lines));
  },
);
