import type {
  Item,
  Order,
  OrderChangePreview,
  OrderChangeView,
  OrderEdit,
  OrderRulesView,
} from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenStaff, givenTenant, type GivenStaff } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenFactory,
  givenItem,
  givenOrder,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;
let manager: GivenStaff;
let bolt: Item;

beforeAll(async () => {
  product = await startProduct();
  const tenant = await givenTenant(product);
  factory = await givenFactory(product, tenant);
  const permissions = ["orders.*", "orderChanges.*", "approvals.*"];
  manager = await givenStaff(product, tenant, { roles: { permissions } });
  bolt = await givenItem(factory, { standardCostPrice: "6" });
}, 60_000);
afterAll(() => product.close());

const call = <T = OrderChangeView>(operation: string, input: unknown, token = factory.token) =>
  product.call<T>(token, operation, input);

async function rules(set: Partial<OrderRulesView>): Promise<void> {
  const { data } = await call<OrderRulesView>("orders.rules", {});
  const none = { approveAboveCents: null, approveDiscountRate: null, approveMarginRate: null };
  await call("orders.setRules", { ...none, ...set, revision: data.revision });
}

/** Ten at 10 元, confirmed while nobody had to agree to anything. */
async function confirmed(): Promise<Order> {
  await rules({});
  return givenConfirmed(factory, await givenOrder(factory, [[bolt, "10"]]));
}

const drafted = async (order: Order, edit: object): Promise<OrderChangeView> => {
  const edits = [{ kind: "edit", lineId: order.lines[0]!.id, ...edit }] as OrderEdit[];
  return (await call("orderChanges.draft", { orderId: order.id, reason: "客户来电", edits })).data;
};
const on = ({ id, revision }: OrderChangeView) => ({ changeId: id, revision });
const preview = async ({ id }: OrderChangeView, token = factory.token) =>
  (await call<OrderChangePreview>("orderChanges.preview", { changeId: id }, token)).data;
const shown = async ({ id }: OrderChangeView) =>
  (await call("orderChanges.show", { changeId: id })).data;
const apply = async (change: OrderChangeView, rest: object = {}) =>
  call("orderChanges.apply", { ...on(change), hash: (await preview(change)).hash, ...rest });

async function decide(change: OrderChangeView, verb: "approve" | "refuse", note?: string) {
  const filter = { number: { eq: change.number }, state: { eq: "pending" } };
  const { data } = await call<{ rows: { id: string; revision: number }[] }>(
    "approvals.list",
    { filter },
    manager.token,
  );
  const { id: approvalId } = data.rows[0]!;
  const { data: asked } = await call<{ revision: number; reasons: { code: string }[] }>(
    "approvals.show",
    { approvalId },
    manager.token,
  );
  const input = { approvalId, revision: asked.revision, note };
  const answer = await call(`approvals.${verb}`, input, manager.token);
  expect(answer.ok).toBe(true);
  return asked.reasons.map(({ code }) => code);
}

describe("a change that makes an order worse than the rules allow", () => {
  it("is applied only once somebody has agreed, who sees its effects before", async () => {
    const order = await confirmed();
    await rules({ approveAboveCents: 10_000 });
    const change = await drafted(order, { quantity: "11" });
    expect(change).toMatchObject({ needsApproval: true, approvedAt: null });
    expect(change.actions).toContain("orderChanges.submit");
    expect((await preview(change)).obstacle).toMatchObject({ code: "order_change.needs_approval" });
    const bold = await apply(change, { creditOverride: "我说了算" });
    expect(bold.error).toMatchObject({ code: "order_change.needs_approval" });

    const { data: asked } = await call("orderChanges.submit", on(change));
    expect(asked.state).toBe("pending_approval");
    expect((await call("orderChanges.apply", { ...on(asked), hash: "x" })).error).toMatchObject({
      code: "state.illegal_move",
    });
    expect((await preview(asked, manager.token)).impact.inclCents.after).toBe(11_000);
    expect(await decide(change, "approve")).toEqual(["order_amount"]);

    const agreed = await shown(change);
    expect(agreed).toMatchObject({ state: "draft", needsApproval: false });
    expect((await apply(agreed)).data.state).toBe("applied");
    expect((await runSelfAudit(product.services.config.databaseUrl)).faults).toEqual([]);
  });

  it("is a draft again with the reason when it is refused, and the order stays as it was", async () => {
    const order = await confirmed();
    await rules({ approveDiscountRate: null, approveMarginRate: "0.3" });
    const change = await drafted(order, { unitPrice: "8" });
    const { data: asked } = await call("orderChanges.submit", on(change));
    expect(await decide(asked, "refuse", "低于底线")).toEqual(["order_margin"]);
    const refused = await shown(change);
    expect(refused).toMatchObject({ state: "draft", refusalNote: "低于底线", needsApproval: true });
    expect((await call<Order>("orders.show", { orderId: order.id })).data).toEqual(order);
    const { data: dropped } = await call("orderChanges.drop", on(refused));
    expect(dropped.state).toBe("dropped");
  });

  it("takes its request back when it is dropped while it waits", async () => {
    const order = await confirmed();
    await rules({ approveAboveCents: 10_000 });
    const { data: asked } = await call(
      "orderChanges.submit",
      on(await drafted(order, { quantity: "12" })),
    );
    expect((await call("orderChanges.drop", on(asked))).data.state).toBe("dropped");
    const filter = { number: { eq: asked.number } };
    const { data } = await call<{ rows: { state: string }[] }>("approvals.list", { filter });
    expect(data.rows).toMatchObject([{ state: "withdrawn" }]);
  });
});

describe("a change asks nobody", () => {
  it("for what it does not make worse: fewer, another day, a better margin", async () => {
    const order = await confirmed();
    await rules({ approveAboveCents: 5_000, approveMarginRate: "0.9" });
    for (const edit of [{ quantity: "9" }, { requestedOn: "2027-01-20" }, { unitPrice: "9.99" }])
      expect((await drafted(order, edit)).needsApproval).toBe("unitPrice" in edit);
    const change = await drafted(order, { quantity: "9" });
    expect((await call("orderChanges.submit", on(change))).error).toMatchObject({
      code: "order_change.needs_no_approval",
    });
    expect((await apply(change)).data.state).toBe("applied");
  });

  it("where the rules changed since, they are asked again when it is applied", async () => {
    const order = await confirmed();
    const change = await drafted(order, { quantity: "20" });
    expect(change.needsApproval).toBe(false);
    await rules({ approveAboveCents: 15_000 });
    expect((await apply(change)).error).toMatchObject({ code: "order_change.needs_approval" });
  });
});
