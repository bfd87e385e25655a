import { loadForUpdate, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { NONE } from "./stock.types";
import { Stocktake } from "./stocktake.model";
import { stocktakePolicy } from "./stocktake.policy";

/** A stocktake that is being counted, locked: counts of several people are written one after the other. */
export async function loadCounting(
  tx: Tx,
  permission: string,
  stocktakeId: Id,
): Promise<Stocktake> {
  const stocktake = await loadForUpdate(tx, Stocktake, stocktakePolicy, permission, stocktakeId);
  tx.authorize(permission, stocktakePolicy, {});
  if (stocktake.state !== "counting")
    refuse("state.illegal_move", { state: stocktake.state, action: "count" });
  return stocktake;
}

export interface Scope {
  locationId: Id;
  itemId: Id;
}

export const readScope = (tx: Tx, stocktakeId: Id) =>
  tx.rows<Scope>(
    `SELECT f.location_id AS locationId, f.item_id AS itemId FROM stocktake_scopes f
     WHERE f.tenant_id = :tenant AND f.stocktake_id = :stocktakeId`,
    { stocktakeId },
  );

/** Answers whether a place is one of those that the stocktake covers. */
export function withinScope(scopes: readonly Scope[]): (place: Scope) => boolean {
  const locations = new Set(scopes.map((scope) => scope.locationId));
  const items = new Set(scopes.map((scope) => scope.itemId));
  return ({ locationId, itemId }) =>
    (locations.has(NONE) || locations.has(locationId)) && (items.has(NONE) || items.has(itemId));
}
