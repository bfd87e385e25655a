import type {
  GoodsReceiptView,
  Item,
  Order,
  PortalPurchaseOrder,
  PurchaseOrderView,
} from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import {
  givenContactLogin,
  givenStaff,
  givenTenant,
  type GivenContact,
} from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenMadeItem,
  givenOrder,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { stockOf } from "../../../../tests/support/given-inventory";
import { rowsOf } from "../../../../tests/support/given-orders";
import { givenIssuedPurchase } from "../../../../tests/support/given-purchases";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { drainOutbox } from "../../kernel/events/drain-outbox";

let product: TestProduct;
let factory: GivenFactory;
let supplierId: string;
let clerk: GivenContact;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  supplierId = await givenCustomer(factory, { isCustomer: false, isSupplier: true });
  clerk = await givenSupplierClerk(supplierId);
});
afterAll(async () => {
  const audit = await runSelfAudit(product.services.config.databaseUrl, {});
  await product.close();
  expect(audit.faults).toEqual([]);
});

const call = <T = PurchaseOrderView>(operation: string, input: object, token = factory.token) =>
  product.call<T>(token, operation, input);
const show = async (purchaseOrderId: string) =>
  (await call("purchaseOrders.show", { purchaseOrderId })).data;
const orderOf = async (orderId: string) => (await call<Order>("orders.show", { orderId })).data;

async function givenSupplierClerk(partyId: string): Promise<GivenContact> {
  const { data } = await call<{ id: string }>("contacts.create", { partyId, name: "业务员" });
  const login = { kind: "supplier" as const, partyId, contactId: data.id };
  return givenContactLogin(product, factory.tenant, login);
}

/** A part that a confirmed order of a machine waits for: of each machine two pieces. */
async function givenNeed(quantity = "5"): Promise<{ part: Item; order: Order; lineId: string }> {
  const part = await givenItem(factory);
  const machine = await givenMadeItem(factory, [[part, "2"]]);
  const order = await givenConfirmed(factory, await givenOrder(factory, [[machine, quantity]]));
  const [line] = await rowsOf(factory, "requisitionLines", part);
  return { part, order, lineId: line!.id! };
}

async function givenPurchase(
  requisitionLineId: string,
  more: object = {},
): Promise<PurchaseOrderView> {
  const lines = [{ requisitionLineId, unitPrice: "11.3", ...more }];
  return (await call("purchaseOrders.create", { supplierId, lines })).data;
}

async function givenIssued(requisitionLineId: string, more: object = {}) {
  const { id, revision } = await givenPurchase(requisitionLineId, more);
  return (await call("purchaseOrders.issue", { purchaseOrderId: id, revision })).data;
}

const receive = ({ id, revision, lines }: PurchaseOrderView, quantity: string, more: object = {}) =>
  call<GoodsReceiptView>("goodsReceipts.receive", {
    ...{ purchaseOrderId: id, revision, lines: [{ lineId: lines[0]!.id, quantity }] },
    ...more,
  });

