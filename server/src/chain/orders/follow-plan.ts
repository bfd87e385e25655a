import type { Day } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { SalesOrderLine } from "./order.model";
import type { LinePromise } from "./promise-order";

/** An order of which a line comes later than its customer asked for. */
export interface LateOrder {
  orderId: Id;
  number: string;
  customerId: Id;
}

/** Locks the orders of some lines, ascending, as documents are locked before any stock. */
export async function lockOrdersOf(tx: Tx, lineIds: readonly Id[]): Promise<void> {
  if (lineIds.length === 0) return;
  await tx.rows(
    `SELECT o.id FROM sales_orders o
     WHERE o.tenant_id = :tenant AND o.id IN
       (SELECT l.order_id FROM sales_order_lines l WHERE l.tenant_id = :tenant AND l.id IN :lineIds)
     ORDER BY o.id FOR UPDATE`,
    { lineIds: sortedIds(lineIds) },
  );
}

/**
 * Orders keep what their plan says of some lines now: what is reserved, what still comes, and when. The order's promise is its
 * latest line's. Answers the orders that turned late by it, which their customers should hear of.
 */
export async function followPlan(tx: Tx, lines: readonly LinePromise[]): Promise<LateOrder[]> {
  if (lines.length === 0) return [];
  const before = await readPromises(tx, lines);
  await updateRows(
    tx,
    SalesOrderLine,
    ["reservedQuantity", "plannedQuantity", "promisedOn"],
    lines.map((line) => ({
      ...{ id: line.lineId, reservedQuantity: line.reserved, plannedQuantity: line.planned },
      promisedOn: line.availableOn,
    })),
  );
  await tx.write(
    `UPDATE sales_orders o SET o.promised_on =
       (SELECT IF(COUNT(*) = COUNT(l.promised_on), MAX(l.promised_on), NULL) FROM sales_order_lines l
        WHERE l.tenant_id = :tenant AND l.order_id = o.id AND l.state = 'open' AND l.needs_supply = 1)
     WHERE o.tenant_id = :tenant AND o.id IN :orderIds`,
    { orderIds: sortedIds(before.map(({ orderId }) => orderId)) },
  );
  const days = new Map(lines.map((line) => [line.lineId, line.availableOn]));
  const late = before.filter(({ lineId, requestedOn, promisedOn }) => {
    const on = days.get(lineId) ?? null;
    return on !== null && on > requestedOn && (promisedOn === null || on > promisedOn);
  });
  return [...new Map(late.map((each) => [each.orderId, each])).values()];
}

interface Promised extends LateOrder {
  lineId: Id;
  requestedOn: Day;
  promisedOn: Day | null;
}

const readPromises = (tx: Tx, lines: readonly LinePromise[]): Promise<Promised[]> =>
  tx.rows<Promised>(
    `SELECT l.id AS lineId, l.requested_on AS requestedOn, l.promised_on AS promisedOn, o.id AS orderId, o.number,
       o.customer_id AS customerId
     FROM sales_order_lines l JOIN sales_orders o ON o.tenant_id = :tenant AND o.id = l.order_id
     WHERE l.tenant_id = :tenant AND l.id IN :lineIds`,
    { lineIds: sortedIds(lines.map(({ lineId }) => lineId)) },
  );

/** Whoever looks at the orders of some lines is told that how far they are has moved. */
export async function touchOrdersOf(tx: Tx, lineIds: readonly Id[]): Promise<void> {
  if (lineIds.length === 0) return;
  const rows = await tx.rows<{
    id: Id;
    ownerId: Id | null;
    departmentId: Id | null;
    customerId: Id;
  }>(
    `SELECT o.id, o.owner_id AS ownerId, o.department_id AS departmentId, o.customer_id AS customerId
     FROM sales_orders o WHERE o.tenant_id = :tenant AND o.id IN
       (SELECT l.order_id FROM sales_order_lines l WHERE l.tenant_id = :tenant AND l.id IN :lineIds)`,
    { lineIds: sortedIds(lineIds) },
  );
  for (const row of rows) tx.touch({ type: "order", ...row });
}
