import {
  givenContactLogin,
  givenDepartment,
  givenStaff,
  givenTenant,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

it("gives a company, its people and a customer's contact, each with a token that works", async () => {
  const tenant = await givenTenant(product);
  const department = await givenDepartment(product, tenant);
  const sales = await givenStaff(product, tenant, { roles: ["sales"], department });
  const contact = await givenContactLogin(product, tenant, {
    kind: "customer",
    partyId: "7001",
    contactId: "7002",
  });
  for (const person of [tenant.admin, sales, contact]) {
    const { data } = await product.call<{ person: { id: string } }>(person.token, "sessions.me");
    expect(data.person.id).toBe(person.personId);
  }
  expect(sales.departmentId).toBe(department);
});