describe("an order to a supplier", () => {
  it("takes its requisition lines out of the pool, at the supplier's price, and makes their supply firm", async () => {
    const { part, lineId } = await givenNeed();
    await call("supplierPrices.create", {
      ...{ supplierId, itemId: part.id, minQuantity: "10", unitPrice: "8.5", leadTimeDays: 3 },
    });
    const { data } = await call("purchaseOrders.create", {
      ...{ supplierId, lines: [{ requisitionLineId: lineId }] },
    });
    expect(data).toMatchObject({
      ...{ state: "draft", inclCents: 8_500, exclCents: 7_522, taxCents: 978 },
      lines: [{ itemId: part.id, quantity: "10", unitPrice: "8.5", state: "open" }],
      actions: ["purchaseOrders.update", "purchaseOrders.issue", "purchaseOrders.cancel"],
    });
    expect(await rowsOf(factory, "requisitionLines", part)).toMatchObject([{ state: "ordered" }]);
    expect(await rowsOf(factory, "supplies", part)).toMatchObject([{ firm: true, state: "open" }]);
  });

  it("is refused a line that somebody else buys, less than the plan needs, and what is not there", async () => {
    const { part, lineId } = await givenNeed();
    const input = (line: object) => ({ supplierId, lines: [{ unitPrice: "1", ...line }] });
    const less = await call(
      "purchaseOrders.create",
      input({ requisitionLineId: lineId, quantity: "9" }),
    );
    expect(less.error).toMatchObject({ code: "purchase.below_need" });
    await givenPurchase(lineId);
    const taken = await call("purchaseOrders.create", input({ requisitionLineId: lineId }));
    expect(taken.error).toMatchObject({ code: "purchase.line_taken" });
    const strange = await call("purchaseOrders.create", {
      supplierId: factory.customerId,
      lines: [{ itemId: part.id, quantity: "1", dueOn: "2026-12-01" }],
    });
    expect(strange.error!.issues).toMatchObject([{ path: ["supplierId"] }]);
    expect(await rowsOf(factory, "requisitionLines", part)).toMatchObject([{ state: "ordered" }]);
  });

  it("of two buyers who take the same line at once, one has it", async () => {
    const { lineId } = await givenNeed();
    const input = { supplierId, lines: [{ requisitionLineId: lineId, unitPrice: "1" }] };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => call("purchaseOrders.create", input)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ error }) => error?.code ?? []))).toEqual(
      new Set(["purchase.line_taken"]),
    );
  });

  it("by hand is free for the next order, which waits for it instead of buying again", async () => {
    const part = await givenItem(factory);
    const { data } = await call("purchaseOrders.create", {
      supplierId,
      lines: [{ itemId: part.id, quantity: "30", unitPrice: "2", dueOn: "2026-12-10" }],
    });
    await call("purchaseOrders.issue", { purchaseOrderId: data.id, revision: data.revision });
    const order = await givenConfirmed(factory, await givenOrder(factory, [[part, "12"]]));
    expect(order.lines[0]).toMatchObject({ plannedQuantity: "12", promisedOn: "2026-12-10" });
    expect(await rowsOf(factory, "requisitionLines", part)).toHaveLength(1);
  });

  it("is edited as long as it is a draft: amounts, the plan and the promise follow", async () => {
    const { part, order, lineId } = await givenNeed();
    const { id, revision, lines } = await givenPurchase(lineId);
    const edit = (more: object, at = revision) =>
      call("purchaseOrders.update", {
        ...{ purchaseOrderId: id, revision: at, note: "加急" },
        lines: [{ lineId: lines[0]!.id, ...more }],
      });
    expect((await edit({ quantity: "9" })).error!.code).toBe("purchase.below_need");
    const { data } = await edit({ quantity: "12", unitPrice: "11", dueOn: "2027-02-01" });
    expect(data).toMatchObject({
      ...{ note: "加急", inclCents: 13_200 },
      lines: [{ quantity: "12", unitPrice: "11", dueOn: "2027-02-01" }],
    });
    expect(await rowsOf(factory, "supplies", part)).toMatchObject([
      { quantity: "12", dueOn: "2027-02-01" },
    ]);
    expect((await orderOf(order.id)).promisedOn! > "2027-02-01").toBe(true);
    await call("purchaseOrders.issue", { purchaseOrderId: id, revision: data.revision });
    expect((await edit({ quantity: "13" }, data.revision + 1)).error!.code).toBe("purchase.frozen");
  });

  it("is issued only with prices, and is shown to the supplier from then on", async () => {
    const { lineId } = await givenNeed();
    const draft = await givenPurchase(lineId, { unitPrice: "0" });
    const moving = { purchaseOrderId: draft.id, revision: draft.revision };
    expect((await call("purchaseOrders.issue", moving)).error).toMatchObject({
      ...{ code: "purchase.price_missing", facts: { lines: [1] } },
    });
    const hidden = await call(
      "portal.purchaseOrders.show",
      { purchaseOrderId: draft.id },
      clerk.token,
    );
    expect(hidden.error!.code).toBe("record.not_found");
  });
});

