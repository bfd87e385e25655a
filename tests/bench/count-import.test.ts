import type { ImportAnswer, StocktakeView } from "@quanlian/shared/contract";
import { execute } from "../../server/src/kernel/db/execute";
import { givenTenant } from "../support/given";
import { givenFactory, type GivenFactory } from "../support/given-factory";
import { givenStocktake } from "../support/given-inventory";
import { startProduct, type TestProduct } from "../support/product";

/**
 * A whole warehouse counted from one file. What it costs is counted in statements, which must not grow with the rows but by
 * the few that carry 500 rows each.
 */
const MOST = 5_000;

let product: TestProduct;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  const rows = Array.from(
    { length: MOST },
    (_, at) =>
      `(${product.services.ids.next()}, ${factory.tenant.tenantId}, 'BULK-${at}', '件', '', ${factory.unitId}, 'buy', 5,
        0, 0, 0, 0, 2, 0, 1, 1, NOW(3), NOW(3))`,
  );
  await product.services.db.withConnection((connection) =>
    execute(
      connection,
      `INSERT INTO items (id, tenant_id, code, name, spec, unit_id, supply_mode, lead_time_days, lot_minimum, lot_multiple,
         lot_fixed, safety_stock, standard_cost_price, is_custom, active, revision, created_at, updated_at)
       VALUES ${rows.join(",")}`,
    ),
  );
}, 120_000);
afterAll(() => product.close());

async function importCounts(stocktake: StocktakeView, from: number, to: number, quantity: number) {
  const lines = Array.from({ length: to - from }, (_, at) => `BULK-${from + at},${quantity}`);
  const text = ["物料编码,实盘数量", ...lines].join("\n");
  const before = product.statements.length;
  const { data } = await product.call<ImportAnswer>(factory.token, "stocktakes.importCounts", {
    stocktakeId: stocktake.id,
    file: { name: "counts.csv", contentBase64: Buffer.from(text).toString("base64") },
  });
  return { data, statements: product.statements.length - before };
}

it("takes 5,000 counts in a few statements, and posts them as one fact", async () => {
  const stocktake = await givenStocktake(factory);
  // The first of each item creates the rows that are locked, which happens once.
  await importCounts(stocktake, 0, MOST, 1);
  const one = await importCounts(stocktake, 0, 1, 2);
  const all = await importCounts(stocktake, 0, MOST, 3);
  expect(all.data).toMatchObject({ rowCount: MOST, changedCount: MOST });
  expect(all.statements - one.statements).toBeLessThan(MOST / 500);
  const { data } = await product.call<StocktakeView>(factory.token, "stocktakes.post", {
    stocktakeId: stocktake.id,
    revision: stocktake.revision,
  });
  expect(data).toMatchObject({ state: "posted", lineCount: MOST, differingCount: MOST });
}, 240_000);
