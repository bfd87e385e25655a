import { givenTenant } from "../../../../tests/support/given";
import {
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
} from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

it("confirms a new customer's first orders at once without one waiting for a lock that another cannot give up", async () => {
  const factory = await givenFactory(product, await givenTenant(product));
  const customerId = await givenCustomer(factory);
  const items = await Promise.all(Array.from({ length: 8 }, () => givenItem(factory)));
  const orders = await Promise.all(
    items.map((item) => givenOrder(factory, [[item, "1"]], { customerId })),
  );
  const startedAt = performance.now();
  const answers = await Promise.all(
    orders.map(({ id, revision }) =>
      product.call(factory.token, "orders.confirm", { orderId: id, revision }),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual(orders.map(() => 200));
  // A lock wait ends after 20 seconds, and the whole is tried again: nobody may run into that.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
