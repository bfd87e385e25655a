import type { Order } from "@quanlian/shared/contract";
import { makeOrder, type Holder } from "../holder";
import { exported, fresh, nothing, of, type Examples } from "./example";

/** A confirmed order, with its revision. */
export async function makeConfirmed(h: Holder): Promise<Order> {
  const { id, revision } = await makeOrder(h);
  return h.call<Order>("orders.confirm", { orderId: id, revision }, h.owner.token);
}

/** What may happen to an order beyond its confirmation. */
export const ordersExamples: Examples = {
  "orders.hold": fresh("orderId", makeOrder, (h) => ({ kind: "payment", reason: h.mark })),
  "orders.liftHold": fresh("orderId", makeOrder, () => ({ kind: "credit" })),
  "orders.closeShort": fresh("orderId", makeConfirmed, (h) => ({ reason: h.mark })),
  "planMessages.list": nothing,
  "planMessages.count": nothing,
  "planMessages.export": exported(),
  "workOrders.release": async (h) => {
    await makeConfirmed(h);
    const { rows } = await h.call<{ rows: { id: string }[] }>("workOrders.list", {
      filter: { state: { eq: "planned" } },
    });
    const { revision } = await h.call<{ revision: number }>("workOrders.show", {
      workOrderId: rows[0]!.id,
    });
    return of({ workOrderId: rows[0]!.id, revision });
  },
};