describe("the supplier's answer", () => {
  it("yes with a later day moves the promise of the order that waits, and its work order", async () => {
    const { part, order, lineId } = await givenNeed();
    const { id, lines } = await givenIssued(lineId);
    const days = [{ lineId: lines[0]!.id, on: "2027-02-01" }];
    const input = { purchaseOrderId: id, days };
    const { data } = await call<PortalPurchaseOrder>(
      "portal.purchaseOrders.confirm",
      input,
      clerk.token,
    );
    expect(data).toMatchObject({
      state: "confirmed",
      lines: [{ confirmedOn: "2027-02-01" }],
      actions: [],
    });
    expect(JSON.stringify(data)).not.toContain(order.customerName);
    const promised = (await orderOf(order.id)).promisedOn!;
    expect(order.promisedOn! < "2027-02-01" && promised > "2027-02-01").toBe(true);
    expect(await rowsOf(factory, "supplies", part)).toMatchObject([{ dueOn: "2027-02-01" }]);
    const again = await call("portal.purchaseOrders.confirm", input, clerk.token);
    expect(again.data.state).toBe("confirmed");
    const why = await call<{ supplies: { itemId: string; due: { to: string } }[] }>("orders.why", {
      orderId: order.id,
    });
    expect(why.data.supplies.find(({ itemId }) => itemId === part.id)!.due.to).toBe("2027-02-01");
  });

  it("an offer instead leaves all as it is until we agree, and then moves it", async () => {
    const { order, lineId } = await givenNeed();
    const { id, lines } = await givenIssued(lineId);
    const offer = { lineId: lines[0]!.id, on: "2027-01-20", quantity: "12", unitPrice: "12" };
    const input = { purchaseOrderId: id, note: "钢厂检修", lines: [offer] };
    void (await call("portal.purchaseOrders.counter", input, clerk.token)).data;
    const countered = await show(id);
    expect(countered).toMatchObject({
      state: "countered",
      counterNote: "钢厂检修",
      inclCents: 11_300,
    });
    expect((await orderOf(order.id)).promisedOn).toBe(order.promisedOn);
    const tasks = await call<{ rows: object[] }>("tasks.list", {});
    expect(JSON.stringify(tasks.data.rows)).toContain(countered.number);
    const { data } = await call("purchaseOrders.acceptCounter", {
      ...{ purchaseOrderId: id, revision: countered.revision },
    });
    expect(data).toMatchObject({
      ...{ state: "confirmed", inclCents: 14_400 },
      lines: [{ quantity: "12", unitPrice: "12", confirmedOn: "2027-01-20", counterOn: null }],
    });
    expect((await orderOf(order.id)).promisedOn! > "2027-01-20").toBe(true);
  });

  it("that offers less than the plan needs cannot be agreed to, but refused", async () => {
    const { lineId } = await givenNeed();
    const { id, lines } = await givenIssued(lineId);
    const input = { purchaseOrderId: id, lines: [{ lineId: lines[0]!.id, quantity: "4" }] };
    void (await call("portal.purchaseOrders.counter", input, clerk.token)).data;
    const moving = { purchaseOrderId: id, revision: (await show(id)).revision };
    expect((await call("purchaseOrders.acceptCounter", moving)).error!.code).toBe(
      "purchase.below_need",
    );
    const { data } = await call("purchaseOrders.refuseCounter", moving);
    expect(data).toMatchObject({
      state: "issued",
      lines: [{ quantity: "10", counterQuantity: null }],
    });
  });

  it("is nobody else's: another supplier finds no such order", async () => {
    const { lineId } = await givenNeed();
    const { id } = await givenIssued(lineId);
    const other = await givenSupplierClerk(
      await givenCustomer(factory, { isCustomer: false, isSupplier: true }),
    );
    for (const verb of ["show", "confirm"]) {
      const answer = await call(
        `portal.purchaseOrders.${verb}`,
        { purchaseOrderId: id },
        other.token,
      );
      expect(answer.error!.code).toBe("record.not_found");
    }
    const listed = await call<{ rows: object[] }>("portal.purchaseOrders.list", {}, other.token);
    expect(listed.data.rows).toEqual([]);
  });
});

