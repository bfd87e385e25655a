import { toDecimalText, type Day, type Exact } from "@quanlian/shared/domain";
import { insertRow, insertRows, type Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumber } from "../../kernel/numbering";
import { orderLines } from "./order-lines";
import { shipmentDispatched } from "./shipment.events";
import { Shipment, ShipmentLine } from "./shipment.model";

/** What a supplier has shipped straight to a customer of ours. */
export interface StraightDelivery {
  shippingNoticeId: Id;
  shippedOn: Day;
  carrier: string | null;
  waybill: string | null;
  lines: readonly { orderLineId: Id; purchaseOrderLineId: Id; quantity: Exact }[];
}

/**
 * A supplier's announcement is the customer's delivery: it has left already, and nothing of it was ever in our stock. The customer
 * answers it like any other. The orders of its lines are locked.
 */
export async function openStraightShipment(tx: Tx, delivery: StraightDelivery): Promise<void> {
  const { shippingNoticeId, shippedOn, carrier, waybill } = delivery;
  const ids = delivery.lines.map(({ orderLineId }) => orderLineId);
  const known = new Map(
    (await orderLines().findForBooks(tx, ids)).map((line) => [line.orderLineId, line]),
  );
  const [first] = [...known.values()];
  assert(first && known.size === ids.length, "goods go straight to an order that is not there");
  const { customerId, ownerId, departmentId, paymentTermId, shipTo } = first;
  const id = tx.newId();
  const number = await takeNumber(tx, prefixes.shipment);
  const whose = { customerId, ownerId, departmentId };
  await insertRow(tx, Shipment, {
    ...{ id, number, ...whose, state: "dispatched", paymentTermId, shipTo, carrier, waybill },
    ...{ shippedOn, dispatchedAt: tx.now, shippingNoticeId },
  });
  const lines = delivery.lines.map(({ orderLineId, purchaseOrderLineId, quantity }, at) => {
    const of = known.get(orderLineId)!;
    return {
      ...{ id: tx.newId(), shipmentId: id, lineNo: at + 1, customerId, orderId: of.orderId },
      ...{ orderNumber: of.orderNumber, orderLineId, itemId: of.itemId, warehouseId: null },
      ...{ itemCode: of.itemCode, itemName: of.itemName, unitName: of.unitName, quantity },
      purchaseOrderLineId,
    };
  });
  await insertRows(tx, ShipmentLine, lines);
  const after = { state: "dispatched", lines: lines.length, straight: true };
  tx.record({ type: "shipment", id, number, ...whose, before: null, after });
  await tx.emit(shipmentDispatched, {
    ...{ shipmentId: id, number, ...whose, paymentTermId, shippedOn, picks: [], straight: true },
    lines: lines.map(({ id: lineId, orderId, orderLineId, itemId, itemName, ...line }) => ({
      ...{ lineId, orderId, orderLineId, itemId, itemName },
      ...{ purchaseOrderLineId: line.purchaseOrderLineId, quantity: toDecimalText(line.quantity) },
    })),
  });
}
