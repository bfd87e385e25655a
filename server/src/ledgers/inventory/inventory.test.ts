import type { Item } from "@quanlian/shared/contract";
import { givenTenant } from "../../../../tests/support/given";
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

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());

interface Stock {
  rows: { onHand: string; reserved: string; free: string; valueCents: number | null }[];
}
const adjust = (lines: { item: Item; quantity: string; unitCost?: string }[]) =>
  product.call(factory.token, "inventory.adjust", {
    reason: "盘点",
    lines: lines.map(({ item, ...line }) => ({
      ...line,
      itemId: item.id,
      warehouseId: factory.warehouseId,
    })),
  });
const stockOf = async (item: Item) =>
  (await product.call<Stock>(factory.token, "inventory.stock", { itemIds: [item.id] })).data
    .rows[0];

describe("adjusting stock", () => {
  it("adds quantity and value, and takes value out in proportion, the last unit with the rest", async () => {
    const item = await givenItem(factory);
    await adjust([{ item, quantity: "3", unitCost: "3.333333" }]);
    expect(await stockOf(item)).toMatchObject({ onHand: "3", valueCents: 1000 });
    await adjust([{ item, quantity: "-1" }]);
    expect(await stockOf(item)).toMatchObject({ onHand: "2", valueCents: 667 });
    await adjust([{ item, quantity: "-1" }]);
    expect(await stockOf(item)).toMatchObject({ onHand: "1", valueCents: 333 }); // 667 ÷ 2 = 333.5, half up
    await adjust([{ item, quantity: "-1" }]);
    expect(await stockOf(item)).toMatchObject({ onHand: "0", valueCents: 0 });
  });

  it("posts all lines or none", async () => {
    const [full, empty] = [await givenItem(factory), await givenItem(factory)];
    await adjust([{ item: full, quantity: "5" }]);
    const refused = await adjust([
      { item: full, quantity: "-2" },
      { item: empty, quantity: "-1" },
    ]);
    expect(refused).toMatchObject({ status: 409, error: { code: "stock.insufficient" } });
    expect(await stockOf(full)).toMatchObject({ onHand: "5" });
  });

  it("leaves what demands hold", async () => {
    const item = await givenItem(factory);
    await adjust([{ item, quantity: "10" }]);
    await givenConfirmed(factory, await givenOrder(factory, [[item, "8"]]));
    const refused = await adjust([{ item, quantity: "-3" }]);
    expect(refused.error).toMatchObject({
      code: "stock.reserved",
      facts: { shortages: [{ itemId: item.id, onHand: "7", reserved: "8" }] },
    });
    expect((await adjust([{ item, quantity: "-2" }])).ok).toBe(true);
    expect(await stockOf(item)).toMatchObject({ onHand: "8", reserved: "8", free: "0" });
  });

  it("adds up lines of the same item, and different ones at once without a deadlock", async () => {
    const items = await Promise.all([1, 2, 3].map(() => givenItem(factory)));
    const both = [...items, ...items].map((item) => ({ item, quantity: "1" }));
    const answers = await Promise.all(
      [both, [...both].reverse(), both].map((lines) => adjust(lines)),
    );
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(await stockOf(items[0]!)).toMatchObject({ onHand: "6" });
  });

  it("names every unknown item and place", async () => {
    const refused = await product.call(factory.token, "inventory.adjust", {
      reason: "盘点",
      lines: [{ itemId: "1", warehouseId: "2", quantity: "1" }],
    });
    expect(refused.error!.issues!.map((issue) => issue.path.join("."))).toEqual([
      "lines.0.itemId",
      "lines.0.warehouseId",
    ]);
  });
});
