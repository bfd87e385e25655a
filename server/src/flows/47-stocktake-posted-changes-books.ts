import { exact } from "@quanlian/shared/domain";
import { defineFlow } from "../kernel/events";
import { postStock, stocktakePosted } from "../ledgers/inventory";

/**
 * What was counted is posted. What was found comes in at the pool's average, at standard cost where the pool is empty; it
 * comes in first, so that goods that were only found elsewhere keep their value.
 */
export const stocktakePostedChangesBooks = defineFlow(stocktakePosted, async (tx, fact) => {
  const { stocktakeId, number, lines } = fact.payload;
  const cause = {
    factId: fact.id,
    effect: "count",
    kind: "count" as const,
    sourceType: "stocktake",
    sourceId: stocktakeId,
    reason: number,
    occurredOn: tx.today,
  };
  const changes = lines.map(({ unitCost, ...line }) => ({
    ...line,
    quantity: exact(line.quantity),
    catchQuantity: exact(line.catchQuantity),
    value: { by: "pool" as const, unitCost: exact(unitCost) },
  }));
  const gains = changes.filter((line) => line.quantity >= 0n);
  const losses = changes.filter((line) => line.quantity < 0n);
  await postStock(tx, cause, [...gains, ...losses]);
});
