import { loadOnBooks, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { promise, subjectOf } from "./confirm-order";
import { obstacleTo } from "./confirm-checks";
import { SalesOrder, type WaitingReason } from "./order.model";

export type ByRule = { confirmed: true } | { confirmed: false; reason: WaitingReason };

/**
 * Confirms a draft because a rule says so and nobody pressed a button: after a customer has accepted a quote, say. What would
 * refuse it (our credit limit is none of the customer's business) leaves it a draft that says why it waits; the fact that
 * led here stands.
 */
export async function confirmByRule(tx: Tx, orderId: Id): Promise<ByRule> {
  const order = await loadOnBooks(tx, SalesOrder, orderId);
  const ready = await obstacleTo(tx.books, order, undefined);
  if (!ready.obstacle) {
    await promise(tx, order, ready);
    return { confirmed: true };
  }
  order.waitingReason = ready.obstacle;
  await order.saveRevision(tx.books);
  const after = { state: order.state, waiting: ready.obstacle.code };
  tx.record({ ...subjectOf(order), before: { state: order.state }, after });
  return { confirmed: false, reason: ready.obstacle };
}
