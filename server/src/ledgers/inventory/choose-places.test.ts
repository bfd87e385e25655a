import { exact } from "@quanlian/shared/domain";
import { givenTenant, nextNumber } from "../../../../tests/support/given";
import {
  givenFactory,
  givenItem,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import {
  adjustLine,
  adjustStock,
  booksCtx,
  givenLocation,
} from "../../../../tests/support/given-inventory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { transact } from "../../kernel/db";
import { choosePlaces, lockItemStocks } from ".";

let product: TestProduct;
let factory: GivenFactory;
beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());

/** What is chosen for so many of each item, as lot and quantity. */
async function chosenFor(...wanted: [{ id: string }, string][]) {
  const lines = wanted.map(([item, quantity], at) => ({
    lineId: String(at + 1),
    itemId: item.id,
    warehouseId: factory.warehouseId,
    quantity: exact(quantity),
  }));
  return transact(booksCtx(product, factory), async (tx) => {
    await lockItemStocks(tx, lines);
    return [...(await choosePlaces(tx, lines)).values()];
  });
}

const lotIds = async (item: { id: string }) => {
  const answer = await product.call<{ rows: { id: string; number: string }[] }>(
    factory.token,
    "lots.list",
    { filter: { item: { eq: item.id } } },
  );
  return new Map(answer.data.rows.map((row) => [row.number, row.id]));
};

describe("choosing places", () => {
  it("takes what expires first, leaves what has expired, and splits over lots", async () => {
    const item = await givenItem(factory, { tracking: "lot" });
    const lot = (number: string, expiresOn?: string) => ({ number, expiresOn });
    await adjustStock(factory, [
      adjustLine(factory, item, "5", { lot: lot("KEEPS") }),
      adjustLine(factory, item, "5", { lot: lot("LATE", "2027-05-01") }),
      adjustLine(factory, item, "5", { lot: lot("SOON", "2026-12-31") }),
      adjustLine(factory, item, "5", { lot: lot("PAST", "2026-01-01") }),
    ]);
    const ids = await lotIds(item);
    const [first, second] = await chosenFor([item, "7"], [item, "8"]);
    const read = (chosen: typeof first) =>
      chosen!.map(({ lotId, quantity }) => [lotId, quantity / exact("1")]);
    expect(read(first)).toEqual([
      [ids.get("SOON"), 5n],
      [ids.get("LATE"), 2n],
    ]);
    expect(read(second)).toEqual([
      [ids.get("LATE"), 3n],
      [ids.get("KEEPS"), 5n],
    ]);
  });

  it("names every line that is short, those before it having taken first", async () => {
    const [item, other] = [await givenItem(factory), await givenItem(factory)];
    await adjustStock(factory, [adjustLine(factory, item, "5"), adjustLine(factory, other, "1")]);
    await expect(chosenFor([item, "4"], [item, "3"], [other, "2"])).rejects.toMatchObject({
      code: "stock.insufficient",
      facts: {
        shortages: [
          { itemId: item.id, missing: "2" },
          { itemId: other.id, missing: "1" },
        ],
      },
    });
  });

  it("names the pieces of an item told apart by number, where they lie", async () => {
    const item = await givenItem(factory, { tracking: "serial" });
    const locationId = await givenLocation(factory);
    await adjustStock(factory, [
      adjustLine(factory, item, "2", { serials: ["A1", "A2"] }),
      adjustLine(factory, item, "2", { serials: ["B1", "B2"], locationId }),
    ]);
    const [chosen] = await chosenFor([item, "3"]);
    expect(chosen!.map(({ serials }) => serials)).toEqual([["A1", "A2"], ["B1"]]);
  });

  it("shares the catch quantity, the last unit taking the rest", async () => {
    const unit = { code: `KG${nextNumber()}`, name: "千克", places: 3 };
    const made = await product.call<{ id: string }>(factory.token, "units.create", unit);
    const item = await givenItem(factory, { catchUnitId: made.data.id });
    await adjustStock(factory, [adjustLine(factory, item, "3", { catchQuantity: "10" })]);
    const [first, second] = await chosenFor([item, "1"], [item, "2"]);
    expect([first![0]!.catchQuantity, second![0]!.catchQuantity]).toEqual([
      exact("3.333333"),
      exact("6.666667"),
    ]);
  });
});
