import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { refuse, refuseNotFound } from "../../kernel/errors";
import { subjectOf } from "./confirm-order";
import { recipeFigures, refuseUnknownParts } from "./draft-lines";
import { removeLineRecipes, writeLineRecipes } from "./line-recipes";
import { findOrder, readLines } from "./order.queries";
import { loadDraft } from "./update-order";

/**
 * Gives one custom line a bill of materials and routing of its own, for this order alone: the standard stays as it is.
 */
export function customiseLine(
  ctx: Ctx,
  { orderId, revision, lineId, recipe }: InputOf<(typeof ordersContract)["orders.customise"]>,
) {
  return transact(ctx, async (tx) => {
    const order = await loadDraft(tx, "orders.customise", orderId, revision);
    const line = (await readLines(tx, orderId)).find((each) => each.id === lineId);
    if (!line) refuseNotFound("order_line");
    if (line.mode !== "custom" && line.mode !== "project")
      refuse("order.line_not_custom", { line: line.lineNo });
    await refuseUnknownParts(tx, recipe);
    await removeLineRecipes(tx, [lineId]);
    await writeLineRecipes(tx, orderId, new Map([[lineId, recipeFigures(recipe)]]));
    await order.saveRevision(tx);
    tx.record({
      ...subjectOf(order),
      before: {},
      after: {
        line: line.lineNo,
        components: recipe.components.length,
        operations: recipe.operations.length,
      },
    });
    return findOrder(tx, "orders.customise", orderId);
  });
}
