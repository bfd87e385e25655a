import type { InputOf, worksContract } from "@quanlian/shared/contract";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { loadForUpdate, transact } from "../../kernel/db";
import { refuseNotFound } from "../../kernel/errors";
import { lockItemStocks, type StockPlace } from "../../ledgers/inventory";
import { findWorkOrder } from "./find-work-order";
import { WorkOrder } from "./work-order.model";
import { workOrderPolicy } from "./work-order.resource";
import { workOrderReleased } from "./work-order.events";
import { workOrderStates } from "./work-order.states";

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
    await order.saveRevision(tx);
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
