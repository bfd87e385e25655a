import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenFactory,
  givenItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import {
  adjustLine,
  adjustStock,
  balancesOf,
  givenLocation,
  givenWarehouse,
  stockOf,
  transferStock,
} from "../../../../tests/support/given-inventory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;
let second: string;
let shelf: string;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  second = await givenWarehouse(factory);
  shelf = await givenLocation(factory);
});
afterAll(async () => {
  const audit = await runSelfAudit(product.services.config.databaseUrl);
  await product.close();
  expect(audit.faults).toEqual([]);
});

const main = () => ({ warehouseId: factory.warehouseId });

describe("a transfer", () => {
  it("carries value with quantity from one cost pool to the other, to the 分, and the last unit takes the rest", async () => {
    const item = await givenItem(factory);
    await givenStock(factory, item, "3", "3.333333"); // 10.00 元
    const to = { warehouseId: second };
    await transferStock(factory, [{ itemId: item.id, from: main(), to, quantity: "1" }]);
    const inBoth = await stockOf(factory, item);
    expect(inBoth.map((row) => [row.onHand, row.valueCents])).toEqual(
      expect.arrayContaining([
        ["2", 667],
        ["1", 333],
      ]),
    );
    await transferStock(factory, [{ itemId: item.id, from: main(), to, quantity: "2" }]);
    const rows = await stockOf(factory, item);
    expect(rows.find((row) => row.warehouseId === second)).toMatchObject({
      onHand: "3",
      valueCents: 1000,
    });
    expect(rows.find((row) => row.warehouseId !== second)).toMatchObject({
      onHand: "0",
      valueCents: 0,
    });
  });

  it("holds stock back without changing what the pool is worth, and protects what is reserved", async () => {
    const item = await givenItem(factory);
    await givenStock(factory, item, "10", "2");
    await givenConfirmed(factory, await givenOrder(factory, [[item, "8"]]));
    const freeze = (quantity: string) =>
      transferStock(factory, [
        { itemId: item.id, from: main(), to: { ...main(), status: "frozen" }, quantity },
      ]);
    expect(await freeze("3")).toMatchObject({ status: 409, error: { code: "stock.reserved" } });
    expect((await freeze("2")).ok).toBe(true);
    expect(await stockOf(factory, item)).toMatchObject([
      { onHand: "8", held: "2", free: "0", valueCents: 2000 },
    ]);
  });

  it("keeps lot and owner with the goods, and both quantities", async () => {
    const item = await givenItem(factory, { tracking: "lot" });
    await adjustStock(factory, [
      adjustLine(factory, item, "4", {
        lot: { number: "L-1", expiresOn: "2027-05-01" },
        ownerPartyId: factory.customerId,
        catchQuantity: "8.5",
      }),
    ]);
    const moved = await transferStock(factory, [
      {
        itemId: item.id,
        lotNumber: "l-1",
        ownerPartyId: factory.customerId,
        from: main(),
        to: { ...main(), locationId: shelf },
        quantity: "3",
        catchQuantity: "6",
      },
    ]);
    expect(moved.ok).toBe(true);
    const rows = await balancesOf(factory, item);
    expect(rows.map((row) => [row.location?.id ?? null, row.quantity])).toEqual(
      expect.arrayContaining([
        [null, "1"],
        [shelf, "3"],
      ]),
    );
    expect(rows.every((row) => row.lot?.label === "L-1" && row.owner !== null)).toBe(true);
    expect(rows[0]!.expiresOn).toBe("2027-05-01");
    // What is a customer's is neither ours to promise nor worth anything in our books.
    expect(await stockOf(factory, item)).toMatchObject([{ onHand: "0", valueCents: 0 }]);
  });

  it("goes through in the order of its lines, and takes nothing that only a later line brings", async () => {
    const item = await givenItem(factory);
    const third = await givenWarehouse(factory);
    await givenStock(factory, item, "5", "1.01");
    const legs = [
      { itemId: item.id, from: main(), to: { warehouseId: second }, quantity: "5" },
      {
        itemId: item.id,
        from: { warehouseId: second },
        to: { warehouseId: third },
        quantity: "5",
      },
    ];
    expect((await transferStock(factory, [...legs].reverse())).error?.code).toBe(
      "stock.insufficient",
    );
    expect((await transferStock(factory, legs)).ok).toBe(true);
    expect(
      (await stockOf(factory, item)).map((row) => row.valueCents ?? 0).sort((a, b) => a - b),
    ).toEqual([0, 0, 505]);
  });

  it("names every fault of its lines and writes nothing", async () => {
    const item = await givenItem(factory);
    await givenStock(factory, item, "5");
    const refused = await transferStock(factory, [
      { itemId: item.id, from: main(), to: main(), quantity: "1" },
      { itemId: "1", from: main(), to: { warehouseId: second, locationId: shelf }, quantity: "1" },
    ]);
    expect(refused.status).toBe(422);
    expect(refused.error!.issues!.map((issue) => issue.path.join("."))).toEqual([
      "lines.1.itemId",
      "lines.1.to.locationId",
      "lines.0.to",
    ]);
    const unknownLot = await transferStock(factory, [
      {
        itemId: item.id,
        lotNumber: "nowhere",
        from: main(),
        to: { warehouseId: second },
        quantity: "1",
      },
    ]);
    expect(unknownLot.error!.issues![0]!.path).toEqual(["lines", 0, "lotNumber"]);
    expect(await stockOf(factory, item)).toMatchObject([{ onHand: "5" }]);
  });

  it("does not see another tenant's item, warehouse or owner", async () => {
    const other = await givenFactory(product, await givenTenant(product));
    const item = await givenItem(factory);
    await givenStock(factory, item, "5");
    const refused = await transferStock(other, [
      {
        itemId: item.id,
        ownerPartyId: factory.customerId,
        from: main(),
        to: { warehouseId: other.warehouseId },
        quantity: "1",
      },
    ]);
    expect(refused).toMatchObject({ status: 422, error: { code: "reference.not_found" } });
    expect(refused.error!.issues).toHaveLength(3);
    expect(await stockOf(factory, item)).toMatchObject([{ onHand: "5" }]);
  });
});

