import type { Item, PurchaseOrderView, PurchaseRulesView } from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenStaff, givenTenant, type GivenStaff } from "../../../../tests/support/given";
import {
  givenFactory,
  givenItem,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { givenPurchase } from "../../../../tests/support/given-purchases";
import { givenSupplier, type GivenSupplier } from "../../../../tests/support/given-rfqs";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;
let manager: GivenStaff;
let supplier: GivenSupplier;
let steel: Item;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  manager = await givenStaff(product, factory.tenant, {
    roles: { permissions: ["purchaseOrders.*", "approvals.*", "tasks.*"], scope: "all" },
  });
  supplier = await givenSupplier(factory);
  steel = await givenItem(factory);
  await call("supplierPrices.create", {
    ...{ supplierId: supplier.supplierId, itemId: steel.id, minQuantity: "0", unitPrice: "10" },
  });
}, 60_000);
afterAll(async () => {
  const audit = await runSelfAudit(product.services.config.databaseUrl);
  await product.close();
  expect(audit.faults).toEqual([]);
});

const call = <T = PurchaseOrderView>(operation: string, input: object, token = factory.token) =>
  product.call<T>(token, operation, input);
const on = ({ id, revision }: PurchaseOrderView) => ({ purchaseOrderId: id, revision });
const show = async ({ id }: PurchaseOrderView) =>
  (await call("purchaseOrders.show", { purchaseOrderId: id })).data;

async function rules(set: Partial<PurchaseRulesView>): Promise<void> {
  const { revision } = (await call<PurchaseRulesView>("purchaseOrders.rules", {})).data;
  const none = { approveAboveCents: null, approveIncreaseRate: null };
  expect((await call("purchaseOrders.setRules", { ...none, ...set, revision })).ok).toBe(true);
}

interface Pending {
  id: string;
  revision: number;
  reasons: { code: string; message: string }[];
}

async function pendingOf({ number }: PurchaseOrderView): Promise<Pending[]> {
  const filter = { number: { eq: number }, state: { eq: "pending" } };
  const { rows } = (await call<{ rows: { id: string }[] }>("approvals.list", { filter })).data;
  return Promise.all(
    rows.map(async ({ id }) => (await call<Pending>("approvals.show", { approvalId: id })).data),
  );
}

async function decide(order: PurchaseOrderView, verb: "approve" | "refuse", note?: string) {
  const [pending] = await pendingOf(order);
  const { id: approvalId, revision } = pending!;
  return call(`approvals.${verb}`, { approvalId, revision, note }, manager.token);
}

/** At 10 元 each. */
const draft = (quantity: string) =>
  givenPurchase(factory, supplier.supplierId, [[steel, quantity]]);
const submitted = async (quantity = "11") =>
  (await call("purchaseOrders.submit", on(await draft(quantity)))).data;

const counter = (order: PurchaseOrderView, offer: object) =>
  call(
    "portal.purchaseOrders.counter",
    { purchaseOrderId: order.id, lines: [{ lineId: order.lines[0]!.id, ...offer }] },
    supplier.clerk.token,
  );
/** One of 100 元 that its supplier would rather change. */
async function countered(offer: object): Promise<PurchaseOrderView> {
  const { data } = await call("purchaseOrders.issue", on(await draft("10")));
  expect((await counter(data, offer)).ok).toBe(true);
  return show(data);
}

describe("a purchase order beyond the company's limit", () => {
  beforeEach(() => rules({ approveAboveCents: 10_000 }));

  it("reaches its supplier by the approval, and not before", async () => {
    const order = await draft("11");
    expect(order.needsApproval).toBe(true);
    expect(order.actions).toEqual([
      ...["purchaseOrders.update", "purchaseOrders.submit", "purchaseOrders.cancel"],
    ]);
    expect((await call("purchaseOrders.issue", on(order))).error?.code).toBe(
      "purchase.needs_approval",
    );
    const waiting = (await call("purchaseOrders.submit", on(order))).data;
    expect(waiting).toMatchObject({ state: "pending_approval", issuedAt: null });
    expect((await call("purchaseOrders.update", { ...on(waiting), note: "x" })).error?.code).toBe(
      "purchase.frozen",
    );
    expect((await call("purchaseOrders.issue", on(waiting))).error?.code).toBe(
      "state.illegal_move",
    );
    const own = { purchaseOrderId: order.id };
    const theirs = () => call("portal.purchaseOrders.show", own, supplier.clerk.token);
    expect((await theirs()).error?.code).toBe("record.not_found");
    expect((await pendingOf(order))[0]!.reasons).toMatchObject([{ code: "purchase_amount" }]);
    expect((await decide(order, "approve")).ok).toBe(true);
    expect((await theirs()).data.state).toBe("issued");
  });

  it("is agreed to by somebody else than whoever asked, and once", async () => {
    const order = await submitted();
    const [{ id: approvalId, revision }] = (await pendingOf(order)) as [Pending];
    const buyer = await givenStaff(product, factory.tenant, {
      roles: {
        permissions: ["purchaseOrders.submit", "purchaseOrders.show", "approvals.*"],
        scope: "all",
      },
    });
    const unentitled = await call("approvals.approve", { approvalId, revision }, buyer.token);
    expect(unentitled.error?.code).toBe("auth.forbidden");
    const both = await Promise.all(
      [1, 2].map(() => call("approvals.approve", { approvalId, revision }, manager.token)),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await show(order)).state).toBe("issued");
  });

  it("is a draft again with the reason and a task when it is refused", async () => {
    const order = await submitted();
    expect((await decide(order, "refuse", "先问第二家")).ok).toBe(true);
    const refused = await show(order);
    expect(refused).toMatchObject({ state: "draft", approvalNote: "先问第二家" });
    const filter = { number: { eq: order.number } };
    const { rows } = (await call<{ rows: { title: string }[] }>("tasks.list", { filter })).data;
    expect(rows.map(({ title }) => title)).toEqual([expect.stringContaining("先问第二家")]);
    const edit = { lines: [{ lineId: refused.lines[0]!.id, unitPrice: "9" }] };
    const { data } = await call("purchaseOrders.update", { ...on(refused), ...edit });
    expect((await call("purchaseOrders.submit", on(data))).error?.code).toBe(
      "purchase.needs_no_approval",
    );
    expect((await call("purchaseOrders.issue", on(data))).data.state).toBe("issued");
  });

  it("takes its request back when it is cancelled", async () => {
    const order = await submitted();
    await call("purchaseOrders.cancel", { ...on(order), reason: "不买了" });
    expect(await pendingOf(order)).toEqual([]);
  });
});

