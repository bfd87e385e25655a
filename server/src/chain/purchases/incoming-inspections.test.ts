import type {
  GoodsReceiptView,
  IncomingInspectionView,
  Item,
  PurchaseOrderView,
  SupplierReturnView,
} from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenFactory,
  givenItem,
  givenOrder,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { rowsOf } from "../../../../tests/support/given-orders";
import { givenSupplier, type GivenSupplier } from "../../../../tests/support/given-rfqs";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { drainOutbox } from "../../kernel/events";

let product: TestProduct;
let factory: GivenFactory;
let supplier: GivenSupplier;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  supplier = await givenSupplier(factory);
});
afterAll(async () => {
  const audit = await runSelfAudit(product.services.config.databaseUrl);
  await product.close();
  expect(audit.faults).toEqual([]);
});

const call = <T = PurchaseOrderView>(operation: string, input: object, token = factory.token) =>
  product.call<T>(token, operation, input);
const show = async ({ id }: { id: string }) =>
  (await call("purchaseOrders.show", { purchaseOrderId: id })).data;

/** A customer's need for so many, ordered of the supplier at 10 元 and issued. */
async function ordered(item: Item, quantity: string): Promise<PurchaseOrderView> {
  await givenConfirmed(factory, await givenOrder(factory, [[item, quantity]]));
  const [need] = (await rowsOf(factory, "requisitionLines", item)).filter(
    ({ state }) => state === "open",
  );
  const { data } = await call("purchaseOrders.create", {
    supplierId: supplier.supplierId,
    lines: [{ requisitionLineId: need!.id, unitPrice: "10", taxRate: "0" }],
  });
  const moving = { purchaseOrderId: data.id, revision: data.revision };
  return (await call("purchaseOrders.issue", moving)).data;
}

const receive = async (order: PurchaseOrderView, quantity: string, rest: object = {}) =>
  call<GoodsReceiptView>("goodsReceipts.receive", {
    ...{ purchaseOrderId: order.id, revision: (await show(order)).revision },
    lines: [{ lineId: order.lines[0]!.id, quantity, ...rest }],
  });

async function inspections(item: Item): Promise<IncomingInspectionView[]> {
  const filter = { itemCode: { eq: item.code } };
  const { rows } = (await call<{ rows: { id: string }[] }>("incomingInspections.list", { filter }))
    .data;
  return Promise.all(
    rows.map(
      async ({ id }) =>
        (await call<IncomingInspectionView>("incomingInspections.show", { inspectionId: id })).data,
    ),
  );
}
const judge = (inspection: IncomingInspectionView, found: object) =>
  call<IncomingInspectionView>("incomingInspections.judge", {
    ...{ inspectionId: inspection.id, revision: inspection.revision, ...found },
  });
const pendingOf = async (item: Item) =>
  (await inspections(item)).find(({ state }) => state === "pending")!;

async function stockOf(item: Item) {
  const { rows } = (
    await call<{ rows: { status: string; quantity: string }[] }>("stockBalances.list", {
      filter: { itemCode: { eq: item.code } },
    })
  ).data;
  return Object.fromEntries(
    rows.filter(({ quantity }) => quantity !== "0").map((row) => [row.status, row.quantity]),
  );
}
const planOf = async (item: Item) => {
  const [demand] = await rowsOf(factory, "demands", item);
  const { reserved, pegged, uncovered } = demand!;
  return { reserved, pegged, uncovered };
};
/** What the supplier has charged, less what he has taken back. */
async function owed(): Promise<number> {
  const input = { partyId: supplier.supplierId };
  const { data } = await call<{ standing: Record<string, number> }>("parties.involvement", input);
  return data.standing.payableCents! - data.standing.advancePaidCents!;
}
async function replan(): Promise<void> {
  while ((await drainOutbox(product.services)) > 0);
}

describe("a receipt", () => {
  it("of more than was ordered is taken within the item's tolerance, charged for what came, and no further", async () => {
    const item = await givenItem(factory, { overReceiptRate: "0.05" });
    const order = await ordered(item, "100");
    const before = await owed();
    expect((await receive(order, "105.000001")).error).toMatchObject({
      code: "receipt.over_ordered",
    });
    expect((await receive(order, "60")).ok).toBe(true);
    expect((await receive(order, "45")).ok).toBe(true);
    expect(await show(order)).toMatchObject({ state: "received" });
    expect((await owed()) - before).toBe(105_000);
    expect(await planOf(item)).toEqual({ reserved: "100", pegged: "0", uncovered: "0" });
    expect(await stockOf(item)).toEqual({ usable: "105" });
  });

  it("of a little less ends the line, and whoever waits for the rest is planned for anew", async () => {
    const item = await givenItem(factory, { underReceiptRate: "0.02" });
    const order = await ordered(item, "100");
    expect((await receive(order, "97")).ok).toBe(true);
    expect(await show(order)).toMatchObject({ state: "partly_received" });
    expect((await receive(order, "1")).ok).toBe(true);
    expect(await show(order)).toMatchObject({
      ...{ state: "received", lines: [{ state: "received", receivedQuantity: "98" }] },
    });
    await replan();
    expect(await planOf(item)).toEqual({ reserved: "98", pegged: "2", uncovered: "0" });
    const pool = await rowsOf(factory, "requisitionLines", item);
    expect(pool.filter(({ state }) => state === "open")).toMatchObject([{ quantity: "2" }]);
  });
});