describe("an adjustment of any part of the key", () => {
  it("refuses per key what the item has elsewhere", async () => {
    const item = await givenItem(factory);
    await givenStock(factory, item, "5");
    const refused = await adjustStock(factory, [
      adjustLine(factory, item, "-1", { locationId: shelf }),
    ]);
    expect(refused.error).toMatchObject({ code: "stock.insufficient" });
    const frozen = await adjustStock(factory, [
      adjustLine(factory, item, "-1", { status: "frozen" }),
    ]);
    expect(frozen.error).toMatchObject({ code: "stock.insufficient" });
  });

  it("finds a lot again, and refuses days that contradict it", async () => {
    const item = await givenItem(factory, { tracking: "lot" });
    const lot = { number: "B7", expiresOn: "2027-01-01" };
    await adjustStock(factory, [adjustLine(factory, item, "5", { lot })]);
    await adjustStock(factory, [adjustLine(factory, item, "2", { lot: { number: "B7" } })]);
    expect(await balancesOf(factory, item)).toMatchObject([{ quantity: "7" }]);
    const contradicts = await adjustStock(factory, [
      adjustLine(factory, item, "1", { lot: { number: "B7", expiresOn: "2027-02-01" } }),
    ]);
    expect(contradicts.error!.issues![0]).toMatchObject({
      path: ["lines", 0, "lot", "expiresOn"],
      code: "issue.lot_differs",
    });
    const unknown = await adjustStock(factory, [
      adjustLine(factory, item, "-1", { lot: { number: "B8" } }),
    ]);
    expect(unknown.error!.issues![0]!.path).toEqual(["lines", 0, "lot", "number"]);
  });

  it("creates one lot when several adjustments bring it at once", async () => {
    const item = await givenItem(factory, { tracking: "lot" });
    const line = adjustLine(factory, item, "1", { lot: { number: "同一批" } });
    const answers = await Promise.all([1, 2, 3, 4].map(() => adjustStock(factory, [line])));
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, true, true]);
    expect(await balancesOf(factory, item)).toMatchObject([{ quantity: "4" }]);
  });
});
