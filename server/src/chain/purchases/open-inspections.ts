import { exact, type Day, type Exact } from "@quanlian/shared/domain";
import { insertRows, type Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import { prefixes, takeNumbers } from "../../kernel/numbering";
import { IncomingInspection } from "./incoming-inspection.model";
import { incomingInspectionStates } from "./incoming-inspection.states";
import type { ReceivedLine } from "./purchase-order.events";
import type { PurchaseOrder } from "./purchase-order.model";

/** One document for each line of a receipt that is to be looked at. */
export async function openInspections(
  tx: Tx,
  { id: purchaseOrderId, supplierId, ownerId, departmentId }: PurchaseOrder,
  receipt: { id: Id; receivedOn: Day },
  lines: readonly (ReceivedLine & { purchaseOrderLineId: Id })[],
): Promise<void> {
  if (lines.length === 0) return;
  const numbers = await takeNumbers(tx, prefixes.incomingInspection, lines.length);
  const state = incomingInspectionStates.initial;
  const opened = lines.map((line, at) => ({
    ...{ id: tx.newId(), number: numbers[at]!, supplierId, ownerId, departmentId, state },
    ...{ goodsReceiptId: receipt.id, goodsReceiptLineId: line.receiptLineId, purchaseOrderId },
    ...{ purchaseOrderLineId: line.purchaseOrderLineId, itemId: line.itemId },
    ...{ quantity: exact(line.quantity), catchQuantity: exact(line.catchQuantity) },
    receivedOn: receipt.receivedOn,
  }));
  await insertRows(tx, IncomingInspection, opened);
  for (const { id, number } of opened)
    tx.record({
      ...{ type: "incoming_inspection", id, number, supplierId, ownerId, departmentId },
      ...{ before: null, after: { state } },
    });
}

/** How much of some requisition lines has come and waits to be looked at: it still covers whoever waits for it. */
export async function inInspection(
  tx: Tx,
  requisitionLineIds: readonly Id[],
): Promise<ReadonlyMap<Id, Exact>> {
  const rows = await tx.rows<{ id: Id; quantity: string }>(
    `SELECT l.requisition_line_id AS id, SUM(n.quantity) AS quantity FROM incoming_inspections n
       JOIN purchase_order_lines l ON l.tenant_id = :tenant AND l.id = n.purchase_order_line_id
     WHERE n.tenant_id = :tenant AND n.state = 'pending' AND l.requisition_line_id IN :ids
     GROUP BY l.requisition_line_id`,
    { ids: sortedIds(requisitionLineIds) },
  );
  return new Map(rows.map(({ id, quantity }) => [id, exact(quantity)]));
}