describe("goods that come", () => {
  it("in parts are stock at the order's price without tax, and held by what waits for them", async () => {
    const { part, lineId } = await givenNeed();
    const issued = await givenIssued(lineId);
    const first = await receive(issued, "4", { supplierNote: "SH-1" });
    expect(first.data).toMatchObject({
      supplierNote: "SH-1",
      lines: [{ quantity: "4", valueCents: 4_000 }],
    });
    expect(await stockOf(factory, part)).toMatchObject([
      { onHand: "4", reserved: "4", free: "0", valueCents: 4_000 },
    ]);
    const partly = await show(issued.id);
    expect(partly).toMatchObject({ state: "partly_received", lines: [{ receivedQuantity: "4" }] });
    await receive(partly, "6");
    expect(await show(issued.id)).toMatchObject({
      state: "received",
      lines: [{ state: "received" }],
    });
    expect(await stockOf(factory, part)).toMatchObject([
      { onHand: "10", reserved: "10", valueCents: 10_000 },
    ]);
    expect(await rowsOf(factory, "supplies", part)).toMatchObject([{ state: "received" }]);
    expect(await rowsOf(factory, "requisitionLines", part)).toMatchObject([{ state: "done" }]);
  });

  it("beyond what the orders need are free stock, and more than was ordered is refused whole", async () => {
    const { part, lineId } = await givenNeed();
    const issued = await givenIssued(lineId, { quantity: "15" });
    const much = await receive(issued, "16");
    expect(much.error).toMatchObject({ code: "receipt.over_ordered" });
    expect(await stockOf(factory, part)).toMatchObject([{ onHand: "0" }]);
    await receive(issued, "15");
    expect(await stockOf(factory, part)).toMatchObject([
      { onHand: "15", reserved: "10", free: "5" },
    ]);
  });

  it("count once though two people receive them at once, or one twice", async () => {
    const { part, lineId } = await givenNeed();
    const issued = await givenIssued(lineId);
    const answers = await Promise.all([1, 2, 3].map(() => receive(issued, "10")));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await stockOf(factory, part)).toMatchObject([{ onHand: "10" }]);
  });

  it("come only of an order that the supplier has, and in the lots that the item asks for", async () => {
    const { lineId } = await givenNeed();
    const draft = await givenPurchase(lineId);
    expect((await receive(draft, "1")).error!.code).toBe("purchase.not_receivable");
    const batch = await givenItem(factory, { tracking: "lot" });
    const { data } = await call("purchaseOrders.create", {
      supplierId,
      lines: [{ itemId: batch.id, quantity: "5", unitPrice: "1", dueOn: "2026-12-10" }],
    });
    const moving = { purchaseOrderId: data.id, revision: data.revision };
    const issued = (await call("purchaseOrders.issue", moving)).data;
    expect((await receive(issued, "5")).error!.code).toBe("stock.untracked");
    const line = { lineId: issued.lines[0]!.id, quantity: "5", lot: { number: "L-9" } };
    const { data: receipt } = await receive(issued, "5", { lines: [line] });
    expect(receipt.lines).toMatchObject([{ lotNumber: "L-9", quantity: "5" }]);
  });
});

describe("an order of which no more will come", () => {
  const close = ({ id, revision }: PurchaseOrderView, rest: object = {}) =>
    call("purchaseOrders.closeShort", {
      ...{ purchaseOrderId: id, revision, reason: "停产", ...rest },
    });

  it("is closed short once something has come: who waits for the rest is planned anew", async () => {
    const { part, order, lineId } = await givenNeed();
    const issued = await givenIssued(lineId);
    expect((await close(issued)).error).toMatchObject({ code: "state.illegal_move" });
    await receive(issued, "4");
    expect((await close(issued)).error).toMatchObject({ code: "revision.stale" });
    const closed = (await close(await show(issued.id))).data;
    expect(closed).toMatchObject({
      ...{ state: "closed", lines: [{ state: "closed", receivedQuantity: "4" }] },
    });
    while ((await drainOutbox(product.services)) > 0);
    // 10 were wanted and 4 are here: 6 are to be bought again.
    const again = (await rowsOf(factory, "requisitionLines", part)).filter(
      ({ state }) => state === "open",
    );
    expect(again).toMatchObject([{ quantity: "6" }]);
    const [demand] = await rowsOf(factory, "demands", part);
    expect(demand).toMatchObject({ reserved: "4", pegged: "6", uncovered: "0" });
    expect((await orderOf(order.id)).promisedOn).not.toBeNull();
    expect((await receive(await show(issued.id), "1")).error).toMatchObject({
      code: "purchase.not_receivable",
    });
  });

  it("may end one of its lines alone, and goes on with the others", async () => {
    const [one, other] = [await givenItem(factory), await givenItem(factory)];
    const issued = await givenIssuedPurchase(factory, supplierId, [
      [one, "3"],
      [other, "3"],
    ]);
    await receive(issued, "1");
    const now = await show(issued.id);
    const unknown = await close(now, { lineIds: [now.lines[0]!.id, "1"] });
    expect(unknown.error!.issues).toMatchObject([{ path: ["lineIds", 1] }]);
    const half = (await close(now, { lineIds: [now.lines[0]!.id] })).data;
    expect(half).toMatchObject({ state: "partly_received" });
    expect(half.lines.map(({ state }) => state)).toEqual(["closed", "open"]);
    const rest = { lines: [{ lineId: half.lines[1]!.id, quantity: "3" }] };
    await receive(half, "3", rest);
    expect(await show(issued.id)).toMatchObject({ state: "received" });
  });
});

