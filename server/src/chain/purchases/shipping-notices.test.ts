import type {
  Item,
  Order,
  PortalShipment,
  PortalShippingNotice,
  PurchaseOrderView,
  ShipmentView,
  ShippingNoticeView,
} from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenContactLogin, givenTenant, type GivenContact } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { rowsOf } from "../../../../tests/support/given-orders";
import { givenIssuedPurchase } from "../../../../tests/support/given-purchases";
import { givenBuyer } from "../../../../tests/support/given-quotes";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;
let supplierId: string;
let clerk: GivenContact;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  ({ supplierId, clerk } = await givenSupplier());
});
afterAll(async () => {
  const audit = await runSelfAudit(product.services.config.databaseUrl);
  await product.close();
  expect(audit.faults).toEqual([]);
});

const call = <T>(operation: string, input: object = {}, token = factory.token) =>
  product.call<T>(token, operation, input);

async function givenSupplier() {
  const partyId = await givenCustomer(factory, { isCustomer: false, isSupplier: true });
  const { data } = await call<{ id: string }>("contacts.create", { partyId, name: "业务员" });
  const login = { kind: "supplier" as const, partyId, contactId: data.id };
  return { supplierId: partyId, clerk: await givenContactLogin(product, factory.tenant, login) };
}

const announce = (
  order: PurchaseOrderView,
  quantity: string,
  rest: object = {},
  token = clerk.token,
) =>
  call<PortalShippingNotice>(
    "portal.shippingNotices.send",
    {
      ...{ purchaseOrderId: order.id, carrier: "德邦", waybill: "DB1" },
      ...{ lines: [{ lineId: order.lines[0]!.id, quantity, lotNumber: "S-1" }], ...rest },
    },
    token,
  );
const movesOf = async (item: Item) =>
  (await call<{ count: number }>("stockMoves.count", { filter: { item: { eq: item.id } } })).data
    .count;
const standing = async (partyId: string) =>
  (await call<{ standing: Record<string, number> }>("parties.involvement", { partyId })).data
    .standing;

