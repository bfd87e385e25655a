import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../../../../tests/support/given";
import { givenFactory, givenItem, givenStock } from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

it("leaves no value behind when one adjustment both takes away and adds, in whatever order its lines stand", async () => {
  const factory = await givenFactory(product, await givenTenant(product));
  for (const quantities of [
    ["-5", "2"],
    ["2", "-5"],
  ]) {
    const item = await givenItem(factory);
    await givenStock(factory, item, "3", "1");
    const answer = await product.call(factory.token, "inventory.adjust", {
      reason: "盘点",
      lines: quantities.map((quantity) => ({
        itemId: item.id,
        warehouseId: factory.warehouseId,
        quantity,
        unitCost: "1",
      })),
    });
    expect(answer.status).toBe(200);
  }
  const audit = await runSelfAudit(product.services.config.databaseUrl, { only: ["inventory."] });
  expect(audit.faults).toEqual([]);
});
