import { exact } from "@quanlian/shared/domain";
import { defineFlow } from "../kernel/events";
import { postStock, stockAdjusted } from "../ledgers/inventory";

/** What was found on the shelf is posted: moves, balances and cost pools together. */
export const stockAdjustedChangesBooks = defineFlow(stockAdjusted, async (tx, fact) => {
  const { adjustmentId, reason, occurredOn, lines } = fact.payload;
  const cause = {
    factId: fact.id,
    effect: "adjust",
    kind: "adjustment" as const,
    sourceType: "stock_adjustment",
    sourceId: adjustmentId,
    reason,
    occurredOn,
  };
  await postStock(
    tx,
    cause,
    lines.map(({ unitCost, ...line }) => ({
      ...line,
      quantity: exact(line.quantity),
      catchQuantity: exact(line.catchQuantity),
      value: line.quantity.startsWith("-")
        ? { by: "pool" as const }
        : { by: "unitCost" as const, unitCost: exact(unitCost) },
    })),
  );
});
