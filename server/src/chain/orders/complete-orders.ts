import { loadOnBooks, type Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { SalesOrder } from "./order.model";
import { subjectOf } from "./confirm-order";
import { orderCompleted } from "./order.events";
import { readLines } from "./order.queries";
import { orderStates } from "./order.states";
import { committedOf } from "./settle-orders";

/**
 * Ends those of some orders of which all has been delivered, within the tolerance of each line, and answered for: accepted, or
 * credited. The orders are locked. Each is a fact of its own; a delivery is for one or a few.
 */
export async function completeOrders(tx: Tx, orderIds: readonly Id[]): Promise<void> {
  for (const orderId of await wholeOrders(tx, orderIds)) await completeOrder(tx, orderId);
}

async function wholeOrders(tx: Tx, orderIds: readonly Id[]): Promise<Id[]> {
  const rows = await tx.rows<{ id: Id }>(
    `SELECT o.id FROM sales_orders o
     WHERE o.tenant_id = :tenant AND o.id IN :orderIds AND o.state = 'confirmed' AND NOT EXISTS
       (SELECT l.id FROM sales_order_lines l WHERE l.tenant_id = :tenant AND l.order_id = o.id AND l.state = 'open'
          AND (l.shipped_quantity < l.quantity * (1 - l.under_rate)
            OR l.accepted_quantity + l.credited_quantity < l.shipped_quantity))
     ORDER BY o.id`,
    { orderIds: sortedIds(orderIds) },
  );
  return rows.map(({ id }) => id);
}

async function completeOrder(tx: Tx, orderId: Id): Promise<void> {
  const order = await loadOnBooks(tx, SalesOrder, orderId);
  const before = { state: order.state };
  const committedCents = committedOf(order);
  order.state = orderStates.step(order.state, "complete");
  order.closedAt = tx.now;
  await order.saveRevision(tx);
  tx.record({ ...subjectOf(order), before, after: { state: order.state } });
  const lines = (await readLines(tx, orderId)).filter((line) => line.state === "open");
  await tx.emit(orderCompleted, {
    ...{ orderId, number: order.number, customerId: order.customerId, committedCents },
    lineIds: lines.map((line) => line.id),
  });
}
