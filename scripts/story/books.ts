import { exact, sum, toDecimalText } from "@quanlian/shared/domain";
import type { Desk } from "../demo/desk";

/** The books as a planner reads them: stock, open demands and open supplies, row by row. */
export interface Books {
  stock: readonly string[];
  demands: readonly string[];
  supplies: readonly string[];
}

const PAGE = 200;

/** Reads all of a small company's books over the lists. */
export async function readBooks(planner: Desk, itemIds: readonly string[]): Promise<Books> {
  const { rows } = await planner.call("inventory.stock", { itemIds: [...itemIds] });
  const open = { state: { eq: "open" as const } };
  const demands = await planner.call("demands.list", { filter: open, limit: PAGE });
  const supplies = await planner.call("supplies.list", { filter: open, limit: PAGE });
  return {
    stock: rows.map((row) => `${row.itemCode} ${row.onHand} reserved ${row.reserved}`).toSorted(),
    demands: demands.rows
      .map((row) => `${row.id} ${row.quantity} ${row.reserved} ${row.pegged} ${row.uncovered}`)
      .toSorted(),
    supplies: supplies.rows
      .map((row) => `${row.id} ${row.openQuantity} ${row.pegged} ${row.freeQuantity} ${row.dueOn}`)
      .toSorted(),
  };
}

/** Rows of one state of the books that the other does not have: none when they agree. */
export function booksDifference(before: Books, after: Books): string[] {
  const parts = ["stock", "demands", "supplies"] as const;
  return parts.flatMap((part) => [
    ...missingFrom(before[part], after[part]).map((row) => `${part} lost: ${row}`),
    ...missingFrom(after[part], before[part]).map((row) => `${part} new: ${row}`),
  ]);
}

function missingFrom(rows: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
}

/** Exact sum of decimal texts. */
export const sumOf = (texts: readonly string[]): string => toDecimalText(sum(texts.map(exact)));
