import type { Item, Order, OrderRulesView } from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import {
  givenStaff,
  givenTenant,
  type GivenStaff,
  type GivenTenant,
} from "../../../../tests/support/given";
import {
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
let factory: GivenFactory;
let manager: GivenStaff;
let bolt: Item;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  factory = await givenFactory(product, tenant);
  manager = await givenStaff(product, tenant, {
    roles: { permissions: ["orders.*", "approvals.*", "tasks.*"], scope: "all" },
  });
  bolt = await givenItem(factory, { standardCostPrice: "8" });
}, 60_000);
afterAll(() => product.close());

const call = <T = Order>(operation: string, input: unknown, token = factory.token) =>
  product.call<T>(token, operation, input);
const on = ({ id, revision }: Order) => ({ orderId: id, revision });
const show = async ({ id }: Order) => (await call("orders.show", { orderId: id })).data;

async function rules(set: Partial<OrderRulesView>): Promise<void> {
  const { data } = await call<OrderRulesView>("orders.rules", {});
  const none = { approveAboveCents: null, approveDiscountRate: null, approveMarginRate: null };
  const answer = await call("orders.setRules", {
    ...data,
    ...none,
    ...set,
    revision: data.revision,
  });
  expect(answer.ok).toBe(true);
}

interface Pending {
  id: string;
  revision: number;
  reasons: { code: string; text: string }[];
}

/** The request that an order waits for. */
async function approvalOf(order: Order): Promise<Pending> {
  const { data } = await call<{ rows: { id: string }[] }>(
    "approvals.list",
    { filter: { number: { eq: order.number }, state: { eq: "pending" } } },
    manager.token,
  );
  expect(data.rows).toHaveLength(1);
  const shown = await call<Pending>(
    "approvals.show",
    { approvalId: data.rows[0]!.id },
    manager.token,
  );
  return shown.data;
}

const decide = async (order: Order, verb: "approve" | "refuse", note = "") => {
  const { id: approvalId, revision } = await approvalOf(order);
  const input = { approvalId, revision, note: note || undefined };
  return call(`approvals.${verb}`, input, manager.token);
};

const submitted = async (options: Record<string, unknown> = {}, quantity = "11") => {
  const draft = await givenOrder(factory, [[bolt, quantity]], options);
  expect(draft.needsApproval).toBe(true);
  expect((await call("orders.confirm", on(draft))).error).toMatchObject({
    code: "order.needs_approval",
  });
  const { data } = await call("orders.submit", on(draft));
  expect(data.state).toBe("pending_approval");
  return data;
};

describe("an order beyond the company's rules", () => {
  beforeEach(() => rules({ approveAboveCents: 10_000 }));

  it("is confirmed and planned by the approval, and not before", async () => {
    const order = await submitted();
    expect(
      (
        await call("orders.update", {
          ...on(order),
          customerId: factory.customerId,
          requestedOn: "2026-12-31",
          lines: [],
        })
      ).error,
    ).toMatchObject({ code: "order.frozen" });
    expect((await approvalOf(order)).reasons.map((reason) => reason.code)).toEqual([
      "order_amount",
    ]);
    expect((await decide(order, "approve")).ok).toBe(true);
    expect(await show(order)).toMatchObject({
      state: "confirmed",
      lines: [{ plannedQuantity: "11" }],
    });
    expect((await runSelfAudit(product.services.config.databaseUrl)).faults).toEqual([]);
  });

  it("is a draft again with the reason when it is refused, and may be changed", async () => {
    const order = await submitted();
    expect((await decide(order, "refuse", "价格太低")).ok).toBe(true);
    const refused = await show(order);
    expect(refused).toMatchObject({ state: "draft", waiting: { code: "order.approval_refused" } });
    expect(refused.waiting!.message).toContain("价格太低");
    const { data } = await call("orders.update", {
      ...on(refused),
      customerId: factory.customerId,
      requestedOn: "2026-12-31",
      lines: [{ mode: "standard", itemId: bolt.id, quantity: "5", unitPrice: "10" }],
    });
    expect(data).toMatchObject({ needsApproval: false, waiting: null });
    expect((await call("orders.confirm", on(data))).data.state).toBe("confirmed");
  });

  it("waits as a draft with a task when it is approved and the credit does not reach; the agreement stands", async () => {
    const customerId = await givenCustomer(factory, { creditLimitCents: 10_500 });
    const order = await submitted({ customerId });
    expect((await decide(order, "approve")).ok).toBe(true);
    const waiting = await show(order);
    expect(waiting).toMatchObject({ state: "draft", waiting: { code: "order.over_credit" } });
    const tasks = await call<{ rows: { title: string; state: string }[] }>("tasks.list", {
      filter: { state: { eq: "open" } },
    });
    expect(tasks.data.rows.map((task) => task.title).join()).toContain(order.number);
    const override = { ...on(waiting), creditOverride: "总经理同意" };
    expect((await call("orders.confirm", override)).data.state).toBe("confirmed");
    const left = await call<{ rows: { title: string }[] }>("tasks.list", {
      filter: { state: { eq: "open" } },
    });
    expect(left.data.rows.map((task) => task.title).join()).not.toContain(order.number);
  });

  it("takes the request back when it is cancelled", async () => {
    const order = await submitted();
    const approval = await approvalOf(order);
    expect((await call("orders.cancel", { ...on(order), reason: "客户取消" })).data.state).toBe(
      "cancelled",
    );
    const late = await call(
      "approvals.approve",
      { approvalId: approval.id, revision: approval.revision },
      manager.token,
    );
    expect(late.ok).toBe(false);
  });
});

it("asks for agreement to a margin below the floor", async () => {
  await rules({ approveMarginRate: "0.3" });
  // 10.00 with 13 % tax is 8.85 without; 8.85 − 8.00 is less than three tenths of it.
  expect((await givenOrder(factory, [[bolt, "1"]])).needsApproval).toBe(true);
  await rules({ approveMarginRate: "0.05" });
  expect((await givenOrder(factory, [[bolt, "1"]])).needsApproval).toBe(false);
});

it("is refused to submit what needs nobody's agreement", async () => {
  await rules({});
  const draft = await givenOrder(factory, [[bolt, "1"]]);
  expect((await call("orders.submit", on(draft))).error).toMatchObject({
    code: "order.needs_no_approval",
  });
});

it("refuses rules to who has not read the latest", async () => {
  const { data } = await call<OrderRulesView>("orders.rules", {});
  const stale = { ...data, revision: data.revision + 7 };
  expect((await call("orders.setRules", stale)).error).toMatchObject({ code: "revision.stale" });
});
