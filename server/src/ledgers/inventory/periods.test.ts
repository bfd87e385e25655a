import type { Period } from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenFactory,
  givenItem,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { adjustLine, givenStocktake, stockOf } from "../../../../tests/support/given-inventory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => {
  const audit = await runSelfAudit(product.services.config.databaseUrl);
  await product.close();
  expect(audit.faults).toEqual([]);
});

const givenBooks = async () => givenFactory(product, await givenTenant(product));
const adjustOn = (factory: GivenFactory, occurredOn: string | undefined, line: object) =>
  product.call(factory.token, "inventory.adjust", { reason: "盘点", occurredOn, lines: [line] });
const close = (factory: GivenFactory, month: string) =>
  product.call<Period>(factory.token, "periods.close", { month });
const reopen = (factory: GivenFactory, month: string) =>
  product.call<Period>(factory.token, "periods.reopen", { month, reason: "补录" });
const list = async (factory: GivenFactory) =>
  (await product.call<{ rows: Period[] }>(factory.token, "periods.list", {})).data.rows;

// The test clock stands in November 2026.
describe("closing a month", () => {
  it("keeps what stock was worth at its end, and takes nothing dated into it any more", async () => {
    const factory = await givenBooks();
    const item = await givenItem(factory);
    await adjustOn(factory, "2026-10-20", adjustLine(factory, item, "10", { unitCost: "2" }));
    await adjustOn(factory, undefined, adjustLine(factory, item, "5", { unitCost: "3" }));
    const { data: closed } = await close(factory, "2026-10");
    expect(closed).toMatchObject({
      state: "closed",
      stockCents: 2000,
      actions: ["periods.reopen"],
    });
    const values = await product.call<{ rows: object[] }>(factory.token, "periodValues.list", {});
    expect(values.data.rows).toMatchObject([
      { month: "2026-10", quantity: "10", valueCents: 2000 },
    ]);

    const late = await adjustOn(factory, "2026-10-31", adjustLine(factory, item, "1"));
    expect(late.error).toMatchObject({
      code: "period.closed",
      facts: { day: "2026-10-31", firstOpenDay: "2026-11-01" },
    });
    expect((await adjustOn(factory, "2026-11-01", adjustLine(factory, item, "1"))).ok).toBe(true);
    expect(await stockOf(factory, item)).toMatchObject([{ onHand: "16" }]);
    expect((await list(factory)).map((row) => [row.month, row.state])).toEqual([
      ["2026-11", "open"],
      ["2026-10", "closed"],
    ]);
  });

  it("goes month by month, only over ones that are past, and opens the last one first", async () => {
    const factory = await givenBooks();
    expect((await close(factory, "2026-11")).error!.code).toBe("period.not_over");
    expect((await close(factory, "2026-08")).ok).toBe(true);
    expect((await close(factory, "2026-10")).error).toMatchObject({
      code: "period.out_of_order",
      facts: { month: "2026-09" },
    });
    expect((await close(factory, "2026-09")).ok).toBe(true);
    expect((await close(factory, "2026-09")).error!.code).toBe("state.illegal_move");
    expect((await reopen(factory, "2026-08")).error!.code).toBe("period.out_of_order");
    expect((await reopen(factory, "2026-09")).data).toMatchObject({ state: "open" });
    expect((await reopen(factory, "2026-08")).ok).toBe(true);
    const item = await givenItem(factory);
    expect((await adjustOn(factory, "2026-08-02", adjustLine(factory, item, "1"))).ok).toBe(true);
    const { data: again } = await close(factory, "2026-08");
    expect(again.stockCents).toBe(100);
  });

  it("waits for a posting that is under way, and none slips past it", async () => {
    const factory = await givenBooks();
    const item = await givenItem(factory);
    const answers = await Promise.all([
      ...[1, 2, 3, 4].map(() => adjustOn(factory, "2026-10-20", adjustLine(factory, item, "1"))),
      close(factory, "2026-10"),
      ...[1, 2, 3, 4].map(() => adjustOn(factory, "2026-10-20", adjustLine(factory, item, "1"))),
    ]);
    const posted = answers.filter((answer, at) => at !== 4 && answer.ok).length;
    const [october] = (await list(factory)).filter((row) => row.month === "2026-10");
    expect(october).toMatchObject({ state: "closed", stockCents: posted * 100 });
  });

  it("refuses a day that lies ahead", async () => {
    const factory = await givenBooks();
    const item = await givenItem(factory);
    const ahead = await adjustOn(factory, "2027-01-01", adjustLine(factory, item, "1"));
    expect(ahead.error!.issues![0]).toMatchObject({
      path: ["occurredOn"],
      code: "issue.day_ahead",
    });
  });

  it("is stopped by a count that is not posted", async () => {
    const factory = await givenBooks();
    const stocktake = await givenStocktake(factory);
    product.clock.advance({ days: 10 }); // into December
    const checks = await product.call<{ checks: object[] }>(factory.token, "periods.check", {
      month: "2026-11",
    });
    expect(checks.data.checks).toContainEqual({
      code: "stocktakes_open",
      ok: false,
      faultCount: 1,
    });
    expect((await close(factory, "2026-11")).error).toMatchObject({
      code: "period.not_ready",
      facts: { checks: ["stocktakes_open"] },
    });
    const { id: stocktakeId, revision } = stocktake;
    await product.call(factory.token, "stocktakes.post", { stocktakeId, revision });
    expect((await close(factory, "2026-11")).ok).toBe(true);
  });
});
