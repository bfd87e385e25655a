import { loadOnBooks, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { obstacleTo } from "./confirm-checks";
import { promise } from "./confirm-order";
import { SalesOrder, type WaitingReason } from "./order.model";
import { leaveWaiting } from "./wait-for-person";

export type ByRule = { confirmed: true } | { confirmed: false; reason: WaitingReason };

/**
 * Confirms a draft because a rule says so and nobody pressed a button: after a customer has accepted a quote, say. What would
 * refuse it (our credit limit is none of the customer's business) leaves it a draft that says why it waits, with a task for
 * whoever serves the customer; the fact that led here stands.
 */
export async function confirmByRule(tx: Tx, orderId: Id): Promise<ByRule> {
  const order = await loadOnBooks(tx, SalesOrder, orderId);
  const ready = await obstacleTo(tx.books, order, undefined);
  if (!ready.obstacle) {
    await promise(tx, order, ready);
    return { confirmed: true };
  }
  await leaveWaiting(tx, order, ready.obstacle);
  return { confirmed: false, reason: ready.obstacle };
}
