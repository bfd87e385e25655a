import type { InputOf, stocktakesContract } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { setFrozen } from "./start-stocktake";
import { stockKeyOf, type StockKey } from "./stock.types";
import { Stocktake } from "./stocktake.model";
import { stocktakePosted, type CountedDifference } from "./stocktake.events";
import { stocktakePolicy } from "./stocktake.policy";
import { DIFFERS, findStocktake } from "./stocktake.queries";
import { stocktakeStates } from "./stocktake.states";

/**
 * Posts every difference of a count as one fact. Each is what was counted less what the books said at that moment, so that
 * what moved between the count and now keeps its effect. Lines not counted stop it, unless they are to keep what the books
 * say.
 */
export function postStocktake(
  ctx: Ctx,
  { stocktakeId, revision, keepUncounted }: InputOf<(typeof stocktakesContract)["stocktakes.post"]>,
) {
  return transact(ctx, async (tx) => {
    const permission = "stocktakes.post";
    const stocktake = await loadForUpdate(tx, Stocktake, stocktakePolicy, permission, stocktakeId);
    tx.authorize(permission, stocktakePolicy, {});
    stocktake.expectRevision(revision);
    const before = { state: stocktake.state };
    const state = stocktakeStates.step(stocktake.state, "post");
    const count = await countUncounted(tx, stocktakeId);
    if (count > 0 && !keepUncounted) refuse("stocktake.uncounted", { count });

    stocktake.state = state;
    stocktake.postedAt = tx.now;
    await stocktake.saveRevision(tx);
    await setFrozen(tx, stocktakeId, false); // its own differences are no moves of others
    const lines = await readDifferences(tx, stocktakeId);
    const { number } = stocktake;
    const after = { state, differences: lines.length, uncounted: count };
    tx.record({ type: "stocktake", id: stocktakeId, number, before, after });
    await tx.emit(stocktakePosted, { stocktakeId, number, lines });
    return findStocktake(tx, stocktakeId);
  });
}

async function countUncounted(tx: Tx, stocktakeId: Id): Promise<number> {
  const row = await tx.row<{ uncountedCount: number }>(
    `SELECT COUNT(*) AS uncountedCount FROM stocktake_lines n
     WHERE n.tenant_id = :tenant AND n.stocktake_id = :stocktakeId AND n.counted_quantity IS NULL`,
    { stocktakeId },
  );
  return row!.uncountedCount;
}

interface LineRow extends StockKey {
  bookQuantity: string;
  bookCatchQuantity: string;
  countedQuantity: string;
  countedCatchQuantity: string;
  bookSerials: string | null;
  countedSerials: string | null;
  standardCost: string;
}

async function readDifferences(tx: Tx, stocktakeId: Id): Promise<CountedDifference[]> {
  const rows = await tx.rows<LineRow>(
    `SELECT n.item_id AS itemId, n.warehouse_id AS warehouseId, n.location_id AS locationId,
       n.lot_id AS lotId, n.owner_party_id AS ownerPartyId, n.status, n.book_quantity AS bookQuantity,
       n.book_catch_quantity AS bookCatchQuantity, n.counted_quantity AS countedQuantity,
       n.counted_catch_quantity AS countedCatchQuantity, n.book_serials AS bookSerials,
       n.counted_serials AS countedSerials, i.standard_cost_price AS standardCost
     FROM stocktake_lines n JOIN items i ON i.tenant_id = :tenant AND i.id = n.item_id
     WHERE n.tenant_id = :tenant AND n.stocktake_id = :stocktakeId AND ${DIFFERS} ORDER BY n.id`,
    { stocktakeId },
  );
  return rows.flatMap((row) =>
    row.countedSerials === null ? [plain(tx, row)] : bySerial(tx, row),
  );
}

const plain = (tx: Tx, row: LineRow): CountedDifference => ({
  ...differenceOf(tx, row),
  quantity: toDecimalText(exact(row.countedQuantity) - exact(row.bookQuantity)),
  catchQuantity: toDecimalText(exact(row.countedCatchQuantity) - exact(row.bookCatchQuantity)),
  serials: [],
});

/** Pieces that are missing go out, pieces that were found come in: each difference of its own. */
function bySerial(tx: Tx, row: LineRow): CountedDifference[] {
  const book = JSON.parse(row.bookSerials ?? "[]") as string[];
  const counted = JSON.parse(row.countedSerials ?? "[]") as string[];
  const missing = book.filter((number) => !counted.includes(number));
  const found = counted.filter((number) => !book.includes(number));
  const part = (serials: string[], sign: "" | "-"): CountedDifference[] => {
    if (serials.length === 0) return [];
    const quantity = `${sign}${serials.length}`;
    return [{ ...differenceOf(tx, row), quantity, catchQuantity: "0", serials }];
  };
  return [...part(found, ""), ...part(missing, "-")];
}

const differenceOf = (tx: Tx, row: LineRow) => ({
  lineId: tx.newId(),
  ...stockKeyOf(row),
  unitCost: toDecimalText(exact(row.standardCost)),
});
