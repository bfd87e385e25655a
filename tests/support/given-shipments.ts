import type { Order, PurchaseOrderView, ShipmentView } from "@quanlian/shared/contract";
import {
  givenConfirmed,
  givenItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "./given-factory";

/** Builders of what leaves for customers. */

export interface Answer {
  lineId: string;
  short?: string;
  rejected?: string;
  reason?: string;
}

/** A delivery note for so much of each of an order's lines, in their order. */
export async function givenShipment(
  { product, token }: GivenFactory,
  order: Order,
  quantities: readonly string[],
): Promise<ShipmentView> {
  const lines = quantities.map((quantity, at) => ({ orderLineId: order.lines[at]!.id, quantity }));
  const input = { customerId: order.customerId, lines };
  return (await product.call<ShipmentView>(token, "shipments.create", input)).data;
}

/** The same, picked from what expires first. */
export async function givenPicked(
  factory: GivenFactory,
  order: Order,
  quantities: readonly string[],
): Promise<ShipmentView> {
  const { id: shipmentId, revision } = await givenShipment(factory, order, quantities);
  const input = { shipmentId, revision };
  return (await factory.product.call<ShipmentView>(factory.token, "shipments.pick", input)).data;
}

/** The same, and it has left. */
export async function givenDispatched(
  factory: GivenFactory,
  order: Order,
  quantities: readonly string[],
): Promise<ShipmentView> {
  const { id: shipmentId, revision } = await givenPicked(factory, order, quantities);
  const input = { shipmentId, revision, carrier: "顺丰", waybill: `SF${shipmentId}` };
  return (await factory.product.call<ShipmentView>(factory.token, "shipments.dispatch", input))
    .data;
}

/** What the customer said of a delivery, written down by us. */
export async function givenAnswered(
  { product, token }: GivenFactory,
  { id: shipmentId, revision }: ShipmentView,
  lines: readonly Answer[] = [],
): Promise<ShipmentView> {
  const input = { shipmentId, revision, lines };
  return (await product.call<ShipmentView>(token, "shipments.recordAcceptance", input)).data;
}

/**
 * Deliveries of every kind for one customer: one accepted and its order complete, one disputed with an open claim, one of which a
 * claim was credited. Answers the ids of the disputed and of the credited one, and of the latter's order.
 */
export async function givenLivedInDeliveries(factory: GivenFactory) {
  const { product, token } = factory;
  const deliver = async (said?: Omit<Answer, "lineId">) => {
    const item = await givenItem(factory);
    await givenStock(factory, item, "10", "3");
    const order = await givenConfirmed(factory, await givenOrder(factory, [[item, "10"]]));
    const left = await givenDispatched(factory, order, ["10"]);
    const lines = said ? [{ lineId: left.lines[0]!.id, ...said }] : [];
    return { order, note: await givenAnswered(factory, left, lines) };
  };
  await deliver();
  const disputed = await deliver({ short: "1", reason: "少一件" });
  const { order, note } = await deliver({ rejected: "2", reason: "划伤" });
  const [claim] = note.claims;
  const settled = { claimId: claim!.id, revision: claim!.revision, note: "核实" };
  void (await product.call(token, "claims.credit", settled)).data;
  return { disputed: disputed.note.id, credited: note.id, delivered: order.id };
}

/** Goods that a supplier has shipped straight to a customer, who has accepted them; answers the delivery's id. */
export async function givenStraightDelivery(
  factory: GivenFactory,
  supplierId: string,
): Promise<string> {
  const { product, token } = factory;
  const call = async <T>(operation: string, input: object) =>
    (await product.call<T>(token, operation, input)).data;
  const item = await givenItem(factory);
  const shipTo = { recipient: "王工", line: "滨海路 8 号" };
  const lines = [{ mode: "dropship", itemId: item.id, quantity: "7", unitPrice: "10" }];
  const order = await givenConfirmed(factory, await givenOrder(factory, [], { shipTo, lines }));
  const filter = { itemCode: { eq: item.code } };
  const needs = await call<{ rows: { id: string }[] }>("requisitionLines.list", { filter });
  const bought = { requisitionLineId: needs.rows[0]!.id, unitPrice: "6" };
  const draft = await call<PurchaseOrderView>("purchaseOrders.create", {
    ...{ supplierId, lines: [bought] },
  });
  const { id: purchaseOrderId, revision } = draft;
  const issued = await call<PurchaseOrderView>("purchaseOrders.issue", {
    purchaseOrderId,
    revision,
  });
  await call("shippingNotices.record", {
    ...{ purchaseOrderId, lines: [{ lineId: issued.lines[0]!.id, quantity: "4" }] },
  });
  const sent = await call<{ rows: { id: string }[] }>("shipments.list", {
    filter: { customer: { eq: order.customerId }, state: { eq: "dispatched" } },
    sort: [{ field: "createdAt", direction: "desc" }],
  });
  const shipmentId = sent.rows[0]!.id;
  const note = await call<ShipmentView>("shipments.show", { shipmentId });
  return (await givenAnswered(factory, note)).id;
}
