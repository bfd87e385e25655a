import { exact, toYuanText, type Cents, type Day } from "@quanlian/shared/domain";
import type { OrderMode } from "@quanlian/shared/contract";
import type { Id } from "../../kernel/ids";
import type { OrderDemand } from "./order.events";

// The arithmetic of a document's lines is one for quotes and orders.
export { priceLine, totalLines, type LineAmounts } from "@quanlian/shared/domain";

/** The figures behind "over the credit limit", or null when the order fits: exposure + this order ≤ limit. */
export function creditExcess(
  limitCents: Cents | null,
  exposureCents: Cents,
  orderCents: Cents,
): { limitYuan: string; usedYuan: string; orderYuan: string } | null {
  if (limitCents === null || exposureCents + orderCents <= limitCents) return null;
  return {
    limitYuan: toYuanText(limitCents),
    usedYuan: toYuanText(exposureCents),
    orderYuan: toYuanText(orderCents),
  };
}

/** A line of these modes may bring a bill of materials of its own. */
export const mayOwnRecipe = (mode: OrderMode): boolean => mode === "custom" || mode === "project";

/** What a line asks of planning. */
export interface DemandingLine {
  id: Id;
  lineNo: number;
  itemId: Id | null;
  warehouseId: Id | null;
  quantity: string;
  requestedOn: Day;
  mode: OrderMode;
  state: string;
  needsSupply: boolean;
}

/** The demands of an order: one per open line of goods. Free text and services ask nothing of planning. */
export function demandsOf(lines: readonly DemandingLine[]): OrderDemand[] {
  return lines.flatMap((line) =>
    line.state === "open" && line.needsSupply && line.itemId && exact(line.quantity) > 0n
      ? [
          {
            lineId: line.id,
            itemId: line.itemId,
            warehouseId: line.warehouseId,
            quantity: line.quantity,
            neededOn: line.requestedOn,
            custom: mayOwnRecipe(line.mode),
            dropship: line.mode === "dropship",
          },
        ]
      : [],
  );
}

/** The same of an order that changes: a line that is taken out asks for nothing, which takes back what it asked for. */
export const changedDemands = (lines: readonly DemandingLine[]): OrderDemand[] =>
  demandsOf(lines.map((line) => ({ ...line, state: "open" }))).map((demand) => {
    const removed = lines.find((line) => line.id === demand.lineId)!.state === "removed";
    return removed ? { ...demand, quantity: "0" } : demand;
  });

/** The day on which all of an order can be there: the latest of its lines; null while one has none. */
export function promiseOf(days: readonly (Day | null)[]): Day | null {
  let latest: Day | null = null;
  for (const day of days) {
    if (day === null) return null;
    if (latest === null || day > latest) latest = day;
  }
  return latest;
}