describe("what goes straight to a customer", () => {
  it("carries where it goes to the supplier, and never comes into our stock", async () => {
    const part = await givenItem(factory);
    const shipTo = { recipient: "王工", line: "滨海路 8 号" };
    const lines = [{ mode: "dropship", itemId: part.id, quantity: "7", unitPrice: "10" }];
    await givenConfirmed(factory, await givenOrder(factory, [], { shipTo, lines }));
    const [need] = await rowsOf(factory, "requisitionLines", part);
    const issued = await givenIssued(need!.id!);
    const shown = { purchaseOrderId: issued.id };
    const { data } = await call<PortalPurchaseOrder>(
      "portal.purchaseOrders.show",
      shown,
      clerk.token,
    );
    expect(data.lines[0]!.shipTo).toMatchObject(shipTo);
    expect((await receive(issued, "7")).error).toMatchObject({
      ...{ code: "receipt.dropship", facts: { lines: [1] } },
    });
  });
});

describe("an order that is taken back", () => {
  it("leaves the need in the pool, to be bought of another", async () => {
    const { part, order, lineId } = await givenNeed();
    const { id, revision } = await givenIssued(lineId, { quantity: "25" });
    const { data } = await call("purchaseOrders.cancel", {
      purchaseOrderId: id,
      revision,
      reason: "停产",
    });
    expect(data).toMatchObject({ state: "cancelled", cancelReason: "停产", actions: [] });
    expect(await rowsOf(factory, "requisitionLines", part)).toMatchObject([
      { state: "open", quantity: "10" },
    ]);
    expect(await rowsOf(factory, "supplies", part)).toMatchObject([
      { firm: false, quantity: "10" },
    ]);
    expect((await orderOf(order.id)).promisedOn).toBe(order.promisedOn);
    await givenPurchase(lineId);
  });

  it("that a person had placed of his own accord leaves nothing in the pool but what somebody waits for", async () => {
    const [wanted, idle] = [await givenItem(factory), await givenItem(factory)];
    const line = (item: Item) => ({
      itemId: item.id,
      quantity: "6",
      unitPrice: "2",
      dueOn: "2026-12-10",
    });
    const lines = [line(wanted), line(idle)];
    const { data } = await call("purchaseOrders.create", { supplierId, lines });
    await givenConfirmed(factory, await givenOrder(factory, [[wanted, "4"]]));
    const cancel = { purchaseOrderId: data.id, revision: data.revision, reason: "改期" };
    expect((await call("purchaseOrders.cancel", cancel)).data.state).toBe("cancelled");
    expect(await rowsOf(factory, "requisitionLines", wanted)).toMatchObject([{ state: "open" }]);
    expect(await rowsOf(factory, "requisitionLines", idle)).toMatchObject([{ state: "cancelled" }]);
    expect(await rowsOf(factory, "supplies", idle)).toMatchObject([{ state: "cancelled" }]);
  });

  it("cannot be once something has come", async () => {
    const { lineId } = await givenNeed();
    const issued = await givenIssued(lineId);
    await receive(issued, "1");
    const { id, revision } = await show(issued.id);
    const refused = await call("purchaseOrders.cancel", {
      purchaseOrderId: id,
      revision,
      reason: "x",
    });
    expect(refused.error!.code).toBe("state.illegal_move");
  });
});

describe("what things cost", () => {
  it("is hidden from whoever's role hides it, and cannot be typed by him", async () => {
    const { lineId } = await givenNeed();
    const { id } = await givenPurchase(lineId);
    const keeper = await givenStaff(product, factory.tenant, {
      roles: { permissions: ["*"], masks: ["cost"] },
    });
    const seen = (await call("purchaseOrders.show", { purchaseOrderId: id }, keeper.token)).data;
    expect(seen).toMatchObject({ inclCents: null, lines: [{ unitPrice: null }], masked: ["cost"] });
    const typed = await call(
      "purchaseOrders.create",
      { supplierId, lines: [{ requisitionLineId: lineId, unitPrice: "1" }] },
      keeper.token,
    );
    expect(typed.error!.code).toBe("auth.field_masked");
  });
});
