import type { Order } from "@quanlian/shared/contract";
import { makeOrder, orderInput, type Holder } from "../holder";
import { exported, fresh, list, nothing, of, type Examples } from "./example";

/** A confirmed order, with its revision. */
export async function makeConfirmed(h: Holder, input?: object): Promise<Order> {
  const { id, revision } = input
    ? await h.call<Order>("orders.create", input, h.owner.token)
    : await makeOrder(h);
  return h.call<Order>("orders.confirm", { orderId: id, revision }, h.owner.token);
}

/** A drafted change of a confirmed order, and what applying it would need. */
async function makeChange(h: Holder): Promise<{ id: string; revision: number; orderId: string }> {
  const order = await makeConfirmed(h);
  const edits = [{ kind: "edit", lineId: order.lines[0]!.id, quantity: "2" }];
  const input = { orderId: order.id, reason: h.mark, edits };
  return h.call("orderChanges.draft", input, h.owner.token);
}

/** From how many 分 on an order or its change needs agreement. */
async function ruled(h: Holder, approveAboveCents: number | null): Promise<void> {
  const rules = await h.call<{ revision: number }>("orders.rules", {});
  await h.call("orders.setRules", { ...rules, approveAboveCents });
}

/** What may happen to an order beyond its confirmation. */
export const ordersExamples: Examples = {
  "orders.rules": nothing,
  "orders.setRules": async (h) => {
    const { revision, ...rules } = await h.call<{ revision: number }>("orders.rules", {});
    return of({ ...rules, revision });
  },
  "orders.submit": async (h) => {
    await ruled(h, 1);
    const input = orderInput(h);
    const { id, revision } = await h.call("orders.create", input, h.owner.token);
    await ruled(h, null);
    return of({ orderId: id, revision });
  },
  "orders.hold": fresh("orderId", makeOrder, (h) => ({ kind: "payment", reason: h.mark })),
  "orders.liftHold": fresh("orderId", makeOrder, () => ({ kind: "credit" })),
  "orders.closeShort": fresh("orderId", makeConfirmed, (h) => ({ reason: h.mark })),
  "orderChanges.list": list((h) => h.mark, "reason"),
  "orderChanges.count": list((h) => h.mark, "reason"),
  "orderChanges.export": exported(),
  "orderChanges.draft": async (h) => {
    const { id, lines } = await makeConfirmed(h);
    const edits = [{ kind: "edit", lineId: lines[0]!.id, quantity: "2" }];
    return of({ orderId: id, reason: h.mark, edits });
  },
  "orderChanges.show": async (h) => of({ changeId: (await makeChange(h)).id }),
  "orderChanges.preview": async (h) => of({ changeId: (await makeChange(h)).id }),
  "orderChanges.apply": async (h) => {
    const { id: changeId, revision } = await makeChange(h);
    const input = { changeId };
    const { hash } = await h.call<{ hash: string }>("orderChanges.preview", input, h.owner.token);
    return of({ changeId, revision, hash });
  },
  "orderChanges.submit": async (h) => {
    const order = await makeConfirmed(h);
    await ruled(h, 1);
    const edits = [{ kind: "edit", lineId: order.lines[0]!.id, quantity: "2" }];
    const input = { orderId: order.id, reason: h.mark, edits };
    const { id, revision } = await h.call("orderChanges.draft", input, h.owner.token);
    await ruled(h, null);
    return of({ changeId: id, revision });
  },
  "orderChanges.drop": fresh("changeId", makeChange),
  "planMessages.list": list((h) => h.tenantMark, "itemCode"),
  "planMessages.count": list((h) => h.tenantMark, "itemCode"),
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
