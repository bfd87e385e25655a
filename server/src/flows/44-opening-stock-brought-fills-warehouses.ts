import { exact } from "@quanlian/shared/domain";
import { defineFlow } from "../kernel/events";
import { NONE, openingStockBrought, postStock } from "../ledgers/inventory";

/** What a company brings along lies on its shelves: moves, balances and cost pools together. */
export const openingStockBroughtFillsWarehouses = defineFlow(
  openingStockBrought,
  async (tx, fact) => {
    const { cutoverId, lines } = fact.payload;
    const cause = {
      factId: fact.id,
      effect: "open",
      kind: "opening" as const,
      sourceType: "cutover",
      sourceId: cutoverId,
      reason: null,
      occurredOn: tx.today,
    };
    await postStock(
      tx,
      cause,
      lines.map(({ quantity, catchQuantity, unitCost, ...line }) => ({
        ...line,
        ownerPartyId: NONE,
        status: "usable" as const,
        quantity: exact(quantity),
        catchQuantity: exact(catchQuantity),
        value: { by: "unitCost" as const, unitCost: exact(unitCost) },
      })),
    );
  },
);
