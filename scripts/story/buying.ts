import type { Order, PurchaseOrderView } from "@quanlian/shared/contract";
import { addDays, day, exact, toDecimalText } from "@quanlian/shared/domain";
import { refusalOf, type Desk } from "../demo/desk";
import { ask } from "./asking";
import { admitContact } from "./cast";
import type { Scene } from "./set-scene";
import { expectThat } from "./teller";

/**
 * What the plan asks for is bought: asked of two suppliers, ordered of the better one, who offers a later day; the order's promise
 * moves with it once the buyer agrees. The goods come in two parts, and what waited holds them.
 */
export async function buy(scene: Scene, order: Order): Promise<Desk> {
  const supplier = await letIn(scene);
  const issued = await issue(scene, await ask(scene, supplier));
  await haggle(scene, supplier, issued, order);
  await receive(scene, issued.id);
  return supplier;
}

function letIn({ send, teller, cast, parties, run }: Scene): Promise<Desk> {
  return teller.step(
    "供应商联系人受邀登录:看不到任何客户订单 · the supplier is let in and sees no customer order",
    async (tell) => {
      const contactId = parties.supplier.contacts[0]!.id;
      const desk = await admitContact(send, cast.buyer, { contactId, kind: "supplier" }, run);
      const { place } = await desk.call("sessions.me", {});
      await refusalOf(desk.call("portal.orders.list", {}), "auth.forbidden");
      tell.fact("actsFor", place.partyName ?? "-");
      return desk;
    },
  );
}

function issue({ teller, cast }: Scene, drafted: PurchaseOrderView): Promise<PurchaseOrderView> {
  return teller.step("采购员下达中标的采购订单 · the winner is given his order", async (tell) => {
    const { id: purchaseOrderId, revision } = drafted;
    const issued = await cast.buyer.call("purchaseOrders.issue", { purchaseOrderId, revision });
    tell.document(issued.number);
    expectThat(issued.state === "issued", "the supplier has it", issued.state);
    return issued;
  });
}

async function haggle(
  { teller, cast }: Scene,
  supplier: Desk,
  { id: purchaseOrderId, lines }: PurchaseOrderView,
  { id: orderId }: Order,
): Promise<void> {
  const promised = async () => (await cast.sales.call("orders.show", { orderId })).promisedOn!;
  const before = await promised();
  const later = addDays(day(before), 20);
  await teller.step(
    "供应商在门户提出晚到:同意之前,客户的交期不变 · the supplier offers a later day: no promise moves before we agree",
    async (tell) => {
      const offered = lines.map(({ id }) => ({ lineId: id, on: later }));
      await supplier.call("portal.purchaseOrders.counter", {
        ...{ purchaseOrderId, note: "钢厂检修,晚到", lines: offered },
      });
      expectThat((await promised()) === before, "the promise stands", before);
      tell.fact("promisedOn", before);
      tell.fact("offered", later);
    },
  );
  await teller.step(
    "采购员同意:计划和客户的承诺交期随之后移 · agreed: the plan and the customer's promise move with it",
    async (tell) => {
      const { revision } = await cast.buyer.call("purchaseOrders.show", { purchaseOrderId });
      await cast.buyer.call("purchaseOrders.acceptCounter", { purchaseOrderId, revision });
      const after = await promised();
      expectThat(after >= later, "the promise has moved", after);
      tell.fact("promisedOn", after);
    },
  );
}

async function receive({ teller, cast }: Scene, purchaseOrderId: string): Promise<void> {
  await teller.step(
    "仓管员分两次收货:多收被拒,到货即为等它的需求预留 · received in two parts: too much is refused, what waits holds it",
    async (tell) => {
      const show = () => cast.warehouse.call("purchaseOrders.show", { purchaseOrderId });
      const first = await show();
      const [line] = first.lines.filter(comesToUs);
      const input = ({ revision }: { revision: number }, lineId: string, quantity: string) => ({
        ...{ purchaseOrderId, revision, lines: [{ lineId, quantity }] },
      });
      const tooMuch = input(first, line!.id, toDecimalText(exact(line!.quantity) + exact("1")));
      await refusalOf(
        cast.warehouse.call("goodsReceipts.receive", tooMuch),
        "receipt.over_ordered",
      );
      const part = await cast.warehouse.call("goodsReceipts.receive", input(first, line!.id, "1"));
      const rest = await show();
      const lines = rest.lines.filter(comesToUs).map(({ id, quantity, receivedQuantity }) => ({
        ...{ lineId: id, quantity: toDecimalText(exact(quantity) - exact(receivedQuantity)) },
      }));
      const { revision } = rest;
      const whole = { purchaseOrderId, revision, lines };
      const last = await cast.warehouse.call("goodsReceipts.receive", whole);
      tell.document(part.number);
      tell.document(last.number);
      const open = (await show()).lines.filter((each) => comesToUs(each) && each.state === "open");
      expectThat(open.length === 0, "all that comes to us has come", open.length);
      const itemIds = rest.lines.map(({ itemId }) => itemId);
      const stock = await cast.warehouse.call("inventory.stock", { itemIds });
      const held = stock.rows.filter(({ reserved }) => exact(reserved) > 0n).length;
      tell.fact("itemsHeld", held);
      expectThat(held > 0, "what waited for it holds it", held);
    },
  );
}

/** What is shipped straight to a customer never reaches our stock. */
const comesToUs = (line: PurchaseOrderView["lines"][number]) => line.orderLineId === null;
