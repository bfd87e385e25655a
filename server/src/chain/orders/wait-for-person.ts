import { translate } from "@quanlian/shared/locale";
import type { Tx } from "../../kernel/db";
import { giveTask } from "../../workflow";
import { subjectOf } from "./confirm-order";
import type { SalesOrder, WaitingReason } from "./order.model";

/** Leaves an order a draft that says why it waits, and gives whoever serves the customer the task to look at it. */
export async function leaveWaiting(
  tx: Tx,
  order: SalesOrder,
  reason: WaitingReason,
  before: { state: string } = { state: order.state },
): Promise<void> {
  order.waitingReason = reason;
  await order.saveRevision(tx.books);
  const after = { state: order.state, waiting: reason.code };
  tx.record({ ...subjectOf(order), before, after });
  const { number } = order;
  const why = translate(tx.language, `error.${reason.code}`, reason.facts);
  await giveTask(tx, {
    subjectType: "order",
    subjectId: order.id,
    number,
    assigneeId: order.ownerId,
    departmentId: order.departmentId,
    code: "order_waits",
    facts: { number, reason: why },
    dueOn: tx.today,
  });
}
