import type { InputOf, stocktakesContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { loadCounting } from "./counting-stocktake";
import { DIFFERS, findStocktake } from "./stocktake.queries";

/**
 * Sends lines back to be counted again: those named, or all that differ from the books. Their counts are forgotten, and
 * how often each was counted stays. Of a blind count nobody learns the figures by it.
 */
export function recountStocktake(
  ctx: Ctx,
  { stocktakeId, revision, lineIds }: InputOf<(typeof stocktakesContract)["stocktakes.recount"]>,
) {
  return transact(ctx, async (tx) => {
    const stocktake = await loadCounting(tx, "stocktakes.recount", stocktakeId);
    stocktake.expectRevision(revision);
    const rows = await tx.rows<{ id: Id }>(
      `SELECT n.id FROM stocktake_lines n
       WHERE n.tenant_id = :tenant AND n.stocktake_id = :stocktakeId AND n.counted_quantity IS NOT NULL
         AND ${lineIds ? "n.id IN :lineIds" : DIFFERS}`,
      lineIds ? { stocktakeId, lineIds } : { stocktakeId },
    );
    const found = new Set(rows.map((row) => row.id));
    const faults = new Faults(tx.language);
    (lineIds ?? []).forEach((id, at) => {
      if (!found.has(id)) faults.unknown(["lineIds", at], id);
    });
    faults.refuse();
    if (found.size > 0)
      await tx.write(
        `UPDATE stocktake_lines SET counted_quantity = NULL, counted_catch_quantity = NULL, book_quantity = NULL,
           book_catch_quantity = NULL, counted_serials = NULL, book_serials = NULL, counted_at = NULL, counted_by_id = NULL
         WHERE tenant_id = :tenant AND stocktake_id = :stocktakeId AND id IN :lineIds`,
        { stocktakeId, lineIds: [...found] },
      );
    await stocktake.saveRevision(tx);
    tx.record({
      ...{ type: "stocktake", id: stocktakeId, number: stocktake.number },
      before: {},
      after: { recounted: [...found] },
    });
    return findStocktake(tx, stocktakeId);
  });
}
