import type { InputOf, worksContract } from "@quanlian/shared/contract";
import { exact, toDecimalText, type Exact } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import { lockItemStocks, type StockPlace } from "../../ledgers/inventory";
import type { Id } from "../../kernel/ids";
import { settle } from "./count.rules";
import { findWorkOrder } from "./find-work-order";
import { readTasks } from "./lock-work";
import { plannedUnitCost } from "./planned-cost";
import { WorkOrder } from "./work-order.model";
import { workOrderPolicy } from "./work-order.resource";
import { workOrderReleased } from "./work-order.events";
import { workOrderStates } from "./work-order.states";
import { writeTasks } from "./write-work";

/**
 * Hands a planned work order to the workshop. From here its supply is firm: an order that changes may only advise on it.
 *
 * Plans change planned work orders under the lock of their item's stock, so that lock is taken before the document's own: the
 * other way round a release and a cancellation would wait for each other.
 */
export function releaseWorkOrder(
  ctx: Ctx,
  { workOrderId, revision }: InputOf<(typeof worksContract)["workOrders.release"]>,
) {
  return transact(ctx, async (tx) => {
    const place = await tx.row<StockPlace>(
      `SELECT w.item_id AS itemId, w.warehouse_id AS warehouseId FROM work_orders w
       WHERE w.tenant_id = :tenant AND w.id = :workOrderId
         AND ${rowPredicate(tx.actor, workOrderPolicy, "workOrders.release", "w")}`,
      { workOrderId },
    );
    if (!place) refuseNotFound("work_order");
    await lockItemStocks(tx.books, [place]);
    const order = await loadForUpdate(
      tx,
      WorkOrder,
      workOrderPolicy,
      "workOrders.release",
      workOrderId,
    );
    tx.authorize("workOrders.release", workOrderPolicy, {});
    order.expectRevision(revision);

    const before = { state: order.state };
    order.state = workOrderStates.step(order.state, "release");
    order.plannedUnitCost = toDecimalText(await plannedUnitCost(tx, order));
    await order.saveRevision(tx);
    await openTasks(tx, workOrderId, exact(order.quantity));
    await markBackflush(tx, workOrderId);
    const { number } = order;
    tx.record({
      type: "work_order",
      id: workOrderId,
      number,
      before,
      after: { state: order.state },
    });
    await tx.emit(workOrderReleased, { workOrderId, number });
    return findWorkOrder(tx, workOrderId, "workOrders.release");
  });
}

/** What can be begun at once is ready. */
async function openTasks(tx: Tx, workOrderId: Id, quantity: Exact): Promise<void> {
  const tasks = (await readTasks(tx, [workOrderId])).get(workOrderId) ?? [];
  await writeTasks(tx, tasks, settle(quantity, tasks));
}

/** Whether a component is taken by itself is its item's matter when the work order is released. */
async function markBackflush(tx: Tx, workOrderId: Id): Promise<void> {
  await tx.books.write(
    `UPDATE work_order_materials m SET m.backflush =
       (SELECT i.backflush FROM items i WHERE i.tenant_id = :tenant AND i.id = m.item_id)
     WHERE m.tenant_id = :tenant AND m.work_order_id = :workOrderId`,
    { workOrderId },
  );
}
