import type { StockAlert } from "@quanlian/shared/contract";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenFactory,
  givenItem,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { adjustLine, adjustStock } from "../../../../tests/support/given-inventory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());

const alerts = async (input: object) =>
  (
    await product.call<{ rows: StockAlert[]; count: number }>(
      factory.token,
      "inventory.alerts",
      input,
    )
  ).data;

it("lists what is below its safety stock, what lacks most of it first", async () => {
  const empty = await givenItem(factory, { safetyStock: "5" });
  const low = await givenItem(factory, { safetyStock: "10" });
  const enough = await givenItem(factory, { safetyStock: "10" });
  await givenStock(factory, low, "9");
  await givenStock(factory, enough, "10");
  const { rows, count } = await alerts({ kind: "below_safety" });
  expect(rows.map((row) => [row.itemId, row.quantity, row.safetyStock])).toEqual([
    [empty.id, "0", "5"],
    [low.id, "9", "10"],
  ]);
  expect(count).toBe(2);
  expect(await alerts({ kind: "below_safety", limit: 1 })).toMatchObject({ count: 2, rows: [{}] });
});

it("lists lots that expire within the days asked for and are still there", async () => {
  const item = await givenItem(factory, { tracking: "lot" });
  const lot = (number: string, expiresOn: string) =>
    adjustLine(factory, item, "2", { lot: { number, expiresOn } });
  await adjustStock(factory, [
    lot("soon", "2026-12-01"),
    lot("later", "2027-12-01"),
    lot("gone", "2026-11-30"),
  ]);
  await adjustStock(factory, [adjustLine(factory, item, "-2", { lot: { number: "gone" } })]);
  expect((await alerts({ kind: "expiring", days: 10 })).rows).toMatchObject([
    { lotNumber: "soon", quantity: "2", day: "2026-12-01" },
  ]);
  expect((await alerts({ kind: "expiring", days: 500 })).count).toBe(2);
});

it("lists stock that has neither come nor gone for long", async () => {
  const old = await givenItem(factory);
  const fresh = await givenItem(factory);
  await product.call(factory.token, "inventory.adjust", {
    ...{ reason: "期初", occurredOn: "2026-01-05", lines: [adjustLine(factory, old, "2")] },
  });
  await givenStock(factory, fresh, "2");
  const { rows } = await alerts({ kind: "slow", days: 90 });
  expect(rows).toMatchObject([{ itemId: old.id, quantity: "2", day: null }]);
});
