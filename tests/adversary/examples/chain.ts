import { makeOrder, orderInput, type Holder } from "../holder";
import { of, nothing, fresh, shown, list, exported, type Examples } from "./example";

/** Orders, plans and what the portal shows of them. */
export const chainExamples: Examples = {
  "orders.list": list((h) => h.mark, "customerReference"),
  "orders.count": list((h) => h.mark, "customerReference"),
  "orders.export": exported(),
  "orders.create": (h) => {
    const input = orderInput(h, "custom");
    return of({ ...input, lines: [{ ...input.lines[0], recipe: recipe(h) }] });
  },
  "orders.update": fresh("orderId", makeOrder, orderInput),
  "orders.customise": async (h) => {
    const { id, revision, lines } = await makeOrder(h, "custom");
    return of({ orderId: id, revision, lineId: lines[0]!.id, recipe: recipe(h) });
  },
  "orders.show": shown("orderId", (h) => h.orderId),
  "orders.confirm": fresh("orderId", makeOrder),
  "orders.cancel": fresh("orderId", makeOrder, () => ({ reason: "x" })),
  "orders.why": shown("orderId", (h) => h.orderId),
  "orders.profit": shown("orderId", (h) => h.orderId),
  "parties.involvement": shown("partyId", (h) => h.customer.id),
  "items.involvement": shown("itemId", (h) => h.partId),
  "breakpoints.find": nothing,
  "panorama.show": nothing,
  "demands.list": nothing,
  "demands.count": nothing,
  "demands.export": exported(),
  "supplies.list": nothing,
  "supplies.count": nothing,
  "supplies.export": exported(),
  "requisitionLines.list": nothing,
  "requisitionLines.count": nothing,
  "requisitionLines.export": exported(),
  "workOrders.list": nothing,
  "workOrders.count": nothing,
  "workOrders.export": exported(),
  "workOrders.show": shown("workOrderId", (h) => h.workOrderId),
  "portal.orders.list": nothing,
  "portal.orders.show": shown("orderId", (h) => h.orderId),
};

const recipe = (h: Holder) => ({
  components: [{ itemId: h.partId, perBase: "3" }],
  operations: [{ sequence: 10, name: h.mark, workCenterId: h.workCenterId }],
});
