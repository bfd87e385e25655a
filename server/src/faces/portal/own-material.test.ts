import { givenContactLogin, givenTenant } from "../../../../tests/support/given";
import { givenCustomer, givenFactory, givenItem } from "../../../../tests/support/given-factory";
import { adjustLine, adjustStock } from "../../../../tests/support/given-inventory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

it("shows a customer his own material with us, and nobody else's", async () => {
  const factory = await givenFactory(product, await givenTenant(product));
  const item = await givenItem(factory, { name: "客供铝板" });
  const otherId = await givenCustomer(factory);
  const of = (ownerPartyId: string, quantity: string, rest: object = {}) =>
    adjustLine(factory, item, quantity, { ownerPartyId, ...rest });
  await adjustStock(factory, [
    of(factory.customerId, "5"),
    of(factory.customerId, "2", { status: "frozen" }),
    of(otherId, "9"),
    adjustLine(factory, item, "100"),
  ]);
  const { data: contact } = await product.call<{ id: string }>(factory.token, "contacts.create", {
    partyId: factory.customerId,
    name: "周工",
  });
  const login = { kind: "customer" as const, partyId: factory.customerId, contactId: contact.id };
  const { token } = await givenContactLogin(product, factory.tenant, login);
  const { data } = await product.call<{ rows: object[] }>(token, "portal.material.list", {});
  expect(data.rows).toEqual([
    { itemName: "客供铝板", unit: "件", status: "frozen", quantity: "2" },
    { itemName: "客供铝板", unit: "件", status: "usable", quantity: "5" },
  ]);
  const staff = await product.call(factory.token, "portal.material.list", {});
  expect(staff.status).toBe(403);
});
