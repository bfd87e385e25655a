import type { ImportAnswer, StocktakeView } from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenFactory,
  givenItem,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import {
  adjustLine,
  adjustStock,
  givenLocation,
  givenStocktake,
  givenWarehouse,
  stockOf,
} from "../../../../tests/support/given-inventory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
});
beforeEach(async () => {
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(async () => {
  const audit = await runSelfAudit(product.services.config.databaseUrl);
  await product.close();
  expect(audit.faults).toEqual([]);
});

const call = <T = StocktakeView>(operation: string, input: object) =>
  product.call<T>(factory.token, operation, input);
const enter = (stocktake: { id: string }, lines: readonly object[]) =>
  call("stocktakes.enterCounts", { stocktakeId: stocktake.id, lines });
const post = (stocktake: StocktakeView, rest: object = {}) =>
  call("stocktakes.post", { stocktakeId: stocktake.id, revision: stocktake.revision, ...rest });
interface LineRow {
  id: string;
  countedQuantity: string | null;
  bookQuantity: string | null;
  difference: string | null;
}
const linesOf = async (stocktake: { id: string }) =>
  (
    await call<{ rows: LineRow[] }>("stocktakeLines.list", {
      filter: { stocktake: { eq: stocktake.id } },
    })
  ).data.rows;
const importFile = (stocktake: { id: string }, text: string, dryRun = false) =>
  call<ImportAnswer>("stocktakes.importCounts", {
    stocktakeId: stocktake.id,
    file: { name: "counts.csv", contentBase64: Buffer.from(text).toString("base64") },
    dryRun,
  });

describe("a count", () => {
  it("posts what was found: gains at the pool's average, at standard cost where the pool is empty", async () => {
    const more = await givenItem(factory);
    const less = await givenItem(factory);
    const found = await givenItem(factory, { standardCostPrice: "4.5" });
    await givenStock(factory, more, "10", "3");
    await givenStock(factory, less, "10", "3");
    const stocktake = await givenStocktake(factory);
    expect(stocktake).toMatchObject({ state: "counting", lineCount: 2, countedCount: 0 });
    await enter(stocktake, [
      { itemId: more.id, quantity: "12" },
      { itemId: less.id, quantity: "7" },
      { itemId: found.id, quantity: "2" },
    ]);
    const { data: posted } = await post(stocktake);
    expect(posted).toMatchObject({ state: "posted", differingCount: 3, actions: [] });
    expect(await stockOf(factory, more)).toMatchObject([{ onHand: "12", valueCents: 3600 }]);
    expect(await stockOf(factory, less)).toMatchObject([{ onHand: "7", valueCents: 2100 }]);
    expect(await stockOf(factory, found)).toMatchObject([{ onHand: "2", valueCents: 900 }]);
    expect((await post(posted)).error!.code).toBe("state.illegal_move");
  });

  it("takes what the books say at the moment of counting: what moves later is no difference", async () => {
    const item = await givenItem(factory);
    await givenStock(factory, item, "10", "1");
    const stocktake = await givenStocktake(factory);
    await enter(stocktake, [{ itemId: item.id, quantity: "9" }]);
    await adjustStock(factory, [adjustLine(factory, item, "-4")]);
    expect((await post(stocktake)).ok).toBe(true);
    expect(await stockOf(factory, item)).toMatchObject([{ onHand: "5" }]); // 10 − 1 lost − 4 taken
  });

  it("hides the books' figures while it is blind, in the list and in the answer, until it is posted", async () => {
    const item = await givenItem(factory);
    await givenStock(factory, item, "10");
    const blind = await givenStocktake(factory, { blind: true });
    const { data } = await enter(blind, [{ itemId: item.id, quantity: "9" }]);
    expect(data.differingCount).toBeNull();
    expect(await linesOf(blind)).toMatchObject([{ bookQuantity: null, difference: null }]);
    await post(blind);
    expect(await linesOf(blind)).toMatchObject([{ bookQuantity: "10", difference: "-1" }]);
    const open = await givenStocktake(factory, { blind: false });
    await enter(open, [{ itemId: item.id, quantity: "9" }]);
    expect(await linesOf(open)).toMatchObject([{ bookQuantity: "9", difference: "0" }]);
  });

  it("freezes its scope and nothing else while it runs", async () => {
    const item = await givenItem(factory);
    await givenStock(factory, item, "10");
    const shelf = await givenLocation(factory);
    const frozen = await givenStocktake(factory, { locationIds: [shelf], freezes: true });
    const refused = await adjustStock(factory, [
      adjustLine(factory, item, "1", { locationId: shelf }),
    ]);
    expect(refused.error).toMatchObject({
      code: "stock.frozen_for_count",
      facts: { stocktakes: [frozen.number] },
    });
    expect((await adjustStock(factory, [adjustLine(factory, item, "1")])).ok).toBe(true);
    await enter(frozen, [{ itemId: item.id, locationId: shelf, quantity: "3" }]);
    expect((await post(frozen)).ok).toBe(true); // its own differences pass
    const after = await adjustStock(factory, [
      adjustLine(factory, item, "1", { locationId: shelf }),
    ]);
    expect(after.ok).toBe(true);
    const other = await givenStocktake(factory, { freezes: true });
    await call("stocktakes.cancel", {
      stocktakeId: other.id,
      revision: other.revision,
      reason: "x",
    });
    expect((await adjustStock(factory, [adjustLine(factory, item, "1")])).ok).toBe(true);
  });

  it("is not posted with lines left over, unless they keep what the books say", async () => {
    const [counted, left] = [await givenItem(factory), await givenItem(factory)];
    await givenStock(factory, counted, "1");
    await givenStock(factory, left, "5");
    const stocktake = await givenStocktake(factory);
    await enter(stocktake, [{ itemId: counted.id, quantity: "0" }]);
    expect((await post(stocktake)).error).toMatchObject({
      code: "stocktake.uncounted",
      facts: { count: 1 },
    });
    expect(await stockOf(factory, counted)).toMatchObject([{ onHand: "1" }]);
    expect((await post(stocktake, { keepUncounted: true })).ok).toBe(true);
    expect(await stockOf(factory, counted)).toMatchObject([{ onHand: "0", valueCents: 0 }]);
    expect(await stockOf(factory, left)).toMatchObject([{ onHand: "5" }]);
  });

  it("sends what differs back to be counted again", async () => {
    const [right, wrong] = [await givenItem(factory), await givenItem(factory)];
    await givenStock(factory, right, "1");
    await givenStock(factory, wrong, "5");
    const stocktake = await givenStocktake(factory);
    await enter(stocktake, [
      { itemId: right.id, quantity: "1" },
      { itemId: wrong.id, quantity: "4" },
    ]);
    const { id: stocktakeId, revision } = stocktake;
    const { data } = await call("stocktakes.recount", { stocktakeId, revision });
    expect(data).toMatchObject({ lineCount: 2, countedCount: 1 });
    const unknown = await call("stocktakes.recount", {
      ...{ stocktakeId, revision: data.revision, lineIds: ["1"] },
    });
    expect(unknown.error!.code).toBe("reference.not_found");
  });

  it("tells all faults of its lines at once and writes none", async () => {
    const item = await givenItem(factory);
    const batch = await givenItem(factory, { tracking: "lot" });
    await givenStock(factory, item, "1");
    const outside = await givenItem(factory);
    const stocktake = await givenStocktake(factory, { itemIds: [item.id, batch.id] });
    const refused = await enter(stocktake, [
      { itemId: item.id, quantity: "1" },
      { itemId: item.id, quantity: "2" },
      { itemId: outside.id, quantity: "1" },
      { itemId: batch.id, lotNumber: "none", quantity: "1" },
    ]);
    expect(refused.error!.issues!.map((issue) => [issue.path.join("."), issue.code])).toEqual([
      ["lines.3.lotNumber", "issue.lot_new"],
      ["lines.1", "issue.duplicate"],
      ["lines.2", "issue.outside_count"],
    ]);
    const untracked = await enter(stocktake, [{ itemId: batch.id, quantity: "1" }]);
    expect(untracked.error!.issues![0]!.code).toBe("issue.lot_required");
    expect(await linesOf(stocktake)).toMatchObject([{ countedQuantity: null }]);
  });

  it("counts pieces by their numbers: missing ones go out, found ones come in", async () => {
    const item = await givenItem(factory, { tracking: "serial" });
    await adjustStock(factory, [adjustLine(factory, item, "2", { serials: ["S1", "S2"] })]);
    const stocktake = await givenStocktake(factory);
    await enter(stocktake, [{ itemId: item.id, quantity: "2", serials: ["S2", "S3"] }]);
    expect((await post(stocktake)).ok).toBe(true);
    const { rows } = (
      await call<{ rows: { number: string; state: string }[] }>("serials.list", {
        filter: { item: { eq: item.id }, state: { eq: "in_stock" } },
      })
    ).data;
    expect(rows.map((row) => row.number).sort()).toEqual(["S2", "S3"]);
  });

  it("refuses to post below what demands hold or into another warehouse's stock of another tenant", async () => {
    const stranger = await givenFactory(product, await givenTenant(product));
    const stocktake = await givenStocktake(factory);
    const only = { stocktakeId: stocktake.id };
    const input = { ...only, revision: stocktake.revision };
    for (const operation of ["stocktakes.show", "stocktakes.post", "stocktakes.start"]) {
      const answer = await product.call(
        stranger.token,
        operation,
        operation === "stocktakes.show" ? only : input,
      );
      expect(answer).toMatchObject({ status: 404, error: { code: "record.not_found" } });
    }
  });
});

describe("a cycle count", () => {
  it("takes the items whose turn it is: by class, those not counted for longest", async () => {
    const [big, small] = [await givenItem(factory), await givenItem(factory)];
    await givenStock(factory, big, "100", "100");
    await givenStock(factory, small, "100", "0.01");
    await adjustStock(factory, [
      adjustLine(factory, big, "-50"),
      adjustLine(factory, small, "-50"),
    ]);
    const cycle = { classes: ["A"], most: 10 };
    const first = await givenStocktake(factory, { cycle });
    expect(first).toMatchObject({ scope: "cycle", lineCount: 1 });
    await enter(first, [{ itemId: big.id, quantity: "50" }]);
    await post(first);
    const nobody = await call("stocktakes.create", {
      warehouseId: factory.warehouseId,
      cycle: { ...cycle, notCountedSince: "2026-11-01" },
    });
    expect(nobody.error!.code).toBe("stocktake.nothing_to_count");
    const both = await call("stocktakes.create", {
      ...{ warehouseId: factory.warehouseId, cycle, itemIds: [big.id] },
    });
    expect(both.error!.issues![0]!.code).toBe("issue.one_scope");
  });
});

describe("counts from a file", () => {
  it("are written together; every fault is told by its row", async () => {
    const item = await givenItem(factory);
    const batch = await givenItem(factory, { tracking: "lot" });
    const elsewhere = await givenLocation(factory, await givenWarehouse(factory));
    void elsewhere;
    await givenStock(factory, item, "5");
    await adjustStock(factory, [adjustLine(factory, batch, "5", { lot: { number: "L7" } })]);
    const stocktake = await givenStocktake(factory);
    const faulty = await importFile(
      stocktake,
      [
        "物料编码,库位,批号,实盘数量",
        `${item.code},,,3`,
        `${item.code},,,4`,
        `nothing,,,1`,
        `${item.code},nowhere,,1`,
        `${batch.code},,L8,1`,
        `${batch.code},,,1`,
        `${item.code},,,-1`,
      ].join("\n"),
    );
    expect(faulty.error!.code).toBe("import.faulty");
    expect(
      faulty.error!.issues!.map((issue) => [issue.path[1], issue.path[2], issue.code]),
    ).toEqual([
      [3, "item", "import.duplicate"],
      [4, "item", "import.reference"],
      [5, "location", "import.reference"],
      [6, "lot", "import.reference"],
      [7, "lot", "import.required"],
      [8, "quantity", "import.decimal"],
      [8, "item", "import.duplicate"],
    ]);
    const good = `物料编码,批号,实盘数量\n${item.code},,3\n${batch.code},L7,6\n`;
    expect((await importFile(stocktake, good, true)).data).toMatchObject({ dryRun: true });
    expect((await linesOf(stocktake)).every((line) => line.countedQuantity === null)).toBe(true);
    expect((await importFile(stocktake, good)).data).toMatchObject({
      rowCount: 2,
      changedCount: 2,
    });
    await post(stocktake);
    expect(await stockOf(factory, item)).toMatchObject([{ onHand: "3" }]);
    expect(await stockOf(factory, batch)).toMatchObject([{ onHand: "6" }]);
  });
});
