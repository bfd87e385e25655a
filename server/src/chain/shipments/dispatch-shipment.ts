import type { InputOf, shipmentsContract } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import { refuse } from "../../kernel/errors";
import { refuseClosed } from "../../ledgers/inventory";
import { refuseBeyond, refuseUnshippable } from "./create-shipment";
import { onShipment, saveMoved } from "./move-shipment";
import { orderLines } from "./order-lines";
import { shipmentDispatched, type ShippedLine } from "./shipment.events";
import type { Shipment } from "./shipment.model";
import { readPicks, readShipmentLines, type ShipmentLineRow } from "./shipment.queries";
import { shipmentStates } from "./shipment.states";

const NAME = "shipments.dispatch";

/**
 * The goods leave. Whether they still may is decided under their orders' locks: two notes for the rest of a line cannot both
 * leave. An order on payment hold keeps its goods here.
 */
export const dispatchShipment = (
  ctx: Ctx,
  { carrier, waybill, ...input }: InputOf<(typeof shipmentsContract)[typeof NAME]>,
) =>
  onShipment(ctx, NAME, input, async (tx, shipment) => {
    const before = shipment.state;
    shipment.state = shipmentStates.step(shipment.state, "dispatch");
    await refuseClosed(tx, tx.today);
    const lines = await readShipmentLines(tx, shipment.id);
    await checkOrders(tx, lines);
    shipment.carrier = carrier ?? shipment.carrier;
    shipment.waybill = waybill ?? shipment.waybill;
    shipment.dispatchedAt = tx.now;
    shipment.shippedOn = tx.today;
    await saveMoved(tx, shipment, before, { after: { carrier, waybill } });
    const picks = await readPicks(tx, shipment.id);
    await tx.emit(shipmentDispatched, {
      ...{
        ...deliveryOf(shipment),
        shippedOn: tx.today,
        straight: false,
        lines: lines.map(shipped),
      },
      picks: picks.map(({ id, lineId: _, lotNumber: __, serials, ...pick }) => ({
        ...{ ...pick, lineId: id, quantity: toDecimalText(exact(pick.quantity)) },
        catchQuantity: toDecimalText(exact(pick.catchQuantity)),
        serials: serials === null ? [] : (JSON.parse(serials) as string[]),
      })),
    });
  });

async function checkOrders(tx: Tx, lines: readonly ShipmentLineRow[]): Promise<void> {
  const ids = lines.map(({ orderLineId }) => orderLineId);
  await orderLines().lock(tx.books, ids);
  const found = await orderLines().find(tx.books, NAME, ids);
  refuseUnshippable(found);
  const held = found.find(({ paymentHold }) => paymentHold !== null);
  if (held) refuse("shipment.payment_hold", { number: held.orderNumber, reason: held.paymentHold });
  const byId = new Map(found.map((line) => [line.orderLineId, line]));
  refuseBeyond(
    lines.map(({ orderLineId, quantity }) => ({
      ...{ of: byId.get(orderLineId)!, quantity: exact(quantity) },
    })),
  );
}

/** Whose a delivery is, as its facts say it. */
export const deliveryOf = (shipment: Shipment) => ({
  ...{ shipmentId: shipment.id, number: shipment.number, customerId: shipment.customerId },
  ...{ ownerId: shipment.ownerId, departmentId: shipment.departmentId },
  paymentTermId: shipment.paymentTermId,
});

export const shipped = (line: ShipmentLineRow): ShippedLine => ({
  ...{ lineId: line.id, orderId: line.orderId, orderLineId: line.orderLineId },
  ...{ itemId: line.itemId, itemName: line.itemName },
  purchaseOrderLineId: line.purchaseOrderLineId,
  quantity: toDecimalText(exact(line.quantity)),
});
