import type { InputOf, stocktakesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { insertRows, loadForUpdate, transact, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { lockItemStocks } from "./lock-item-stocks";
import type { StockKey } from "./stock.types";
import { Stocktake, StocktakeLine } from "./stocktake.model";
import { stocktakePolicy } from "./stocktake.policy";
import { findStocktake } from "./stocktake.queries";
import { stocktakeStates } from "./stocktake.states";

/**
 * Begins a count: its lines are every stock key that the books hold in its scope. If it freezes, whatever is under way in
 * the scope is waited for and everything after is refused, until the count is posted or given up.
 */
export function startStocktake(
  ctx: Ctx,
  { stocktakeId, revision }: InputOf<(typeof stocktakesContract)["stocktakes.start"]>,
) {
  return transact(ctx, async (tx) => {
    const permission = "stocktakes.start";
    const stocktake = await loadForUpdate(tx, Stocktake, stocktakePolicy, permission, stocktakeId);
    tx.authorize(permission, stocktakePolicy, {});
    stocktake.expectRevision(revision);

    const before = { state: stocktake.state };
    stocktake.state = stocktakeStates.step(stocktake.state, "start");
    stocktake.startedAt = tx.now;
    stocktake.countedOn = tx.today;
    const { warehouseId } = stocktake;
    const itemIds = await itemsWithin(tx, stocktakeId, warehouseId);
    await lockItemStocks(
      tx,
      itemIds.map((itemId) => ({ itemId, warehouseId })),
    );
    const keys = await keysWithin(tx, stocktakeId, warehouseId);
    await insertRows(
      tx,
      StocktakeLine,
      keys.map((key) => ({ ...key, stocktakeId, countNo: 0 })),
    );
    if (stocktake.freezes) await setFrozen(tx, stocktakeId, true);
    await stocktake.saveRevision(tx);
    tx.record({
      ...{ type: "stocktake", id: stocktakeId, number: stocktake.number, before },
      after: { state: stocktake.state, lines: keys.length },
    });
    return findStocktake(tx, stocktakeId);
  });
}

export const setFrozen = (tx: Tx, stocktakeId: Id, frozen: boolean) =>
  tx.write(
    `UPDATE stocktake_scopes SET frozen = :frozen WHERE tenant_id = :tenant AND stocktake_id = :stocktakeId`,
    { frozen, stocktakeId },
  );

/** 0 stands for every location, every item. */
const WITHIN = `(f.location_id = 0 OR f.location_id = b.location_id) AND (f.item_id = 0 OR f.item_id = b.item_id)`;

async function itemsWithin(tx: Tx, stocktakeId: Id, warehouseId: Id): Promise<Id[]> {
  const rows = await tx.rows<{ itemId: Id }>(
    `SELECT DISTINCT b.item_id AS itemId FROM stock_balances b
       JOIN stocktake_scopes f ON f.tenant_id = :tenant AND f.stocktake_id = :stocktakeId AND ${WITHIN}
     WHERE b.tenant_id = :tenant AND b.warehouse_id = :warehouseId`,
    { stocktakeId, warehouseId },
  );
  return rows.map((row) => row.itemId);
}

/** Each key with something in it; a key that was used up is counted only if something is found there. */
const keysWithin = (tx: Tx, stocktakeId: Id, warehouseId: Id) =>
  tx.rows<StockKey>(
    `SELECT DISTINCT b.item_id AS itemId, b.warehouse_id AS warehouseId, b.location_id AS locationId, b.lot_id AS lotId,
       b.owner_party_id AS ownerPartyId, b.status FROM stock_balances b
       JOIN stocktake_scopes f ON f.tenant_id = :tenant AND f.stocktake_id = :stocktakeId AND ${WITHIN}
     WHERE b.tenant_id = :tenant AND b.warehouse_id = :warehouseId AND b.quantity <> 0`,
    { stocktakeId, warehouseId },
  );
