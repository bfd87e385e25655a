import type { Item, Order, PortalShipment, ShipmentView } from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { givenTerm } from "../../../../tests/support/given-orders";
import { givenBuyer } from "../../../../tests/support/given-quotes";
import {
  givenAnswered,
  givenDispatched,
  givenPicked,
  givenShipment,
} from "../../../../tests/support/given-shipments";
import { changeOrder, editOf } from "../../../../tests/support/order-stories";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { drainOutbox } from "../../kernel/events/drain-outbox";

let product: TestProduct;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(async () => {
  const audit = await runSelfAudit(product.services.config.databaseUrl);
  await product.close();
  expect(audit.faults).toEqual([]);
});

/** Delivers what waits in the outbox, batch by batch. */
async function settleMessages(): Promise<void> {
  while ((await drainOutbox(product.services)) > 0);
}
const call = <T>(operation: string, input: object = {}, token = factory.token) =>
  product.call<T>(token, operation, input);
const shown = async (orderId: string) => (await call<Order>("orders.show", { orderId })).data;
const stockOf = async (item: Item) =>
  (
    await call<{ rows: { onHand: string; reserved: string }[] }>("inventory.stock", {
      itemIds: [item.id],
    })
  ).data.rows[0];

interface Charged {
  documentNumber: string;
  kind: string;
  quantity: string;
  inclCents: number;
}
const chargesOf = async (customerId: string) =>
  (
    await call<{ rows: Charged[] }>("charges.list", {
      filter: { party: { eq: customerId } },
      sort: [{ field: "chargedOn", direction: "asc" }],
    })
  ).data.rows;

/** What a customer owes and is still committed to. */
async function accountOf(partyId: string) {
  const { data } = await call<{ standing: Record<string, number> }>("parties.involvement", {
    partyId,
  });
  return data.standing;
}

/** A confirmed order over stock that is there: 10 pieces at 10 yuan, 100 yuan in all, unless told otherwise. */
async function stocked(
  options: {
    quantity?: string;
    stock?: string;
    unitPrice?: string;
    order?: object;
    line?: object;
    customer?: Record<string, unknown>;
  } = {},
) {
  const { quantity = "10", stock = quantity, unitPrice = "10" } = options;
  const item = await givenItem(factory, { standardCostPrice: "3" });
  await givenStock(factory, item, stock, "3");
  const customerId = await givenCustomer(factory, options.customer);
  const line = { mode: "standard", itemId: item.id, quantity, unitPrice, ...options.line };
  const drafted = { customerId, lines: [line], ...options.order };
  const order = await givenConfirmed(factory, await givenOrder(factory, [], drafted));
  return { item, order, customerId };
}

