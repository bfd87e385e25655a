import { cents, type Cents, type Day } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import { sortedIds, type Id } from "../../kernel/ids";
import { SalesOrder } from "./order.model";
import type { OrderState } from "./order.states";

/** How a customer's commitment for one order changes. */
export interface CommitmentChange {
  orderId: Id;
  customerId: Id;
  differenceCents: Cents;
}

interface Standing {
  state: OrderState;
  inclCents: Cents;
  keptCents: Cents | null;
  settledCents: Cents;
}

/**
 * What a customer is still committed to of an order: its amount, or what was kept of it, less what is settled; never less than
 * nothing, for more may be delivered than was ordered. Nothing of an order that is complete or cancelled.
 */
export function committedOf({ state, inclCents, keptCents, settledCents }: Standing): Cents {
  if (state !== "confirmed" && state !== "closed_short") return cents(0);
  return cents(Math.max(0, (keptCents ?? inclCents) - settledCents));
}

/** So much more of orders is charged, or will never be; below zero takes that back. The orders are locked. */
export async function settleOrders(
  tx: Tx,
  parts: readonly { orderId: Id; inclCents: Cents }[],
): Promise<CommitmentChange[]> {
  const sums = new Map<Id, number>();
  for (const { orderId, inclCents } of parts)
    sums.set(orderId, (sums.get(orderId) ?? 0) + inclCents);
  const rows = await tx.rows<Standing & { id: Id; customerId: Id }>(
    `SELECT o.id, o.customer_id AS customerId, o.state, o.incl_cents AS inclCents, o.kept_cents AS keptCents,
       o.settled_cents AS settledCents
     FROM sales_orders o WHERE o.tenant_id = :tenant AND o.id IN :ids ORDER BY o.id`,
    { ids: sortedIds([...sums.keys()]) },
  );
  const after = rows.map((row) => ({
    ...row,
    settledCents: cents(row.settledCents + sums.get(row.id)!),
  }));
  assert(
    after.every(({ settledCents }) => settledCents >= 0),
    "less of an order is settled than nothing",
  );
  await updateRows(tx, SalesOrder, ["settledCents"], after);
  return after.map((row, at) => ({
    ...{ orderId: row.id, customerId: row.customerId },
    differenceCents: cents(committedOf(row) - committedOf(rows[at]!)),
  }));
}

/** Stages of orders' payments that wait for an event fall due, so many days later as their terms say. */
export async function fallDue(
  tx: Tx,
  orderIds: readonly Id[],
  trigger: "on_ship" | "on_accept" | "month_end",
  on: Day,
): Promise<void> {
  const start = trigger === "month_end" ? "LAST_DAY(:on)" : ":on";
  await tx.write(
    `UPDATE sales_order_payments SET due_on = DATE_ADD(${start}, INTERVAL days DAY)
     WHERE tenant_id = :tenant AND order_id IN :orderIds AND due_trigger = :trigger AND due_on IS NULL AND state = 'open'`,
    { orderIds: sortedIds(orderIds), trigger, on },
  );
}
