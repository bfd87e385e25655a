import { exact, type Exact } from "@quanlian/shared/domain";
import { updateRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { saveMoved } from "./move-purchase-order";
import { finishRequisitionLines } from "./move-requisition-lines";
import { inInspection } from "./open-inspections";
import { PurchaseOrderLine, type PurchaseOrder } from "./purchase-order.model";
import type { PurchaseLineRecord } from "./purchase-order.queries";
import { purchaseOrderLineStates, purchaseOrderStates } from "./purchase-order.states";
import { EXACTLY, isEnough, readReceiptRules } from "./receipt-rules";

/**
 * Lines, their requisitions and the order follow what has come to us or gone straight to a customer.
 *
 * @param after by line, all that has come of it by now
 * @returns the requisition lines of those that are done with less than was ordered, as their items' rules allow
 */
export async function followLines(
  tx: Tx,
  order: PurchaseOrder,
  lines: readonly PurchaseLineRecord[],
  after: ReadonlyMap<Id, Exact>,
): Promise<Id[]> {
  const rules = await readReceiptRules(
    tx,
    lines.map(({ itemId }) => itemId),
  );
  const moved = lines
    .filter(({ id, receivedQuantity }) => {
      const come = after.get(id);
      return come !== undefined && come !== exact(receivedQuantity);
    })
    .map((line) => {
      const receivedQuantity = after.get(line.id)!;
      const rule = line.orderLineId === null ? rules.get(line.itemId)! : EXACTLY;
      const isWhole = isEnough(receivedQuantity, exact(line.quantity), rule);
      const state = isWhole ? purchaseOrderLineStates.step(line.state, "complete") : line.state;
      return { ...line, receivedQuantity, state, overRate: rule.overRate };
    });
  await updateRows(tx, PurchaseOrderLine, ["receivedQuantity", "state", "overRate"], moved);
  const done = moved.filter(({ state }) => state === "received");
  const doneIds = done.map(({ requisitionLineId }) => requisitionLineId);
  const waiting = await inInspection(tx, doneIds);
  await finishRequisitionLines(
    tx,
    doneIds.filter((id) => !waiting.has(id)),
  );
  const finished = new Set(done.map(({ id }) => id));
  const isAll = lines.every((line) => line.state !== "open" || finished.has(line.id));
  const before = order.state;
  order.state = purchaseOrderStates.step(before, isAll ? "complete" : "receive");
  await saveMoved(tx, order, before);
  return done
    .filter(({ receivedQuantity, quantity }) => receivedQuantity < exact(quantity))
    .map(({ requisitionLineId }) => requisitionLineId);
}