describe("a delivery note", () => {
  it("is for what is held and on no other note, and takes goods out of stock when it leaves", async () => {
    const { item, order, customerId } = await stocked();
    const ready = (await call<{ rows: object[] }>("shipments.ready", { customerId })).data.rows;
    expect(ready).toMatchObject([{ orderNumber: order.number, ready: "10", shipped: "0" }]);

    const note = await givenPicked(factory, order, ["6"]);
    expect(note).toMatchObject({ state: "picked", picks: [{ quantity: "6" }] });
    const left = (await call<{ rows: object[] }>("shipments.ready", { customerId })).data.rows;
    expect(left).toMatchObject([{ ready: "4" }]);
    expect(await stockOf(item)).toMatchObject({ onHand: "10", reserved: "10" });

    const { id: shipmentId, revision } = note;
    const gone = await call<ShipmentView>("shipments.dispatch", { shipmentId, revision });
    expect(gone.data).toMatchObject({ state: "dispatched", shippedOn: "2026-11-23" });
    expect(await stockOf(item)).toMatchObject({ onHand: "4", reserved: "4" });
    expect((await shown(order.id)).lines[0]).toMatchObject({
      ...{ shippedQuantity: "6", acceptedQuantity: "0", reservedQuantity: "4" },
    });
    expect(await accountOf(customerId)).toMatchObject({
      ...{ receivableCents: 6_000, committedCents: 4_000 },
    });
  });

  it("is charged in parts that sum to the line to the cent", async () => {
    // 3 pieces at 33.335: 100.01 in all (33.335 × 3 = 100.005)
    const { order, customerId } = await stocked({ quantity: "3", unitPrice: "33.335" });
    for (const quantity of ["1", "1", "1"]) await givenDispatched(factory, order, [quantity]);
    const cents = (await chargesOf(customerId)).map(({ inclCents }) => inclCents);
    expect(cents.sort((a, b) => a - b)).toEqual([3_333, 3_334, 3_334]);
    expect(await accountOf(customerId)).toMatchObject({
      ...{ receivableCents: 10_001, committedCents: 0 },
    });
  });

  it("may go beyond the order as far as the line's tolerance, and no further", async () => {
    const { order } = await stocked({ stock: "20", line: { overRate: "0.1" } });
    const line = (quantity: string) => ({
      customerId: order.customerId,
      lines: [{ orderLineId: order.lines[0]!.id, quantity }],
    });
    const over = await call("shipments.create", line("11.1"));
    expect(over.error).toMatchObject({ code: "shipment.over_ordered" });
    const all = await givenDispatched(factory, order, ["11"]);
    await givenAnswered(factory, all);
    expect(await shown(order.id)).toMatchObject({ state: "completed" });
    expect(await accountOf(order.customerId)).toMatchObject({
      ...{ receivableCents: 11_000, committedCents: 0 },
    });
  });

  it("refuses lines of others, twice the same line, drafts, and orders of different terms", async () => {
    const { order } = await stocked();
    const other = await stocked();
    const draft = await givenOrder(factory, [[other.item, "1"]], { customerId: order.customerId });
    const paymentTermId = await givenTerm(factory, {
      ...{ code: "COD1", name: "货到付款", kind: "cod", days: 0 },
    });
    const { revision } = (
      await call<{ revision: number }>("parties.show", { partyId: order.customerId })
    ).data;
    await call("parties.update", { partyId: order.customerId, revision, paymentTermId });
    const termed = await stocked({ order: { customerId: order.customerId } });
    const create = async (...lineIds: string[]) =>
      (
        await call("shipments.create", {
          customerId: order.customerId,
          lines: lineIds.map((orderLineId) => ({ orderLineId, quantity: "1" })),
        })
      ).error;
    const own = order.lines[0]!.id;
    expect((await create(own, own, other.order.lines[0]!.id))!.issues).toMatchObject([
      { path: ["lines", 1, "orderLineId"], code: "issue.duplicate" },
      { path: ["lines", 2, "orderLineId"] },
    ]);
    expect(await create(draft.lines[0]!.id)).toMatchObject({ code: "shipment.not_shippable" });
    expect(await create(own, termed.order.lines[0]!.id)).toMatchObject({
      code: "shipment.mixed_terms",
    });
  });

  it("does not leave while its order is held for payment", async () => {
    const { order } = await stocked();
    const { id: shipmentId, revision } = await givenPicked(factory, order, ["10"]);
    const { revision: held } = await shown(order.id);
    const hold = { orderId: order.id, revision: held, kind: "payment", reason: "款到发货" };
    expect((await call("orders.hold", hold)).status).toBe(200);
    const refused = await call("shipments.dispatch", { shipmentId, revision });
    expect(refused.error).toMatchObject({ code: "shipment.payment_hold" });
  });

  it("leaves once, of two notes for the rest of a line that go at the same time", async () => {
    const { order, item } = await stocked({ stock: "30" });
    const first = await givenShipment(factory, order, ["6"]);
    const second = await givenShipment(factory, order, ["4"]);
    // The order shrinks meanwhile: together they would be too much now.
    await changeOrder(factory, order, [editOf(order, { quantity: "6" })]);
    const picked = await Promise.all(
      [first, second].map(
        async ({ id: shipmentId, revision: at }) =>
          (await call<ShipmentView>("shipments.pick", { shipmentId, revision: at })).data,
      ),
    );
    const answers = await Promise.all(
      picked.map(({ id: shipmentId, revision: at }) =>
        call("shipments.dispatch", { shipmentId, revision: at }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ error }) => error)!.error!.code).toBe("shipment.over_ordered");
    expect(Number((await stockOf(item))!.onHand)).toBeGreaterThanOrEqual(24);
  });

  it("is picked as scanned, and what was scanned must come to what is noted", async () => {
    const item = await givenItem(factory, { tracking: "lot", standardCostPrice: "3" });
    for (const [number, quantity] of [
      ["A", "4"],
      ["B", "6"],
    ])
      await call("inventory.adjust", {
        reason: "期初",
        lines: [
          {
            itemId: item.id,
            warehouseId: factory.warehouseId,
            quantity,
            unitCost: "3",
            lot: { number },
          },
        ],
      });
    const customerId = await givenCustomer(factory);
    const order = await givenConfirmed(
      factory,
      await givenOrder(factory, [[item, "5"]], { customerId }),
    );
    const { id: shipmentId, revision, lines } = await givenShipment(factory, order, ["5"]);
    const scan = (lotNumber: string, quantity: string) => ({
      ...{ lineId: lines[0]!.id, lotNumber, quantity },
    });
    const short = await call("shipments.pick", { shipmentId, revision, lines: [scan("B", "4")] });
    expect(short.error).toMatchObject({ code: "shipment.not_as_noted" });
    const unknown = await call("shipments.pick", { shipmentId, revision, lines: [scan("X", "5")] });
    expect(unknown.error!.issues).toHaveLength(1);
    const picked = await call<ShipmentView>("shipments.pick", {
      ...{ shipmentId, revision, lines: [scan("B", "3"), scan("A", "2")] },
    });
    expect(picked.data.picks.map((pick) => [pick.lotNumber, pick.quantity])).toEqual([
      ["B", "3"],
      ["A", "2"],
    ]);
    const { revision: at } = picked.data;
    expect((await call("shipments.dispatch", { shipmentId, revision: at })).status).toBe(200);
  });

  it("may be taken back before its goods have left, and not after", async () => {
    const { order, customerId } = await stocked();
    const note = await givenPicked(factory, order, ["10"]);
    const cancel = (revision: number) =>
      call("shipments.cancel", { shipmentId: note.id, revision, reason: "改期" });
    expect((await cancel(note.revision)).status).toBe(200);
    const again = await givenDispatched(factory, order, ["10"]);
    expect(await accountOf(customerId)).toMatchObject({ receivableCents: 10_000 });
    const input = { shipmentId: again.id, revision: again.revision, reason: "改期" };
    expect((await call("shipments.cancel", input)).error).toMatchObject({
      code: "state.illegal_move",
    });
  });

  it("carries services that are signed for like goods and come from no stock", async () => {
    const customerId = await givenCustomer(factory);
    const drafted = {
      customerId,
      lines: [{ mode: "standard", description: "上门安装", quantity: "1", unitPrice: "80" }],
    };
    const order = await givenConfirmed(factory, await givenOrder(factory, [], drafted));
    const note = await givenDispatched(factory, order, ["1"]);
    expect(note).toMatchObject({ picks: [], lines: [{ itemId: null, itemName: "上门安装" }] });
    await givenAnswered(factory, note);
    expect(await shown(order.id)).toMatchObject({ state: "completed" });
    expect(await accountOf(customerId)).toMatchObject({
      ...{ receivableCents: 8_000, committedCents: 0 },
    });
  });
});