describe("goods that are looked at first", () => {
  it("are nobody's until they pass, and then whoever waited holds them", async () => {
    const item = await givenItem(factory, { inspectIncoming: true });
    const order = await ordered(item, "10");
    const before = await owed();
    await receive(order, "10");
    expect((await owed()) - before).toBe(10_000);
    expect(await stockOf(item)).toEqual({ inspection: "10" });
    expect(await planOf(item)).toEqual({ reserved: "0", pegged: "10", uncovered: "0" });
    expect(await show(order)).toMatchObject({ state: "received" });
    const inspection = await pendingOf(item);
    expect((await judge(inspection, { passed: "9" })).error).toMatchObject({
      code: "inspection.not_whole",
    });
    const both = await Promise.all([
      judge(inspection, { passed: "10" }),
      judge(inspection, { passed: "10" }),
    ]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect(await stockOf(item)).toEqual({ usable: "10" });
    expect(await planOf(item)).toEqual({ reserved: "10", pegged: "0", uncovered: "0" });
  });

  it("that failed are blocked and come once more, of the same order", async () => {
    const item = await givenItem(factory, { inspectIncoming: true });
    const order = await ordered(item, "10");
    await receive(order, "10");
    const found = { passed: "5", conceded: "2", failed: "3", replaced: true, cause: "尺寸超差" };
    const judged = (await judge(await pendingOf(item), found)).data;
    expect(judged).toMatchObject({ state: "concession", failed: "3", actions: [] });
    expect(await stockOf(item)).toEqual({ usable: "7", frozen: "3" });
    expect(await planOf(item)).toEqual({ reserved: "7", pegged: "3", uncovered: "0" });
    expect(await show(order)).toMatchObject({
      ...{ state: "partly_received", lines: [{ state: "open", receivedQuantity: "7" }] },
    });
    const seen = await call<{ rows: object[] }>(
      "portal.inspections.list",
      {},
      supplier.clerk.token,
    );
    expect(seen.data.rows[0]).toMatchObject({
      number: judged.number,
      failed: "3",
      cause: "尺寸超差",
    });
    expect((await receive(order, "3")).ok).toBe(true);
    expect((await judge(await pendingOf(item), { passed: "3" })).data.state).toBe("passed");
    expect(await planOf(item)).toEqual({ reserved: "10", pegged: "0", uncovered: "0" });
    expect(await show(order)).toMatchObject({ state: "received" });
  });

  it("that failed for good are planned for anew", async () => {
    const item = await givenItem(factory, { inspectIncoming: true });
    const order = await ordered(item, "10");
    await receive(order, "10");
    expect((await judge(await pendingOf(item), { failed: "10" })).data.state).toBe("failed");
    await replan();
    expect(await planOf(item)).toEqual({ reserved: "0", pegged: "10", uncovered: "0" });
    const pool = await rowsOf(factory, "requisitionLines", item);
    expect(pool.map(({ state, quantity }) => [state, quantity])).toEqual(
      expect.arrayContaining([
        ["done", "10"],
        ["open", "10"],
      ]),
    );
  });

  it("still cover whoever waits when the rest of the order is closed", async () => {
    const item = await givenItem(factory, { inspectIncoming: true });
    const order = await ordered(item, "10");
    await receive(order, "4");
    const { id: purchaseOrderId, revision } = await show(order);
    const closed = await call("purchaseOrders.closeShort", {
      purchaseOrderId,
      revision,
      reason: "停产",
    });
    expect(closed.data.state).toBe("closed");
    await replan();
    expect(await planOf(item)).toEqual({ reserved: "0", pegged: "10", uncovered: "0" });
    const inspection = await pendingOf(item);
    const again = await judge(inspection, { failed: "4", replaced: true });
    expect(again.error).toMatchObject({ code: "inspection.order_over" });
    expect((await judge(inspection, { passed: "3", failed: "1" })).ok).toBe(true);
    await replan();
    expect(await planOf(item)).toEqual({ reserved: "3", pegged: "7", uncovered: "0" });
  });

  it("are told apart piece by piece where the item is", async () => {
    const item = await givenItem(factory, { inspectIncoming: true, tracking: "serial" });
    const order = await ordered(item, "3");
    await receive(order, "3", { serials: ["S1", "S2", "S3"] });
    const inspection = await pendingOf(item);
    const unnamed = await judge(inspection, { passed: "2", failed: "1" });
    expect(unnamed.error?.issues).toMatchObject([{ path: ["failedSerials"] }]);
    const strange = await judge(inspection, { passed: "2", failed: "1", failedSerials: ["S9"] });
    expect(strange.error?.code).toBe("reference.not_found");
    const found = { passed: "2", failed: "1", failedSerials: ["S2"] };
    expect((await judge(inspection, found)).ok).toBe(true);
    expect(await stockOf(item)).toEqual({ usable: "2", frozen: "1" });
  });
});

describe("a return to the supplier", () => {
  const draft = (receipt: GoodsReceiptView, quantity: string, rest: object = {}) =>
    call<SupplierReturnView>("supplierReturns.create", {
      ...{ goodsReceiptId: receipt.id, reason: "尺寸超差" },
      lines: [{ receiptLineId: receipt.lines[0]!.id, quantity, ...rest }],
    });
  const send = ({ id, revision }: SupplierReturnView) =>
    call<SupplierReturnView>("supplierReturns.dispatch", {
      ...{ supplierReturnId: id, revision, carrier: "德邦", waybill: "DB9" },
    });

  /** Three of ten have failed and do not come once more. */
  async function failed(unitPrice = "10", taxRate = "0") {
    const item = await givenItem(factory, { inspectIncoming: true });
    const line = { itemId: item.id, quantity: "10", dueOn: "2026-12-20", unitPrice, taxRate };
    const input = { supplierId: supplier.supplierId, lines: [line] };
    const { id: purchaseOrderId, revision } = (await call("purchaseOrders.create", input)).data;
    const order = (await call("purchaseOrders.issue", { purchaseOrderId, revision })).data;
    const receipt = (await receive(order, "10")).data;
    const found = { passed: "7", failed: "3", cause: "尺寸超差" };
    expect((await judge(await pendingOf(item), found)).ok).toBe(true);
    return { item, receipt };
  }

  it("takes what failed out of stock, in parts, and is not to be paid, to the cent", async () => {
    const start = await owed();
    const { item, receipt } = await failed("3.333333", "0.13");
    expect((await owed()) - start).toBe(3_333);
    const first = (await draft(receipt, "1")).data;
    expect(await stockOf(item)).toEqual({ usable: "7", frozen: "3" });
    const own = { supplierReturnId: first.id };
    const theirs = () => call("portal.supplierReturns.show", own, supplier.clerk.token);
    expect((await theirs()).error?.code).toBe("record.not_found");
    expect((await send(first)).data).toMatchObject({ state: "dispatched", actions: [] });
    expect((await theirs()).data).toMatchObject({ waybill: "DB9", lines: [{ quantity: "1" }] });
    expect(await stockOf(item)).toEqual({ usable: "7", frozen: "2" });
    await send((await draft(receipt, "2")).data);
    expect(await stockOf(item)).toEqual({ usable: "7" });
    await send((await draft(receipt, "7", { status: "usable" })).data);
    expect(await stockOf(item)).toEqual({});
    expect(await owed()).toBe(start);
  });

  it("is never of more than came and has not gone back, whoever else drafts one", async () => {
    const { receipt } = await failed();
    const over = await draft(receipt, "10.000001");
    expect(over.error).toMatchObject({ code: "return.over_received", facts: { lines: "1: 10" } });
    const both = await Promise.all([draft(receipt, "6"), draft(receipt, "6")]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    const { id, revision } = both.find(({ ok }) => ok)!.data;
    await call("supplierReturns.cancel", { supplierReturnId: id, revision, reason: "留用" });
    expect((await draft(receipt, "10")).ok).toBe(true);
    const strange = await draft({ ...receipt, lines: [{ ...receipt.lines[0]!, id: "123" }] }, "1");
    expect(strange.error?.code).toBe("reference.not_found");
  });

  it("does not take what an order holds, nor what is not blocked", async () => {
    const { item, receipt } = await failed();
    await givenConfirmed(factory, await givenOrder(factory, [[item, "7"]]));
    const held = (await draft(receipt, "1", { status: "usable" })).data;
    const before = await owed();
    expect((await send(held)).error?.code).toBe("stock.reserved");
    expect(await owed()).toBe(before);
    expect(
      (await call<SupplierReturnView>("supplierReturns.show", { supplierReturnId: held.id })).data,
    ).toMatchObject({ state: "draft" });
    expect((await send((await draft(receipt, "4")).data)).error?.code).toBe("stock.insufficient");
  });

  it("leaves as a variance what the pool's average makes of it", async () => {
    const { item, receipt } = await failed("10");
    await call("inventory.adjust", {
      reason: "期初",
      lines: [{ itemId: item.id, warehouseId: factory.warehouseId, quantity: "10", unitCost: "4" }],
    });
    expect((await send((await draft(receipt, "3")).data)).ok).toBe(true);
    const { rows } = (
      await call<{ rows: { valueCents: number; onHand: string }[] }>("inventory.stock", {
        itemIds: [item.id],
      })
    ).data;
    // 20 were worth 140.00; three leave at 7.00 each, though 30.00 is credited: 9.00 gained.
    expect(rows[0]).toMatchObject({ valueCents: 11_900 });
  });
});
