import type { Order, ShipmentView } from "@quanlian/shared/contract";
import { makeItem, orderInput, type Holder } from "../holder";
import { makeConfirmed } from "./orders";
import { exported, nothing, of, once, type Example, type Examples } from "./example";

/** An item with more in stock than all examples take. */
const stockedItem = once(async (h) => {
  const item = await makeItem(h, "buy");
  const line = { itemId: item.id, warehouseId: h.warehouseId, quantity: "100000", unitCost: "1" };
  await h.call("inventory.adjust", { reason: h.tenantMark, lines: [line] });
  return item;
});

/** An order of the owner's over stock that is there. */
async function stocked(h: Holder): Promise<Order> {
  const item = await stockedItem(h);
  const { lines, ...input } = orderInput(h);
  return makeConfirmed(h, {
    ...input,
    lines: [{ ...lines[0], itemId: item.id, quantity: "3", unitPrice: "1" }],
  });
}

const noteInput = (h: Holder, { lines }: Order) => ({
  ...{ customerId: h.customer.id, carrier: h.mark, waybill: h.mark, note: h.mark },
  lines: [{ orderLineId: lines[0]!.id, quantity: "2" }],
});

const noted = async (h: Holder) =>
  h.call<ShipmentView>("shipments.create", noteInput(h, await stocked(h)));

const moved = async (h: Holder, operation: string, { id, revision }: ShipmentView, rest = {}) =>
  h.call<ShipmentView>(operation, { shipmentId: id, revision, ...rest });

const picked = async (h: Holder) => moved(h, "shipments.pick", await noted(h));
const dispatched = async (h: Holder) => moved(h, "shipments.dispatch", await picked(h));
const answer = (h: Holder, { lines }: ShipmentView) => ({
  lines: [{ lineId: lines[0]!.id, rejected: "1", reason: h.mark }],
});
async function disputed(h: Holder): Promise<ShipmentView> {
  const left = await dispatched(h);
  return moved(h, "shipments.recordAcceptance", left, answer(h, left));
}

const on =
  (make: (h: Holder) => Promise<ShipmentView>, rest: (h: Holder) => object = () => ({})) =>
  async (h: Holder): Promise<Example> => {
    const { id: shipmentId, revision } = await make(h);
    return of({ shipmentId, revision, ...rest(h) });
  };

const settle = async (h: Holder): Promise<Example> => {
  const { claims } = await disputed(h);
  return of({ claimId: claims[0]!.id, revision: claims[0]!.revision, note: h.mark });
};

// What is only looked at is made once for each holder.
const oneNoted = once(noted);
const oneDispatched = once(dispatched);
const oneDisputed = once(disputed);

/** A list that has something of the holder's in it, told by his mark. */
const listing =
  (make: (h: Holder) => Promise<unknown>, field: string) =>
  async (h: Holder): Promise<Example> => {
    await make(h);
    return of({ filter: { [field]: { contains: h.mark } } });
  };

/** What leaves for customers, what they say of it, and what is charged. */
export const shipmentsExamples: Examples = {
  "shipments.list": listing(oneNoted, "carrier"),
  "shipments.count": listing(oneNoted, "carrier"),
  "shipments.export": exported(),
  "claims.list": listing(oneDisputed, "reason"),
  "claims.count": listing(oneDisputed, "reason"),
  "claims.export": exported(),
  "charges.list": listing(oneDispatched, "description"),
  "charges.count": listing(oneDispatched, "description"),
  "charges.export": exported(),
  "shipments.ready": nothing,
  "shipments.create": async (h) => of(noteInput(h, await stocked(h))),
  "shipments.show": async (h) => of({ shipmentId: (await oneNoted(h)).id }),
  "shipments.pick": on(noted),
  "shipments.dispatch": on(picked, (h) => ({ carrier: h.mark, waybill: h.mark })),
  "shipments.deliver": on(dispatched, (h) => ({ signedBy: h.mark })),
  "shipments.recordAcceptance": async (h) => {
    const left = await dispatched(h);
    return of({ shipmentId: left.id, revision: left.revision, ...answer(h, left) });
  },
  "shipments.cancel": on(noted, (h) => ({ reason: h.mark })),
  "claims.credit": settle,
  "claims.redeliver": settle,
  "claims.refuse": settle,
  "portal.shipments.list": nothing,
  "portal.shipments.show": async (h) => of({ shipmentId: (await oneDispatched(h)).id }),
  "portal.shipments.accept": async (h) => {
    const left = await dispatched(h);
    return of({ shipmentId: left.id, ...answer(h, left) });
  },
};
