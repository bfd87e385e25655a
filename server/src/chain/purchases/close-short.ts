import type { InputOf, purchaseOrdersContract } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import { updateRows, type Tx } from "../../kernel/db";
import { Faults } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { onPurchaseOrder, saveMoved } from "./move-purchase-order";
import { finishRequisitionLines } from "./move-requisition-lines";
import { inInspection } from "./open-inspections";
import { purchaseOrderClosedShort } from "./purchase-order.events";
import { PurchaseOrderLine } from "./purchase-order.model";
import { readPurchaseLines, type PurchaseLineRecord } from "./purchase-order.queries";
import { purchaseOrderLineStates, purchaseOrderStates } from "./purchase-order.states";

const NAME = "purchaseOrders.closeShort";

/**
 * Ends what is still open of an order of which something has come: the named lines, or all of them. What has come stays, the rest
 * will not come, and whoever waits for it is planned for anew. The order is closed with its last open line.
 */
export const closeShort = (
  ctx: Ctx,
  { reason, lineIds, ...input }: InputOf<(typeof purchaseOrdersContract)[typeof NAME]>,
) =>
  onPurchaseOrder(ctx, NAME, input, async (tx, order) => {
    const before = order.state;
    const closed = purchaseOrderStates.step(order.state, "closeShort");
    const open = (await readPurchaseLines(tx, order.id)).filter(({ state }) => state === "open");
    refuseUnknown(tx, open, lineIds ?? []);
    const named = new Set(lineIds ?? open.map(({ id }) => id));
    const ended = open.filter(({ id }) => named.has(id));
    await updateRows(
      tx,
      PurchaseOrderLine,
      ["state"],
      ended.map(({ id, state }) => ({ id, state: purchaseOrderLineStates.step(state, "close") })),
    );
    const requisitionLineIds = ended.map(({ requisitionLineId }) => requisitionLineId);
    // What has come and waits to be looked at ends its line once it has been.
    const waiting = await inInspection(tx, requisitionLineIds);
    await finishRequisitionLines(
      tx,
      requisitionLineIds.filter((id) => !waiting.has(id)),
    );
    if (ended.length === open.length) order.state = closed;
    const after = { closedShort: ended.map(missing) };
    await saveMoved(tx, order, before, { after, reason });
    const { id: purchaseOrderId, number, supplierId } = order;
    await tx.emit(purchaseOrderClosedShort, {
      ...{ purchaseOrderId, number, supplierId, requisitionLineIds, reason },
    });
  });

function refuseUnknown(tx: Tx, open: readonly PurchaseLineRecord[], lineIds: readonly Id[]): void {
  const known = new Set(open.map(({ id }) => id));
  const faults = new Faults(tx.language);
  lineIds.forEach((lineId, at) => {
    if (!known.has(lineId)) faults.unknown(["lineIds", at], lineId);
  });
  faults.refuse();
}

/** What of a line does not come any more. */
const missing = ({ lineNo, quantity, receivedQuantity }: PurchaseLineRecord) => ({
  ...{ lineNo, missing: toDecimalText(exact(quantity) - exact(receivedQuantity)) },
});
