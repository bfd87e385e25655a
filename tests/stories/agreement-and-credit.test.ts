import type { Item, Order, Quote } from "@quanlian/shared/contract";
import { givenStaff, givenTenant, type GivenTenant } from "../support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  type GivenFactory,
} from "../support/given-factory";
import { givenBuyer, givenSentQuote } from "../support/given-quotes";
import { auditFaults, orderNow } from "../support/order-stories";
import { startProduct, type TestProduct } from "../support/product";

/** Two ways in which an order does not go on by itself: somebody does not agree, or the credit does not reach. */

let product: TestProduct;
let tenant: GivenTenant;
let factory: GivenFactory;
let lamp: Item;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  factory = await givenFactory(product, tenant);
  lamp = await givenItem(factory, { standardCostPrice: "4" });
});
afterAll(() => product.close());

const call = async <T>(operation: string, input: unknown, token = factory.token) =>
  (await product.call<T>(token, operation, input)).data;

it("an approval that is refused leaves a draft that says why, and nothing planned", async () => {
  const rules = await call<{ revision: number }>("orders.rules", {});
  await call("orders.setRules", {
    ...{ revision: rules.revision, approveAboveCents: 5_000 },
    ...{ approveDiscountRate: null, approveMarginRate: null },
  });
  const draft = await givenOrder(factory, [[lamp, "10"]]);
  const named = { orderId: draft.id, revision: draft.revision };
  await call("orders.submit", named);
  const boss = await givenStaff(product, tenant, {
    roles: { permissions: ["orders.*", "approvals.*"], scope: "all" },
  });
  const filter = { number: { eq: draft.number } };
  const { rows } = await call<{ rows: { id: string }[] }>("approvals.list", { filter }, boss.token);
  const asked = { approvalId: rows[0]!.id, revision: 1, note: "先收定金" };
  await call("approvals.refuse", asked, boss.token);
  const refused = await orderNow(factory, draft);
  expect(refused).toMatchObject({ state: "draft", waiting: { code: "order.approval_refused" } });
  expect(refused.waiting!.message).toContain("先收定金");
  const demands = await call<{ rows: object[] }>("demands.list", {});
  expect(demands.rows).toEqual([]);
  expect(await auditFaults(factory)).toEqual([]);
});

it("an acceptance beyond the credit limit stands: the order waits as a draft with its reason", async () => {
  const rules = await call<{ revision: number }>("orders.rules", {});
  const none = { approveAboveCents: null, approveDiscountRate: null, approveMarginRate: null };
  await call("orders.setRules", { ...none, revision: rules.revision });
  const { revision } = await call<{ revision: number }>("quoteSettings.show", {});
  await call("quoteSettings.update", { revision, onAcceptance: "confirm" });
  const customerId = await givenCustomer(factory, { creditLimitCents: 8_000 });
  const buyer = await givenBuyer(factory, customerId);
  const lines = [{ item: lamp, quantity: "10", price: "10" }];
  const { id: quoteId } = await givenSentQuote(factory, lines, { customerId });
  await call("portal.quotes.accept", { quoteId }, buyer.token);

  expect((await call<Quote>("quotes.show", { quoteId })).state).toBe("accepted");
  const { rows } = await call<{ rows: { id: string }[] }>("orders.list", {
    filter: { customer: { eq: customerId } },
  });
  const order = await call<Order>("orders.show", { orderId: rows[0]!.id });
  expect(order).toMatchObject({ state: "draft", waiting: { code: "order.over_credit" } });
  const tasks = await call<{ rows: { title: string }[] }>("tasks.list", {
    filter: { state: { eq: "open" } },
  });
  expect(tasks.rows.map(({ title }) => title).join()).toContain(order.number);

  const party = await call<{ revision: number }>("parties.show", { partyId: customerId });
  const raised = { partyId: customerId, revision: party.revision, creditLimitCents: 20_000 };
  await call("parties.update", raised);
  expect((await givenConfirmed(factory, order)).state).toBe("confirmed");
  expect(await auditFaults(factory)).toEqual([]);
});
