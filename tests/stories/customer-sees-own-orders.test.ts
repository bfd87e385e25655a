import type { PortalOrder } from "@quanlian/shared/contract";
import { givenContactLogin, givenTenant } from "../support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  type GivenFactory,
} from "../support/given-factory";
import { startProduct, type TestProduct } from "../support/product";

let product: TestProduct;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());

/** A customer with one contact, who has signed in. */
async function givenCustomerLogin() {
  const customerId = await givenCustomer(factory, { contacts: [{ name: "采购员" }] });
  const { data } = await product.call<{ contacts: { id: string }[] }>(
    factory.token,
    "parties.show",
    {
      partyId: customerId,
    },
  );
  const login = await givenContactLogin(product, factory.tenant, {
    kind: "customer",
    partyId: customerId,
    contactId: data.contacts[0]!.id,
  });
  return { customerId, token: login.token };
}

describe("a customer's contact", () => {
  it("sees the orders of his own company with the promised day, and no others", async () => {
    const mine = await givenCustomerLogin();
    const theirs = await givenCustomerLogin();
    const item = await givenItem(factory, { name: "角码" });
    const order = await givenConfirmed(
      factory,
      await givenOrder(factory, [[item, "3"]], { customerId: mine.customerId }),
    );

    const seen = await product.call<PortalOrder>(mine.token, "portal.orders.show", {
      orderId: order.id,
    });
    expect(seen.data).toMatchObject({ number: order.number, promisedOn: order.promisedOn });
    expect(seen.data.lines[0]).toMatchObject({ itemName: "角码", quantity: "3", unit: "件" });

    const hidden = await product.call(theirs.token, "portal.orders.show", { orderId: order.id });
    expect(hidden.error).toMatchObject({ code: "record.not_found" });
    const list = await product.call<{ rows: unknown[] }>(theirs.token, "portal.orders.list");
    expect(list.data.rows).toEqual([]);
  });

  it("does not see a draft before it is promised", async () => {
    const mine = await givenCustomerLogin();
    const item = await givenItem(factory);
    const draft = await givenOrder(factory, [[item, "3"]], { customerId: mine.customerId });
    const hidden = await product.call(mine.token, "portal.orders.show", { orderId: draft.id });
    expect(hidden.error).toMatchObject({ code: "record.not_found" });
  });

  it("pages through his orders, the newest first", async () => {
    const mine = await givenCustomerLogin();
    const item = await givenItem(factory);
    const numbers: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const draft = await givenOrder(factory, [[item, "1"]], { customerId: mine.customerId });
      numbers.unshift((await givenConfirmed(factory, draft)).number);
    }
    type Page = { rows: { number: string }[]; next: string | null };
    const first = (await product.call<Page>(mine.token, "portal.orders.list", { limit: 2 })).data;
    const second = (
      await product.call<Page>(mine.token, "portal.orders.list", { limit: 2, before: first.next })
    ).data;
    expect([...first.rows, ...second.rows].map((row) => row.number)).toEqual(numbers);
    expect(second.next).toBeNull();
  });

  it("may call nothing of the staff's", async () => {
    const mine = await givenCustomerLogin();
    const refused = await product.call(mine.token, "orders.list");
    expect(refused.error).toMatchObject({ code: "auth.forbidden" });
  });
});