describe("what the customer says of a delivery", () => {
  it("completes the order once all of it is there and accepted, within its tolerance", async () => {
    const { order, customerId } = await stocked({ line: { underRate: "0.1" } });
    const first = await givenDispatched(factory, order, ["4"]);
    await givenAnswered(factory, first);
    expect(await shown(order.id)).toMatchObject({ state: "confirmed" });
    const second = await givenDispatched(factory, order, ["5"]);
    await givenAnswered(factory, second);
    const done = await shown(order.id);
    expect(done).toMatchObject({ state: "completed", lines: [{ acceptedQuantity: "9" }] });
    expect(done.lines[0]!.reservedQuantity).toBe("0");
    // 9 of 10 pieces are charged; nothing of the last one is expected any more.
    expect(await accountOf(customerId)).toMatchObject({
      ...{ receivableCents: 9_000, committedCents: 0 },
    });
    expect(
      (await call("orders.cancel", { orderId: order.id, revision: done.revision, reason: "x" }))
        .error,
    ).toMatchObject({ code: "state.illegal_move" });
  });

  it("is his own: he accepts line by line, once, and nobody else's", async () => {
    const customerId = await givenCustomer(factory);
    const mine = await givenBuyer(factory, customerId);
    const theirs = await givenBuyer(factory, await givenCustomer(factory));
    const { order } = await stocked({ order: { customerId } });
    const note = await givenDispatched(factory, order, ["10"]);
    const hidden = await givenShipment(factory, (await stocked({ order: { customerId } })).order, [
      "10",
    ]);
    const listed = await call<{ rows: { id: string }[] }>("portal.shipments.list", {}, mine.token);
    expect(listed.data.rows.map(({ id }) => id)).toEqual([note.id]);
    for (const [token, shipmentId] of [
      [theirs.token, note.id],
      [mine.token, hidden.id],
    ] as const) {
      expect((await call("portal.shipments.show", { shipmentId }, token)).error).toMatchObject({
        code: "record.not_found",
      });
      expect((await call("portal.shipments.accept", { shipmentId }, token)).error).toMatchObject({
        code: "record.not_found",
      });
    }
    const [line] = note.lines;
    const said = { lineId: line!.id, short: "1", rejected: "2", reason: "少一件,两件划伤" };
    const bare = { shipmentId: note.id, lines: [{ ...said, reason: undefined }] };
    expect((await call("portal.shipments.accept", bare, mine.token)).status).toBe(422);
    const over = { shipmentId: note.id, lines: [{ ...said, short: "9" }] };
    expect((await call("portal.shipments.accept", over, mine.token)).error).toMatchObject({
      code: "shipment.over_answered",
    });
    const input = { shipmentId: note.id, lines: [said] };
    const both = await Promise.all(
      [1, 2].map(() => call<PortalShipment>("portal.shipments.accept", input, mine.token)),
    );
    for (const { data } of both) expect(data).toMatchObject({ state: "disputed", actions: [] });
    expect(both[0]!.data.lines[0]).toMatchObject({ acceptedQuantity: "7", shortQuantity: "1" });
    expect(both[0]!.data.claims.map(({ kind, quantity }) => [kind, quantity])).toEqual([
      ["short", "1"],
      ["rejected", "2"],
    ]);
    expect(JSON.stringify(both[0]!.data)).not.toMatch(/ownerId|departmentId|warehouse|cost/);
  });
});