describe("a supplier's announcement", () => {
  it("is of his own order, and never of more than is still to come, counting what is underway", async () => {
    const item = await givenItem(factory);
    const order = await givenIssuedPurchase(factory, supplierId, [[item, "10"]]);
    const other = await givenSupplier();
    expect((await announce(order, "1", {}, other.clerk.token)).error).toMatchObject({
      code: "record.not_found",
    });
    const first = (await announce(order, "6", { expectedOn: "2026-12-24" })).data;
    expect(first).toMatchObject({ state: "sent", straight: false, lines: [{ lotNumber: "S-1" }] });
    expect((await announce(order, "5")).error).toMatchObject({ code: "notice.over_ordered" });
    const both = await Promise.all([announce(order, "3"), announce(order, "3")]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const shippingNoticeId = first.id;
    expect(
      (await call("portal.shippingNotices.show", { shippingNoticeId }, other.clerk.token)).error,
    ).toMatchObject({ code: "record.not_found" });
    const listed = await call<{ rows: object[] }>("portal.shippingNotices.list", {}, clerk.token);
    expect(listed.data.rows).toHaveLength(2);
    // The plan expects the goods on the day that he says.
    const [supply] = await rowsOf(factory, "supplies", item);
    expect(supply).toMatchObject({ dueOn: "2026-12-24" });
  });

  it("may give another day than was agreed, and nothing is broken by it", async () => {
    const item = await givenItem(factory);
    const order = await givenIssuedPurchase(factory, supplierId, [[item, "10"]]);
    const { id: purchaseOrderId, revision } = order;
    expect(
      (await call("purchaseOrders.confirm", { purchaseOrderId, revision, days: [] })).status,
    ).toBe(200);
    expect((await announce(order, "4", { expectedOn: "2026-12-28" })).status).toBe(200);
    product.clock.advance({ hours: 2 });
    const found = await call<{ rows: { number: string }[] }>("breakpoints.find");
    expect(found.data.rows.filter(({ number }) => number === order.number)).toEqual([]);
  });

  it("is received with its goods, or taken back when they do not come; each once", async () => {
    const item = await givenItem(factory);
    const order = await givenIssuedPurchase(factory, supplierId, [[item, "10"]]);
    const [some, rest] = [(await announce(order, "4")).data, (await announce(order, "6")).data];
    const take = (shippingNoticeId: string, revision: number, quantity: string) =>
      call("goodsReceipts.receive", {
        ...{ purchaseOrderId: order.id, revision, shippingNoticeId },
        lines: [{ lineId: order.lines[0]!.id, quantity }],
      });
    expect((await take(some.id, order.revision, "4")).status).toBe(200);
    const shown = async (id: string) =>
      (await call<ShippingNoticeView>("shippingNotices.show", { shippingNoticeId: id })).data;
    expect(await shown(some.id)).toMatchObject({ state: "received", actions: [] });
    expect((await take(some.id, order.revision + 1, "1")).error).toMatchObject({
      code: "state.illegal_move",
    });
    const cancel = { shippingNoticeId: rest.id, revision: 1, reason: "车坏了" };
    expect((await call("shippingNotices.cancel", cancel)).data).toMatchObject({
      state: "cancelled",
    });
    expect((await announce(order, "6")).status).toBe(200);
  });
});

describe("what a supplier ships straight to a customer", () => {
  /** An order of 7 pieces at 10 yuan that the supplier ships straight, bought of him at 6. */
  async function straight(): Promise<{
    item: Item;
    order: Order;
    purchase: PurchaseOrderView;
    customerId: string;
    supplier: Awaited<ReturnType<typeof givenSupplier>>;
  }> {
    const supplier = await givenSupplier();
    const item = await givenItem(factory);
    const customerId = await givenCustomer(factory);
    const shipTo = { recipient: "王工", line: "滨海路 8 号" };
    const lines = [{ mode: "dropship", itemId: item.id, quantity: "7", unitPrice: "10" }];
    const drafted = { customerId, shipTo, lines };
    const order = await givenConfirmed(factory, await givenOrder(factory, [], drafted));
    const [need] = await rowsOf(factory, "requisitionLines", item);
    const bought = { requisitionLineId: need!.id, unitPrice: "6" };
    const draft = await call<PurchaseOrderView>("purchaseOrders.create", {
      ...{ supplierId: supplier.supplierId, lines: [bought] },
    });
    const { id: purchaseOrderId, revision } = draft.data;
    const purchase = await call<PurchaseOrderView>("purchaseOrders.issue", {
      ...{ purchaseOrderId, revision },
    });
    return { item, order, customerId, supplier, purchase: purchase.data };
  }

  it("is the customer's delivery: it never touches our stock, and is owed once he has accepted it", async () => {
    const { item, order, customerId, supplier, purchase } = await straight();
    const buyer = await givenBuyer(factory, customerId);
    const sent = await announce(purchase, "4", {}, supplier.clerk.token);
    expect(sent.data).toMatchObject({ state: "received", straight: true });
    expect(await movesOf(item)).toBe(0);
    expect((await call<Order>("orders.show", { orderId: order.id })).data.lines[0]).toMatchObject({
      ...{ shippedQuantity: "4", plannedQuantity: "3" },
    });
    expect(await standing(customerId)).toMatchObject({
      receivableCents: 4_000,
      committedCents: 3_000,
    });
    expect(await standing(supplier.supplierId)).toMatchObject({ payableCents: 0 });

    const { data: own } = await call<{ rows: { id: string }[] }>(
      "portal.shipments.list",
      {},
      buyer.token,
    );
    const shipmentId = own.rows[0]!.id;
    const { data: seen } = await call<PortalShipment>(
      "portal.shipments.accept",
      { shipmentId },
      buyer.token,
    );
    expect(seen).toMatchObject({ state: "accepted", waybill: "DB1" });
    expect(JSON.stringify(seen)).not.toContain(supplier.supplierId);
    expect(await standing(supplier.supplierId)).toMatchObject({ payableCents: 2_400 });

    await announce(purchase, "3", {}, supplier.clerk.token);
    const rest = await call<{ rows: { id: string }[] }>("portal.shipments.list", {}, buyer.token);
    await call("portal.shipments.accept", { shipmentId: rest.data.rows[0]!.id }, buyer.token);
    expect((await call<Order>("orders.show", { orderId: order.id })).data.state).toBe("completed");
    expect(
      (await call<PurchaseOrderView>("purchaseOrders.show", { purchaseOrderId: purchase.id })).data,
    ).toMatchObject({ state: "received", lines: [{ receivedQuantity: "7" }] });
    expect(await standing(supplier.supplierId)).toMatchObject({ payableCents: 4_200 });
    expect(await movesOf(item)).toBe(0);
  });

  it("and the customer does not accept is owed to nobody; claimed in vain it is", async () => {
    for (const [how, payableCents] of [
      ["credit", 1_800],
      ["refuse", 2_400],
    ] as const) {
      const { customerId, supplier, purchase } = await straight();
      await announce(purchase, "4", {}, supplier.clerk.token);
      const { rows } = (
        await call<{ rows: { id: string }[] }>("shipments.list", {
          filter: { customer: { eq: customerId } },
        })
      ).data;
      const note = (await call<ShipmentView>("shipments.show", { shipmentId: rows[0]!.id })).data;
      const disputed = await call<ShipmentView>("shipments.recordAcceptance", {
        ...{ shipmentId: note.id, revision: note.revision },
        lines: [{ lineId: note.lines[0]!.id, rejected: "1", reason: "划伤" }],
      });
      const { id: claimId, revision } = disputed.data.claims[0]!;
      expect((await call(`claims.${how}`, { claimId, revision, note: "核实" })).status).toBe(200);
      expect(await standing(supplier.supplierId)).toMatchObject({ payableCents });
    }
  });

  it("is announced apart from what comes to us, and cannot be taken back", async () => {
    const { supplier, purchase } = await straight();
    const { data } = await announce(purchase, "1", {}, supplier.clerk.token);
    const cancel = { shippingNoticeId: data.id, revision: 1, reason: "x" };
    expect((await call("shippingNotices.cancel", cancel)).error).toMatchObject({
      code: "notice.straight",
    });
  });
});
