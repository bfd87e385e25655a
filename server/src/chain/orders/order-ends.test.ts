import type { Item, Order } from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenMadeItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import {
  givenDelivered,
  givenReleased,
  givenTerm,
  rowsOf,
} from "../../../../tests/support/given-orders";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;
let bolt: Item;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  bolt = await givenItem(factory);
});
afterAll(() => product.close());

const call = <T = Order>(operation: string, input: unknown) =>
  product.call<T>(factory.token, operation, input);
const on = ({ id, revision }: { id: string; revision: number }, rest: object = {}) => ({
  orderId: id,
  revision,
  ...rest,
});
const audit = async () => (await runSelfAudit(product.services.config.databaseUrl)).faults;

describe("a work order that is released", () => {
  it("is firm: a cancelled order leaves it, free for others, and a message says so", async () => {
    const frame = await givenMadeItem(factory, [[bolt, "4"]]);
    const order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
    const released = await givenReleased(factory, frame);
    expect(released.state).toBe("released");
    expect(await rowsOf(factory, "supplies", frame)).toMatchObject([{ firm: true, pegged: "10" }]);

    await call("orders.cancel", on(order, { reason: "客户取消" }));
    expect(await rowsOf(factory, "workOrders", frame)).toMatchObject([
      { state: "released", quantity: "10" },
    ]);
    expect(await rowsOf(factory, "supplies", frame)).toMatchObject([
      { state: "open", pegged: "0", freeQuantity: "10" },
    ]);
    expect(await rowsOf(factory, "planMessages", frame)).toMatchObject([
      { kind: "cancel", state: "open", quantity: "10", source: "work_order" },
    ]);
    expect(await audit()).toEqual([]);
  });

  it("is refused a second time, and to who has not read its latest state", async () => {
    const frame = await givenMadeItem(factory, [[bolt, "4"]]);
    await givenConfirmed(factory, await givenOrder(factory, [[frame, "1"]]));
    const { id: workOrderId, revision } = await givenReleased(factory, frame);
    const again = await call("workOrders.release", { workOrderId, revision });
    expect(again.error).toMatchObject({ code: "state.illegal_move" });
    const stale = await call("workOrders.release", { workOrderId, revision: revision - 1 });
    expect(stale.error).toMatchObject({ code: "revision.stale" });
    const stranger = await givenFactory(product, await givenTenant(product));
    const foreign = await product.call(stranger.token, "workOrders.release", {
      workOrderId,
      revision,
    });
    expect(foreign.error).toMatchObject({ code: "record.not_found" });
  });
});

describe("an order that is closed short", () => {
  it("keeps what is delivered, gives the rest back, and is to be paid for what it keeps", async () => {
    const paymentTermId = await givenTerm(factory, {
      code: "D30",
      name: "预付三成",
      kind: "deposit",
      depositRate: "0.3",
    });
    const customerId = await givenCustomer(factory, { paymentTermId });
    const lamp = await givenItem(factory);
    await givenStock(factory, lamp, "6");
    const order = await givenConfirmed(
      factory,
      await givenOrder(factory, [[lamp, "10"]], { customerId }),
    );
    // 10 × 10.00; three tenths at confirmation.
    expect(order.payments.map((each) => [each.trigger, each.amountCents, each.dueOn])).toEqual([
      ["on_confirm", 3_000, "2026-11-23"],
      ["on_ship", 7_000, null],
    ]);
    await givenDelivered(factory, order, "4");

    const { data: closed } = await call("orders.closeShort", on(order, { reason: "客户不要了" }));
    expect(closed).toMatchObject({
      state: "closed_short",
      inclCents: 10_000,
      keptCents: 4_000,
      lines: [{ state: "closed", quantity: "10", reservedQuantity: "0", plannedQuantity: "0" }],
    });
    expect(closed.payments.map((each) => each.amountCents)).toEqual([1_200, 2_800]);
    expect(await rowsOf(factory, "demands", lamp)).toMatchObject([
      { state: "fulfilled", quantity: "4", fulfilled: "4", reserved: "0", pegged: "0" },
    ]);
    expect(await rowsOf(factory, "requisitionLines", lamp)).toMatchObject([{ state: "cancelled" }]);
  });

  it("is refused before it is confirmed, and nothing changes", async () => {
    const draft = await givenOrder(factory, [[bolt, "1"]]);
    const refused = await call("orders.closeShort", on(draft, { reason: "x" }));
    expect(refused.error).toMatchObject({ code: "state.illegal_move" });
    expect((await call("orders.show", { orderId: draft.id })).data.revision).toBe(draft.revision);
  });
});