describe("a claim", () => {
  /** 10 pieces have left, of which 3 are said to be wrong. */
  async function claimed(options: Parameters<typeof stocked>[0] = {}) {
    const given = await stocked(options);
    const note = await givenDispatched(factory, given.order, ["10"]);
    const [line] = note.lines;
    const said = [{ lineId: line!.id, rejected: "3", reason: "划伤" }];
    return { ...given, disputed: await givenAnswered(factory, note, said) };
  }
  const settle = (how: string, { claims }: ShipmentView) =>
    call<ShipmentView>(`claims.${how}`, {
      ...{ claimId: claims[0]!.id, revision: claims[0]!.revision, note: "核实" },
    });

  it("is credited at exactly what was charged, and ends the order", async () => {
    const { order, customerId, disputed } = await claimed({ unitPrice: "3.333" });
    expect(await shown(order.id)).toMatchObject({ state: "confirmed" });
    const settled = await settle("credit", disputed);
    expect(settled.data).toMatchObject({ state: "resolved", claims: [{ state: "credited" }] });
    // 33.33 was charged for 10 pieces; 3 of them are 10.00.
    const rows = await chargesOf(customerId);
    expect(rows.map(({ kind, inclCents, quantity }) => [kind, inclCents, quantity])).toEqual(
      expect.arrayContaining([
        ["shipment", 3_333, "10"],
        ["claim", -1_000, "-3"],
      ]),
    );
    expect(await shown(order.id)).toMatchObject({ state: "completed" });
    expect(await accountOf(customerId)).toMatchObject({
      ...{ receivableCents: 3_333, advanceReceivedCents: 1_000, committedCents: 0 },
    });
    expect((await settle("credit", disputed)).error).toMatchObject({ code: "revision.stale" });
  });

  it("is delivered anew: asked for again, and charged when it leaves", async () => {
    const { order, customerId, item, disputed } = await claimed({ stock: "15" });
    expect((await settle("redeliver", disputed)).data).toMatchObject({ state: "resolved" });
    expect((await shown(order.id)).lines[0]).toMatchObject({ shippedQuantity: "7" });
    expect(await accountOf(customerId)).toMatchObject({
      ...{ receivableCents: 10_000, advanceReceivedCents: 3_000, committedCents: 3_000 },
    });
    await settleMessages();
    expect((await shown(order.id)).lines[0]).toMatchObject({ reservedQuantity: "3" });
    const again = await givenDispatched(factory, order, ["3"]);
    await givenAnswered(factory, again);
    expect(await shown(order.id)).toMatchObject({ state: "completed" });
    expect(await stockOf(item)).toMatchObject({ onHand: "2", reserved: "0" });
    expect(await accountOf(customerId)).toMatchObject({
      ...{ receivableCents: 13_000, advanceReceivedCents: 3_000, committedCents: 0 },
    });
  });

  it("of an order that is over is not delivered anew", async () => {
    const { order, customerId } = await stocked();
    const note = await givenDispatched(factory, order, ["4"]);
    const { revision } = await shown(order.id);
    const closing = { orderId: order.id, revision, reason: "余下不要" };
    expect((await call("orders.closeShort", closing)).status).toBe(200);
    const said = [{ lineId: note.lines[0]!.id, rejected: "1", reason: "划伤" }];
    const disputed = await givenAnswered(factory, note, said);
    expect((await settle("redeliver", disputed)).error).toMatchObject({
      code: "shipment.not_shippable",
    });
    expect((await settle("credit", disputed)).data).toMatchObject({ state: "resolved" });
    expect(await accountOf(customerId)).toMatchObject({
      ...{ receivableCents: 4_000, advanceReceivedCents: 1_000, committedCents: 0 },
    });
  });

  it("that we do not agree to leaves its goods accepted", async () => {
    const { order, customerId, disputed } = await claimed();
    expect((await settle("refuse", disputed)).data).toMatchObject({ state: "resolved" });
    expect(await shown(order.id)).toMatchObject({ state: "completed" });
    expect(await accountOf(customerId)).toMatchObject({
      ...{ receivableCents: 10_000, committedCents: 0 },
    });
  });

  it("under a term that charges on acceptance is never charged when it is credited", async () => {
    const paymentTermId = await givenTerm(factory, {
      ...{ code: "COD2", name: "货到付款", kind: "cod", days: 10 },
    });
    const { customerId, order, disputed } = await claimed({ customer: { paymentTermId } });
    const charged = await chargesOf(customerId);
    expect(charged).toMatchObject([{ kind: "shipment", quantity: "7", inclCents: 7_000 }]);
    expect(await accountOf(customerId)).toMatchObject({
      ...{ receivableCents: 7_000, committedCents: 3_000 },
    });
    await settle("credit", disputed);
    expect(await accountOf(customerId)).toMatchObject({
      ...{ receivableCents: 7_000, advanceReceivedCents: 0, committedCents: 0 },
    });
    expect(await shown(order.id)).toMatchObject({ state: "completed" });
    const [payment] = (await shown(order.id)).payments;
    expect(payment).toMatchObject({ dueOn: "2026-12-03" });
  });
});

