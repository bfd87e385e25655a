import { exact } from "@quanlian/shared/domain";
import { defineFlow } from "../kernel/events";
import { adjustStock, NONE, stockAdjusted } from "../ledgers/inventory";

/** What was found on the shelf is posted: moves, balances and cost pools together. */
export const stockAdjustedChangesBooks = defineFlow(stockAdjusted, async (tx, fact) => {
  const { adjustmentId, reason, lines } = fact.payload;
  const cause = {
    factId: fact.id,
    effect: "adjust",
    sourceType: "stock_adjustment",
    sourceId: adjustmentId,
    reason,
    occurredOn: tx.today,
  };
  await adjustStock(
    tx,
    cause,
    lines.map((line) => ({
      ...line,
      lotId: NONE,
      quantity: exact(line.quantity),
      catchQuantity: 0n,
      unitCost: exact(line.unitCost),
    })),
  );
});
