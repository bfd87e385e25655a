import { givenTenant } from "../support/given";
import { startProduct, type TestProduct } from "../support/product";
import { changedTables, contentsOf } from "./contents";
import { raw } from "./holder";

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
  await givenTenant(product);
}, 60_000);
afterAll(() => product.close());

describe("the contents of the tables", () => {
  it("tell a changed row by its table, and are the old ones when it is as it was", async () => {
    const before = await contentsOf(product);
    expect(changedTables(before, await contentsOf(product))).toEqual([]);
    await raw(product, "UPDATE tenants SET name = CONCAT(name, '改')");
    expect(changedTables(before, await contentsOf(product))).toEqual(["tenants"]);
    await raw(product, "UPDATE tenants SET name = LEFT(name, CHAR_LENGTH(name) - 1)");
    expect(changedTables(before, await contentsOf(product))).toEqual([]);
  });

  it("tell a row less", async () => {
    const before = await contentsOf(product);
    await raw(product, "DELETE FROM user_roles LIMIT 1");
    expect(changedTables(before, await contentsOf(product))).toEqual(["user_roles"]);
  });
});