describe("a line that is billed by milestones", () => {
  it("is charged by none of its deliveries, and with what is left when the order is complete", async () => {
    const paymentTermId = await givenTerm(factory, {
      ...{ code: "MS1", name: "按节点", kind: "milestones" },
      stages: [
        { name: "预付", trigger: "on_confirm", shareRate: "0.3" },
        { name: "投产", trigger: "milestone", shareRate: "0.7" },
      ],
    });
    const { order, customerId } = await stocked({
      ...{ customer: { paymentTermId }, line: { mode: "project", billedByMilestones: true } },
    });
    const note = await givenDispatched(factory, order, ["10"]);
    expect(await chargesOf(customerId)).toEqual([]);
    expect(await accountOf(customerId)).toMatchObject({
      receivableCents: 0,
      committedCents: 10_000,
    });
    await givenAnswered(factory, note);
    expect(await shown(order.id)).toMatchObject({ state: "completed" });
    const rows = await chargesOf(customerId);
    expect(rows.map(({ kind, inclCents }) => [kind, inclCents])).toEqual(
      expect.arrayContaining([
        ["milestone", 3_000],
        ["milestone", 7_000],
      ]),
    );
    expect(await accountOf(customerId)).toMatchObject({
      receivableCents: 10_000,
      committedCents: 0,
    });
  });
});

describe("an order that has begun to be delivered", () => {
  it("can be closed short but not cancelled", async () => {
    const { order, customerId } = await stocked();
    await givenDispatched(factory, order, ["4"]);
    const { revision } = await shown(order.id);
    const cancelled = await call("orders.cancel", {
      orderId: order.id,
      revision,
      reason: "不要了",
    });
    expect(cancelled.error).toMatchObject({ code: "order.shipped" });
    const closed = await call<Order>("orders.closeShort", {
      ...{ orderId: order.id, revision, reason: "余下不要" },
    });
    expect(closed.data).toMatchObject({ state: "closed_short" });
    expect(await accountOf(customerId)).toMatchObject({
      ...{ receivableCents: 4_000, committedCents: 0 },
    });
  });
});
