import { exact, type Exact } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { saveMoved } from "./move-purchase-order";
import { finishRequisitionLines } from "./move-requisition-lines";
import { PurchaseOrderLine, type PurchaseOrder } from "./purchase-order.model";
import type { PurchaseLineRecord } from "./purchase-order.queries";
import { purchaseOrderLineStates, purchaseOrderStates } from "./purchase-order.states";

/**
 * Lines, their requisitions and the order follow what has come to us or gone straight to a customer.
 *
 * @param after by line, all that has come of it by now
 */
export async function followLines(
  tx: Tx,
  order: PurchaseOrder,
  lines: readonly PurchaseLineRecord[],
  after: ReadonlyMap<Id, Exact>,
): Promise<void> {
  const moved = lines
    .filter(({ id, receivedQuantity }) => {
      const come = after.get(id);
      return come !== undefined && come !== exact(receivedQuantity);
    })
    .map((line) => {
      const receivedQuantity = after.get(line.id)!;
      const isWhole = receivedQuantity === exact(line.quantity);
      const state = isWhole ? purchaseOrderLineStates.step(line.state, "complete") : line.state;
      return { ...line, receivedQuantity, state };
    });
  await updateRows(tx, PurchaseOrderLine, ["receivedQuantity", "state"], moved);
  const done = moved.filter(({ state }) => state === "received");
  await finishRequisitionLines(
    tx,
    done.map(({ requisitionLineId }) => requisitionLineId),
  );
  const finished = new Set(done.map(({ id }) => id));
  const isAll = lines.every((line) => line.state !== "open" || finished.has(line.id));
  const before = order.state;
  order.state = purchaseOrderStates.step(before, isAll ? "complete" : "receive");
  await saveMoved(tx, order, before);
}
