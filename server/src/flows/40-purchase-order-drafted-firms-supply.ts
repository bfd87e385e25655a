import { exact } from "@quanlian/shared/domain";
import { openFreeSupplies, orderSupplies } from "../chain/plans";
import { purchaseOrderDrafted } from "../chain/purchases";
import { defineFlow } from "../kernel/events";
import { followMovement, lockOrdersAbove } from "./follow-movement";

/** What a buyer has taken for an order no plan changes any more: its supply is firm, as much and for the day that he ordered. */
export const purchaseOrderDraftedFirmsSupply = defineFlow(
  purchaseOrderDrafted,
  async (tx, fact) => {
    const lines = fact.payload.lines.map((line) => ({
      ...line,
      supplyId: line.requisitionLineId,
      quantity: exact(line.quantity),
    }));
    await lockOrdersAbove(
      tx,
      lines.map(({ supplyId }) => supplyId),
    );
    const byHand = lines.filter((line) => line.byHand);
    await openFreeSupplies(
      tx,
      fact.id,
      byHand.map(({ supplyId, ...line }) => ({ ...line, id: supplyId })),
    );
    await followMovement(tx, await orderSupplies(tx, lines));
  },
);
