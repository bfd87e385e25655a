import {
  addDays,
  exact,
  paymentSchedule,
  type Cents,
  type Day,
  type PaymentTrigger,
} from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { insertRows, updateRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { findPaymentTerm } from "../../masters/parties";
import { ScheduledPayment } from "./order.model";

/** One stage of an order's payment schedule. */
export interface PaymentRecord {
  id: Id;
  stageNo: number;
  name: string;
  state: "open" | "cancelled";
  trigger: PaymentTrigger;
  shareRate: string;
  days: number;
  amountCents: Cents;
  dueOn: Day | null;
}

/**
 * Writes down when an order is to be paid: the stages of its payment term, its amount shared over them to the cent. What
 * falls due on a later event has no day yet. An order without a term has no schedule.
 */
export async function schedulePayments(
  tx: Tx,
  order: { orderId: Id; customerId: Id; inclCents: Cents; paymentTermId: Id | null },
): Promise<void> {
  const { orderId, customerId, inclCents, paymentTermId } = order;
  if (paymentTermId === null) return;
  const term = await findPaymentTerm(tx, paymentTermId);
  assert(term, "an order with a payment term that is not there");
  const payments = paymentSchedule(term, inclCents, { confirmedOn: tx.today });
  await insertRows(
    tx,
    ScheduledPayment,
    payments.map(({ stageNo, name, cents, trigger, dueOn }, at) => ({
      orderId,
      customerId,
      stageNo,
      name,
      state: "open" as const,
      dueTrigger: trigger,
      shareRate: term.stages[at]!.shareRate,
      days: term.stages[at]!.days,
      amountCents: cents,
      dueOn,
    })),
  );
}

/** The schedule of an order whose header was found within the actor's rule before. */
export function readPayments(ctx: Ctx, orderId: Id): Promise<PaymentRecord[]> {
  return ctx.rows<PaymentRecord>(
    `SELECT p.id, p.stage_no AS stageNo, p.name, p.state, p.due_trigger AS \`trigger\`, p.share_rate AS shareRate, p.days,
       p.amount_cents AS amountCents, p.due_on AS dueOn
     FROM sales_order_payments p WHERE p.tenant_id = :tenant AND p.order_id = :orderId ORDER BY p.stage_no`,
    { orderId },
  );
}

/** Shares another amount over the stages as they stand; the days that they have fallen due on stay. */
export async function reschedulePayments(tx: Tx, orderId: Id, inclCents: Cents): Promise<void> {
  const before = await readPayments(tx, orderId);
  if (before.length === 0) return;
  const stages = before.map((each) => ({ ...each, shareRate: exact(each.shareRate) }));
  const after = paymentSchedule({ stages }, inclCents, {});
  await updateRows(
    tx,
    ScheduledPayment,
    ["amountCents"],
    after.map(({ cents }, at) => ({ id: before[at]!.id, amountCents: cents })),
  );
}

/** Nothing of a cancelled order is to be paid any more; what was agreed stays readable. */
export async function cancelPayments(tx: Tx, orderId: Id): Promise<void> {
  await tx.write(
    "UPDATE sales_order_payments SET state = 'cancelled' WHERE tenant_id = :tenant AND order_id = :orderId",
    { orderId },
  );
}

/** A stage of an order that has fallen due. */
export interface DueStage {
  paymentId: Id;
  orderId: Id;
  dueOn: Day;
}

/**
 * What is to be paid at a milestone of a project falls due when it is reached, so many days later as the term says: on every
 * confirmed order of the project that has a stage of that name. Answers these stages.
 */
export async function payAtMilestone(
  tx: Tx,
  projectId: Id,
  name: string,
  on: Day,
): Promise<DueStage[]> {
  const waiting = await tx.rows<{ id: Id; orderId: Id; days: number }>(
    `SELECT p.id, p.order_id AS orderId, p.days FROM sales_order_payments p
       JOIN sales_orders o ON o.tenant_id = :tenant AND o.id = p.order_id
     WHERE p.tenant_id = :tenant AND o.project_id = :projectId AND p.due_trigger = 'milestone' AND p.name = :name
       AND p.state = 'open' AND p.due_on IS NULL ORDER BY p.id FOR UPDATE`,
    { projectId, name },
  );
  const due = waiting.map(({ id, orderId, days }) => ({ id, orderId, dueOn: addDays(on, days) }));
  await updateRows(tx, ScheduledPayment, ["dueOn"], due);
  return due.map(({ id, ...stage }) => ({ ...stage, paymentId: id }));
}
