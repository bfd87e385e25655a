import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { writeTerms } from "../../kernel/search";
import { findNamedCustomer } from "../../masters/parties";
import { subjectOf } from "./confirm-order";
import { headerOf, refuseForeignProject, shipToOf, writeLines } from "./draft-order";
import { checkLines } from "./draft-lines";
import { judgeDraft } from "./judge-draft";
import { removeLineRecipes } from "./line-recipes";
import { SalesOrder } from "./order.model";
import { orderPolicy } from "./order.policy";
import { findOrder, readLines } from "./order.queries";
import { searchedOrder } from "./order.resource";
import { totalLines } from "./order.rules";

/** Replaces the content of a draft. What has been promised is not edited: that goes through an order change. */
export function updateOrder(
  ctx: Ctx,
  { orderId, revision, ...draft }: InputOf<(typeof ordersContract)["orders.update"]>,
) {
  return transact(ctx, async (tx) => {
    const order = await loadDraft(tx, "orders.update", orderId, revision);
    const customer = await findNamedCustomer(tx, "orders.update", draft.customerId);
    const shipTo = await shipToOf(tx, draft);
    await refuseForeignProject(tx, draft);
    const lines = await checkLines(tx, draft, customer.taxRate);
    const before = { lines: (await removeLines(tx, orderId)).length, inclCents: order.inclCents };
    await writeLines(tx, orderId, draft.customerId, lines);
    const totals = totalLines(lines);
    const { customerId, pricesIncludeTax } = draft;
    const judged = { customerId, pricesIncludeTax, inclCents: totals.inclCents };
    order.approvalReasons = await judgeDraft(tx, judged, lines);
    Object.assign(order, totals, headerOf(draft, customer, shipTo), {
      customerId: draft.customerId,
      waitingReason: null,
      approvedAt: null,
    });
    await order.saveRevision(tx);
    await writeTerms(tx, "order", [searchedOrder(order)]);
    tx.record({
      ...subjectOf(order),
      before,
      after: { lines: lines.length, inclCents: order.inclCents },
    });
    return findOrder(tx, "orders.update", orderId);
  });
}

/** A draft, locked, at the revision that the caller has read. Anything further on is frozen. */
export async function loadDraft(
  tx: Tx,
  permission: string,
  orderId: Id,
  revision: number,
): Promise<SalesOrder> {
  const order = await loadForUpdate(tx, SalesOrder, orderPolicy, permission, orderId);
  tx.authorize(permission, orderPolicy, order);
  order.expectRevision(revision);
  if (order.state !== "draft") refuse("order.frozen", { state: order.state });
  return order;
}

async function removeLines(tx: Tx, orderId: Id) {
  const lines = await readLines(tx, orderId);
  await removeLineRecipes(
    tx,
    lines.map((line) => line.id),
  );
  await tx.write(
    "DELETE FROM sales_order_lines WHERE tenant_id = :tenant AND order_id = :orderId",
    { orderId },
  );
  return lines;
}
