import { exact } from "@quanlian/shared/domain";
import { defineFlow } from "../kernel/events";
import { postStock, stockTransferred, type StockLine } from "../ledgers/inventory";

/** Goods leave one place and arrive at another in the same posting: the value that leaves is the value that arrives. */
export const stockTransferredMovesValue = defineFlow(stockTransferred, async (tx, fact) => {
  const { transferId, reason, occurredOn, lines } = fact.payload;
  const cause = {
    factId: fact.id,
    effect: "transfer",
    kind: "transfer" as const,
    sourceType: "stock_transfer",
    sourceId: transferId,
    reason,
    occurredOn,
  };
  await postStock(
    tx,
    cause,
    lines.flatMap(({ to, ...line }): StockLine[] => {
      const [quantity, catchQuantity] = [exact(line.quantity), exact(line.catchQuantity)];
      return [
        { ...line, quantity: -quantity, catchQuantity: -catchQuantity, value: { by: "pool" } },
        { ...line, ...to, quantity, catchQuantity, value: { by: "from", lineId: line.lineId } },
      ];
    }),
  );
});
