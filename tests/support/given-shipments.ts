import type { Order, ShipmentView } from "@quanlian/shared/contract";
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
