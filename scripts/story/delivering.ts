import type { Order, ShipmentView } from "@quanlian/shared/contract";
import { exact, toDecimalText } from "@quanlian/shared/domain";
import { refusalOf, type Desk } from "../demo/desk";
import type { Scene } from "./set-scene";
import { expectThat } from "./teller";

/**
 * What is ready leaves in two notes. The customer accepts the first in the portal and rejects a piece of the second, which is
 * credited at exactly what was charged for it. What the supplier ships straight is his announcement, and never touches our stock.
 */
export async function deliver(
  scene: Scene,
  customer: Desk,
  supplier: Desk,
  order: Order,
): Promise<void> {
  const [first, second] = await ship(scene, order);
  await accept(scene, customer, first);
  await dispute(scene, customer, second);
  await shipStraight(scene, customer, supplier, order);
}

type Line = { orderLineId: string; quantity: string };

function ship({ teller, cast }: Scene, order: Order): Promise<[ShipmentView, ShipmentView]> {
  return teller.step(
    "仓管员按齐货行开两张发货单,拣货、发出;多发被拒 · two delivery notes of what is ready; too much is refused",
    async (tell) => {
      const { customerId } = order;
      const { rows } = await cast.warehouse.call("shipments.ready", { customerId });
      expectThat(rows.length >= 2, "several lines are ready", rows.length);
      const all = rows.map(({ orderLineId, ready }) => ({ orderLineId, quantity: ready }));
      const many = all.map((line) => ({ ...line, quantity: `${line.quantity}00` }));
      await refusalOf(
        cast.warehouse.call("shipments.create", { customerId, lines: many }),
        "shipment.over_ordered",
      );
      const send = async (lines: Line[]) => {
        const { id: shipmentId, revision } = await cast.warehouse.call("shipments.create", {
          ...{ customerId, carrier: "德邦", lines },
        });
        const picked = await cast.warehouse.call("shipments.pick", { shipmentId, revision });
        const gone = {
          shipmentId,
          revision: picked.revision,
          waybill: `DB${shipmentId.slice(-8)}`,
        };
        return cast.warehouse.call("shipments.dispatch", gone);
      };
      const [one, ...others] = all;
      const part = toDecimalText(exact(one!.quantity) - exact("1"));
      const first = await send([{ ...one!, quantity: part }]);
      const second = await send([{ ...one!, quantity: "1" }, ...others]);
      for (const { number } of [first, second]) tell.document(number);
      tell.fact("lines", first.lines.length + second.lines.length);
      return [first, second];
    },
  );
}

async function accept({ teller, cast }: Scene, customer: Desk, { id: shipmentId }: ShipmentView) {
  await teller.step(
    "客户在门户验收第一张:两人同时点,只算一次 · the first is accepted in the portal, twice at once, counted once",
    async (tell) => {
      const accepting = [1, 2].map(() => customer.call("portal.shipments.accept", { shipmentId }));
      for (const { state } of await Promise.all(accepting))
        expectThat(state === "accepted", "the customer has accepted", state);
      await refusalOf(customer.call("shipments.show", { shipmentId }), "auth.forbidden");
      const { number } = await cast.sales.call("shipments.show", { shipmentId });
      tell.document(number);
    },
  );
}

async function dispute({ teller, cast }: Scene, customer: Desk, note: ShipmentView): Promise<void> {
  await teller.step(
    "第二张有一件划伤:拒收成为索赔,经理同意扣款,分毫不差 · a piece is rejected, its claim credited to the cent",
    async (tell) => {
      const line = note.lines.at(-1)!;
      const said = { lineId: line.id, rejected: "1", reason: "表面划伤" };
      const input = { shipmentId: note.id, lines: [said] };
      const { state } = await customer.call("portal.shipments.accept", input);
      expectThat(state === "disputed", "the delivery is disputed", state);
      const { claims } = await cast.manager.call("shipments.show", { shipmentId: note.id });
      const { id: claimId, revision, number } = claims[0]!;
      await refusalOf(
        cast.sales.call("claims.credit", { claimId, revision, note: "销售无权" }),
        "auth.forbidden",
      );
      const settled = await cast.manager.call("claims.credit", {
        ...{ claimId, revision, note: "照片属实" },
      });
      expectThat(settled.state === "resolved", "the delivery is resolved", settled.state);
      const { rows } = await cast.finance.call("charges.list", {
        filter: { documentNumber: { eq: number } },
      });
      const creditCents = rows[0]?.inclCents ?? 0;
      expectThat(rows.length === 1 && creditCents < 0, "one credit", rows.length);
      tell.document(number);
      tell.fact("creditCents", creditCents);
    },
  );
}

async function shipStraight(
  { teller, cast }: Scene,
  customer: Desk,
  supplier: Desk,
  { id: orderId }: Order,
): Promise<void> {
  await teller.step(
    "供应商通知直发:就是客户的一张发货单,不经过我方库存;验收后整单完成 · the supplier's notice is the customer's delivery; the order is complete",
    async (tell) => {
      const { rows } = await supplier.call("portal.purchaseOrders.list", {});
      const purchaseOrderId = rows[0]!.id;
      const { lines } = await supplier.call("portal.purchaseOrders.show", { purchaseOrderId });
      const straight = lines
        .filter(({ shipTo }) => shipTo !== null)
        .map(({ id: lineId, quantity }) => ({ lineId, quantity }));
      const notice = await supplier.call("portal.shippingNotices.send", {
        ...{ purchaseOrderId, carrier: "顺丰", waybill: "SF7788", lines: straight },
      });
      tell.document(notice.number);
      const underway = await customer.call("portal.shipments.list", {});
      const delivery = underway.rows.find(({ waybill }) => waybill === "SF7788");
      expectThat(delivery !== undefined, "the customer sees it on its way");
      await customer.call("portal.shipments.accept", { shipmentId: delivery.id });
      const { state } = await cast.sales.call("orders.show", { orderId });
      expectThat(state === "completed", "the order is complete", state);
      tell.fact("lines", straight.length);
    },
  );
}
