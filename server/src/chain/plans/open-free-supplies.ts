import { type Day, type Exact } from "@quanlian/shared/domain";
import { insertRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { lockItemStocks, type StockPlace } from "../../ledgers/inventory";
import { SupplyRow } from "./plans.model";

/** Something that a person buys without a plan having asked for it. */
export interface FreeSupply extends StockPlace {
  /** The requisition line's. */
  id: Id;
  quantity: Exact;
  dueOn: Day;
}

/** Supplies that nobody has asked for yet: all of it is free for the next order. */
export async function openFreeSupplies(
  tx: Tx,
  factId: Id,
  supplies: readonly FreeSupply[],
): Promise<void> {
  await lockItemStocks(tx, supplies);
  await insertRows(
    tx,
    SupplyRow,
    supplies.map(({ id, itemId, warehouseId, quantity, dueOn }) => ({
      ...{ id, sourceType: "requisition_line" as const, sourceId: id, kind: "buy" as const },
      ...{ itemId, warehouseId, state: "open" as const, quantity, openQuantity: quantity },
      ...{ pegged: 0n, freeQuantity: quantity, neededQuantity: 0n, lotSteps: NO_STEPS },
      ...{ firm: false, custom: false, dropship: false, lowLevelCode: 0, fixedDays: 0 },
      ...{ routingDays: 0, neededOn: dueOn, readyOn: tx.today, dueOn, criticalDemandId: null },
      ...{ startOn: earlier(tx.today, dueOn), factId },
    })),
  );
}

const NO_STEPS = { minimum: "0", multiple: "0", fixed: "0", rounding: "0" };
const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
