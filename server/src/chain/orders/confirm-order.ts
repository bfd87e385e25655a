import type { InputOf, ordersContract } from "@quanlian/shared/contract";
import { toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { may } from "../../kernel/access";
import { exposureOf, lockPartyBalance } from "../../ledgers/finance";
import { findCustomerTerms, type CustomerTerms } from "../../masters/parties";
import { orderConfirmed } from "./order.events";
import { SalesOrder } from "./order.model";
import { orderPolicy } from "./order.policy";
import { headerOf, readLines, type LineRecord, type OrderRecord } from "./order.queries";
import { readLineRecipes } from "./line-recipes";
import { creditExcess, demandsOf, promiseOf } from "./order.rules";
import { orderStates } from "./order.states";
import { promisesMade, type LinePromise } from "./promise-order";

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
    const lines = await readLines(tx, orderId);
    const demands = demandsOf(lines);
    if (demands.length === 0) refuse("order.empty", { orderId });
    const { name: customerName } = await checkCredit(tx, order, creditOverride ?? null);

    const before = { state: order.state };
    order.state = state;
    order.confirmedAt = tx.now;
    order.creditOverride = creditOverride ?? null;
    await order.saveRevision(tx);
    tx.record({ ...subjectOf(order), before, after: { state } });

    const { number, customerId, inclCents } = order;
    await tx.emit(orderConfirmed, { orderId, number, customerId, inclCents, demands });
    return confirmedRecord(tx, order, customerName, lines);
  });
}

/** The order as it now stands, from what was read under its lock and what its plan has promised: reading it back costs. */
async function confirmedRecord(
  tx: Tx,
  order: SalesOrder,
  customerName: string,
  lines: readonly LineRecord[],
): Promise<OrderRecord> {
  const promises = promisesMade(tx, order.id);
  const byLine = new Map(promises.map((promise) => [promise.lineId, promise]));
  const custom = lines.some((line) => line.mode === "custom");
  return {
    header: {
      ...headerOf(order),
      customerName,
      promisedOn: promiseOf(promises.map((promise) => promise.availableOn)),
    },
    lines: lines.map((line) => promisedLine(line, byLine.get(line.id))),
    recipes: custom ? await readLineRecipes(tx, order.id) : new Map(),
  };
}

const promisedLine = (line: LineRecord, promise: LinePromise | undefined): LineRecord =>
  promise
    ? {
        ...line,
        promisedOn: promise.availableOn,
        reservedQuantity: toDecimalText(promise.reserved),
        plannedQuantity: toDecimalText(promise.planned),
      }
    : line;

/** Who this change concerns, for the audit and for live events. */
export const subjectOf = (order: SalesOrder) => ({
  type: "order",
  id: order.id,
  number: order.number,
  ownerId: order.ownerId,
  departmentId: order.departmentId,
  customerId: order.customerId,
});

/** Locks the customer's balance, so that two orders cannot both fit into the same rest of the limit. */
async function checkCredit(
  tx: Tx,
  order: SalesOrder,
  override: string | null,
): Promise<CustomerTerms> {
  const terms = await findCustomerTerms(tx, order.customerId);
  if (!terms) refuse("reference.not_found", { field: "customerId" });
  if (terms.onHold) refuse("party.on_hold", { name: terms.name, reason: terms.holdReason });
  const balance = await lockPartyBalance(tx.books, order.customerId);
  const excess = creditExcess(terms.creditLimitCents, exposureOf(balance), order.inclCents);
  if (!excess) return terms;
  const overridden = override !== null && may(tx.actor, "orders.overrideCredit");
  if (!overridden) refuse("order.over_credit", { orderId: order.id, ...excess });
  return terms;
}
