import type { InputOf, stocktakesContract } from "@quanlian/shared/contract";
import { exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { transact, type Tx } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { checkPlaces } from "./check-places";
import { checkTracking } from "./check-tracking";
import { loadCounting, readScope, withinScope } from "./counting-stocktake";
import { lotKey, nameLots } from "./name-lots";
import { recordCounts, type Count } from "./record-counts";
import { NONE, stockKeyText, type StockKey } from "./stock.types";
import type { Stocktake } from "./stocktake.model";
import { findStocktake } from "./stocktake.queries";

type Input = InputOf<(typeof stocktakesContract)["stocktakes.enterCounts"]>;
type Line = Input["lines"][number];

/**
 * Writes counts down, many at once. A key that the books do not hold may be found all the same, if it is in the scope.
 * Refuses all faults of the lines at once: unknown, outside the scope, twice.
 */
export function countStocktake(ctx: Ctx, { stocktakeId, lines }: Input) {
  return transact(ctx, async (tx) => {
    const stocktake = await loadCounting(tx, "stocktakes.enterCounts", stocktakeId);
    const counts = await checkLines(tx, stocktake, lines);
    await recordCounts(tx.books, stocktakeId, counts);
    tx.record({
      ...{ type: "stocktake", id: stocktakeId, number: stocktake.number },
      before: {},
      after: { counted: lines },
    });
    return findStocktake(tx, stocktakeId);
  });
}

async function checkLines(
  tx: Tx,
  { id: stocktakeId, warehouseId }: Stocktake,
  lines: readonly Line[],
): Promise<Count[]> {
  const faults = new Faults(tx.language);
  const named = lines.map((line, at) => ({ path: ["lines", at], warehouseId, ...line }));
  await checkPlaces(tx, faults, "stocktakes.enterCounts", named);
  const lots = await nameLots(tx, faults, lines.flatMap(lotOf));
  const keys = lines.map((line) => keyOf(line, warehouseId, lots));
  const covers = withinScope(await readScope(tx, stocktakeId));
  const seen = new Set<string>();
  keys.forEach((key, at) => {
    if (!covers(key)) faults.add(["lines", at], "issue.outside_count");
    if (seen.has(stockKeyText(key))) faults.add(["lines", at], "issue.duplicate");
    seen.add(stockKeyText(key));
  });
  faults.refuse();
  const counts = lines.map((line, at) => ({
    key: keys[at]!,
    quantity: exact(line.quantity),
    catchQuantity: exact(line.catchQuantity ?? "0"),
    serials: line.serials ?? null,
  }));
  const tracked = counts.map((count, at) => ({ path: ["lines", at], ...count.key, ...count }));
  await checkTracking(tx, faults, tracked);
  faults.refuse();
  return counts;
}

const lotOf = ({ itemId, lotNumber }: Line, at: number) =>
  lotNumber
    ? [
        {
          path: ["lines", at],
          field: "lotNumber",
          itemId,
          lot: { number: lotNumber },
          mayCreate: false,
        },
      ]
    : [];

const keyOf = (line: Line, warehouseId: Id, lots: ReadonlyMap<string, Id>): StockKey => ({
  itemId: line.itemId,
  warehouseId,
  locationId: line.locationId ?? NONE,
  lotId: line.lotNumber ? (lots.get(lotKey(line.itemId, line.lotNumber)) ?? NONE) : NONE,
  ownerPartyId: line.ownerPartyId ?? NONE,
  status: line.status ?? "usable",
});
