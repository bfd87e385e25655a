import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import { may, type Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { exposureOf, lockPartyBalance } from "../../ledgers/finance";
import { findCustomerTerms } from "../../masters/parties";
import { orderConfirmed } from "./order.events";
import { SalesOrder } from "./order.model";
import { orderPolicy } from "./order.policy";
import { findOrder, readDemandingLines } from "./order.queries";
import { creditExcess, demandsOf } from "./order.rules";
import { orderStates } from "./order.states";

/**
 * Turns a draft into a promise to the customer, and plans it in the same transaction.
 *
 * From here planning and finance read the lines as facts, so they freeze: a later change goes through an order change,
 * never through an edit. Refuses an order without lines, a customer on hold, and one beyond the credit limit, unless
 * whoever may override that says why.
 */
export function confirmOrder(
  ctx: Ctx,
  { orderId, revision, creditOverride }: InputOf<(typeof ordersContract)["orders.confirm"]>,
) {
  return transact(ctx, async (tx) => {
    const order = await loadForUpdate(tx, SalesOrder, orderPolicy, "orders.confirm", orderId);
    tx.authorize("orders.confirm", orderPolicy, order);
    order.expectRevision(revision);

    const state = orderStates.step(order.state, "confirm");
    const demands = demandsOf(await readDemandingLines(tx, orderId));
    if (demands.length === 0) refuse("order.empty", { orderId });
    const override = await checkCredit(tx, order, creditOverride ?? null);

    const before = { state: order.state };
    order.state = state;
    order.confirmedAt = tx.now;
    order.creditOverride = override;
    await order.saveRevision(tx);
    tx.record({ ...subjectOf(order), before, after: { state } });

    const { number, customerId, inclCents } = order;
    await tx.emit(orderConfirmed, { orderId, number, customerId, inclCents, demands });
    return findOrder(tx, "orders.confirm", orderId); // the flow has moved it on
  });
}

/** Who this change concerns, for the audit and for live events. */
export const subjectOf = (order: SalesOrder) => ({
  type: "order",
  id: order.id,
  number: order.number,
  ownerId: order.ownerId,
  departmentId: order.departmentId,
  customerId: order.customerId,
});

/**
 * Locks the customer's balance, so that two orders cannot both fit into the same rest of the limit. Answers the reason
 * why the limit was overridden; null when it was not.
 */
async function checkCredit(
  tx: Tx,
  order: SalesOrder,
  reason: string | null,
): Promise<string | null> {
  const terms = await findCustomerTerms(tx, order.customerId);
  if (!terms) refuse("reference.not_found", { field: "customerId" });
  if (terms.onHold) refuse("party.on_hold", { name: terms.name, reason: terms.holdReason });
  const balance = await lockPartyBalance(tx.books, order.customerId);
  const excess = creditExcess(terms.creditLimitCents, exposureOf(balance), order.inclCents);
  if (!excess) return null;
  if (reason !== null && may(tx.actor, "orders.overrideCredit")) return reason;
  return refuse("order.over_credit", { orderId: order.id, ...excess });
}
