import { followPlan, lockOrdersOf } from "../chain/orders";
import { orderLinesAbove, type MovedLine, type PlanMovement } from "../chain/plans";
import { adjustWorkOrders } from "../chain/works";
import type { Tx } from "../kernel/db";
import type { Id } from "../kernel/ids";

/**
 * Locks the orders that wait for some supplies: what a plan moves further up is written on them, and documents are locked before
 * any item's stock.
 */
export async function lockOrdersAbove(tx: Tx, supplyIds: readonly Id[]): Promise<void> {
  await lockOrdersOf(tx, await orderLinesAbove(tx, supplyIds));
}

/** Orders and planned work orders follow what moved in the plan. Answers the order lines that turned later than asked for. */
export async function followMovement(tx: Tx, { lines, workOrders }: PlanMovement): Promise<void> {
  await adjustWorkOrders(
    tx,
    workOrders.map((each) => ({ ...each, state: "changed" as const })),
    [],
  );
  await tellLate(tx, lines);
}

/** Orders keep what is reserved and promised of their lines; who serves the customer is told of those that turned late. */
export async function tellLate(tx: Tx, lines: readonly MovedLine[]): Promise<void> {
  const late = await followPlan(tx, lines);
  for (const { orderId, number, customerId } of late)
    tx.enqueue("order.late", { orderId, number, customerId });
}