describe("a line above the supplier's price list", () => {
  it("needs agreement beyond the rate, to the last millionth, whether prices are with tax or not", async () => {
    await rules({ approveIncreaseRate: "0.1" });
    const at = async (unitPrice: string, pricesIncludeTax = true) => {
      const line = {
        itemId: steel.id,
        quantity: "1",
        unitPrice,
        taxRate: "0.13",
        dueOn: "2026-12-20",
      };
      const input = { supplierId: supplier.supplierId, pricesIncludeTax, lines: [line] };
      const order = (await call("purchaseOrders.create", input)).data;
      return (await call("purchaseOrders.issue", on(order))).error?.code ?? "issued";
    };
    expect(await at("11")).toBe("issued");
    expect(await at("11.000001")).toBe("purchase.needs_approval");
    // 11 ÷ 1.13 = 9.734513…
    expect(await at("9.734513", false)).toBe("issued");
    expect(await at("9.734514", false)).toBe("purchase.needs_approval");
  });
});

describe("a supplier's counter beyond the limit", () => {
  beforeEach(() => rules({ approveAboveCents: 10_000 }));
  const accept = (order: PurchaseOrderView) => call("purchaseOrders.acceptCounter", on(order));

  it("is no way around it: agreeing waits for whoever may, and the order runs as issued", async () => {
    const order = await countered({ unitPrice: "10.5" });
    const { data } = await accept(order);
    expect(data).toMatchObject({
      ...{ state: "countered", counterAwaitsApproval: true, inclCents: 10_000 },
      lines: [{ unitPrice: "10" }],
    });
    expect((await accept(data)).error?.code).toBe("purchase.counter_awaits_approval");
    expect((await decide(order, "approve")).ok).toBe(true);
    expect(await show(order)).toMatchObject({
      ...{ state: "confirmed", counterAwaitsApproval: false, inclCents: 10_500 },
    });
  });

  it("is dropped when it is not agreed to: the order stays what it was", async () => {
    const order = await countered({ quantity: "12" });
    await accept(order);
    expect((await decide(order, "refuse", "太贵")).ok).toBe(true);
    expect(await show(order)).toMatchObject({
      ...{ state: "issued", counterAwaitsApproval: false, inclCents: 10_000 },
      lines: [{ quantity: "10", counterQuantity: null }],
    });
  });

  it("that only moves a day needs nobody, however large the order is", async () => {
    await rules({});
    const order = await countered({ on: "2027-01-05" });
    await rules({ approveAboveCents: 1 });
    expect((await accept(order)).data).toMatchObject({ state: "confirmed" });
  });

  it.each([
    ["another counter", (order: PurchaseOrderView) => counter(order, { unitPrice: "11" })],
    [
      "a refusal of ours",
      (order: PurchaseOrderView) => call("purchaseOrders.refuseCounter", on(order)),
    ],
    [
      "the supplier's plain yes",
      (order: PurchaseOrderView) =>
        call("portal.purchaseOrders.confirm", { purchaseOrderId: order.id }, supplier.clerk.token),
    ],
    [
      "goods",
      (order: PurchaseOrderView) =>
        call("goodsReceipts.receive", {
          ...on(order),
          lines: [{ lineId: order.lines[0]!.id, quantity: "1" }],
        }),
    ],
    [
      "a cancellation",
      (order: PurchaseOrderView) =>
        call("purchaseOrders.cancel", { ...on(order), reason: "不买了" }),
    ],
  ])("is nothing to be agreed to any more after %s", async (_, happens) => {
    const order = (await accept(await countered({ unitPrice: "10.5" }))).data;
    expect((await happens(order)).ok).toBe(true);
    expect(await pendingOf(order)).toEqual([]);
    expect((await show(order)).counterAwaitsApproval).toBe(false);
  });
});
