import type { InputOf, stocktakesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact } from "../../kernel/db";
import { setFrozen } from "./start-stocktake";
import { Stocktake } from "./stocktake.model";
import { stocktakePolicy } from "./stocktake.policy";
import { findStocktake } from "./stocktake.queries";
import { stocktakeStates } from "./stocktake.states";

/** Gives a count up, with a reason: nothing is posted, and what it froze is free. Its counts stay readable. */
export function cancelStocktake(
  ctx: Ctx,
  { stocktakeId, revision, reason }: InputOf<(typeof stocktakesContract)["stocktakes.cancel"]>,
) {
  return transact(ctx, async (tx) => {
    const permission = "stocktakes.cancel";
    const stocktake = await loadForUpdate(tx, Stocktake, stocktakePolicy, permission, stocktakeId);
    tx.authorize(permission, stocktakePolicy, {});
    stocktake.expectRevision(revision);
    const before = { state: stocktake.state };
    stocktake.state = stocktakeStates.step(stocktake.state, "cancel");
    stocktake.cancelledAt = tx.now;
    stocktake.cancelReason = reason;
    await stocktake.saveRevision(tx);
    await setFrozen(tx, stocktakeId, false);
    const { state, number } = stocktake;
    tx.record({ type: "stocktake", id: stocktakeId, number, before, after: { state }, reason });
    return findStocktake(tx, stocktakeId);
  });
}