describe("the payment schedule", () => {
  it("sums to the amount to the cent, and is cancelled with its order", async () => {
    const paymentTermId = await givenTerm(factory, {
      code: "THIRDS",
      name: "三期",
      kind: "milestones",
      stages: [
        { name: "开工", shareRate: "0.333333", trigger: "on_confirm" },
        { name: "发货", shareRate: "0.333333", trigger: "on_ship", days: 30 },
        { name: "验收", shareRate: "0.333334", trigger: "milestone" },
      ],
    });
    const customerId = await givenCustomer(factory, { paymentTermId });
    const draft = await givenOrder(factory, [[bolt, "1"]], { customerId });
    const order = await givenConfirmed(factory, draft);
    expect(order.payments.reduce((sum, each) => sum + each.amountCents, 0)).toBe(order.inclCents);
    expect(order.payments.map((each) => each.name)).toEqual(["开工", "发货", "验收"]);
    const { data } = await call("orders.cancel", on(order, { reason: "客户取消" }));
    expect(data.payments.map((each) => each.state)).toEqual([
      "cancelled",
      "cancelled",
      "cancelled",
    ]);
  });
});

describe("a hold", () => {
  it("stops the confirmation until it is lifted, and says why", async () => {
    const draft = await givenOrder(factory, [[bolt, "1"]]);
    const held = await call("orders.hold", on(draft, { kind: "credit", reason: "账款逾期" }));
    expect(held.data.creditHold).toBe("账款逾期");
    const refused = await call("orders.confirm", on(held.data));
    expect(refused.error).toMatchObject({ code: "order.on_hold", facts: { reason: "账款逾期" } });
    const { data: lifted } = await call("orders.liftHold", on(held.data, { kind: "credit" }));
    expect((await call("orders.confirm", on(lifted))).data.state).toBe("confirmed");
  });

  it("for payment stops no confirmation", async () => {
    const draft = await givenOrder(factory, [[bolt, "1"]]);
    const held = await call("orders.hold", on(draft, { kind: "payment", reason: "款到发货" }));
    const { data } = await call("orders.confirm", on(held.data));
    expect(data).toMatchObject({ state: "confirmed", paymentHold: "款到发货" });
  });
});

it("goes to the customer's default address, or to the one that is named", async () => {
  const { data: party } = await call<{ id: string }>("parties.create", {
    code: "ADDR",
    name: "宁波远航",
    isCustomer: true,
  });
  const address = {
    recipient: "张工",
    phone: "13800000002",
    region: "浙江宁波",
    line: "港口路 1 号",
  };
  const save = async (rest: object) =>
    (await call<{ id: string }>("addresses.create", { partyId: party.id, ...address, ...rest }))
      .data.id;
  const first = await save({ label: "总部" });
  const second = await save({ label: "分厂", line: "港口路 2 号" });
  const byDefault = await givenOrder(factory, [[bolt, "1"]], { customerId: party.id });
  const named = await givenOrder(factory, [[bolt, "1"]], {
    customerId: party.id,
    shipToAddressId: second,
  });
  expect([byDefault.shipTo?.addressId, named.shipTo?.line]).toEqual([first, "港口路 2 号"]);
  const refused = await call("orders.create", {
    customerId: factory.customerId,
    requestedOn: "2026-12-31",
    shipToAddressId: second,
    lines: [],
  });
  expect(refused.error).toMatchObject({ code: "reference.not_found" });
});
