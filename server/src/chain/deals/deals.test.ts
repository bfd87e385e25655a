import type { Deal, DealStage } from "@quanlian/shared/contract";
import { givenStaff, givenTenant, type GivenTenant } from "../../../../tests/support/given";
import { givenDeal, stagesIn } from "../../../../tests/support/given-deals";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
let stages: DealStage[];
let reasonId: string;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  await givenDeal(product, tenant);
  stages = await stagesIn(product, tenant);
  const saved = await call<{ rows: { id: string }[] }>("lostReasons.save", {
    reasons: [{ name: "价格" }, { name: "交期" }],
  });
  reasonId = saved.data.rows[0]!.id;
});
afterAll(() => product.close());

const call = <T = Deal>(operation: string, input: unknown, token = tenant.admin.token) =>
  product.call<T>(token, operation, input);
const on = (deal: Deal, rest: object = {}) => ({
  dealId: deal.id,
  revision: deal.revision,
  ...rest,
});
const placed = (rows: DealStage[]) =>
  rows.map(({ id, name, kind, probability }) => ({ id, name, kind, probability }));

describe("a deal", () => {
  it("begins at the first stage of the pipeline that a company starts with", async () => {
    expect(stages.map(({ kind }) => kind)).toEqual(["open", "open", "open", "won", "lost"]);
    const deal = await givenDeal(product, tenant, {
      amountCents: 100_000,
      expectedOn: "2026-12-20",
    });
    expect(deal).toMatchObject({ state: "open", stageId: stages[0]!.id, amountCents: 100_000 });
    expect(deal.moves).toMatchObject([{ fromStageId: null, toStageId: stages[0]!.id }]);
  });

  it("moves through open stages, and each step is kept", async () => {
    const deal = await givenDeal(product, tenant);
    const { data } = await call("deals.move", on(deal, { stageId: stages[2]!.id }));
    const back = await call("deals.move", on(data, { stageId: stages[1]!.id }));
    expect(back.data.moves.map(({ toStageId }) => toStageId)).toEqual([
      stages[0]!.id,
      stages[2]!.id,
      stages[1]!.id,
    ]);
  });

  it.each([
    ["won", 3],
    ["lost", 4],
  ])("is not %s by a move, nor moved to a stage that is not there", async (_, at) => {
    const deal = await givenDeal(product, tenant);
    for (const stageId of [stages[at]!.id, "12345"]) {
      const refused = await call("deals.move", on(deal, { stageId }));
      expect(refused.error).toMatchObject({ code: "reference.not_found" });
    }
    expect((await call("deals.show", { dealId: deal.id })).data.stageId).toBe(stages[0]!.id);
  });

  it("is won for what it came to, frozen, and may be taken up again for a reason", async () => {
    const deal = await givenDeal(product, tenant, { amountCents: 100 });
    const won = await call("deals.win", on(deal, { amountCents: 250 }));
    expect(won.data).toMatchObject({ state: "won", amountCents: 250, stageId: stages[3]!.id });
    expect((await call("deals.update", on(won.data, { note: "x" }))).error).toMatchObject({
      code: "deal.closed",
    });
    expect((await call("deals.win", on(won.data))).error).toMatchObject({
      code: "state.illegal_move",
    });
    const again = await call("deals.reopen", on(won.data, { reason: "客户反悔" }));
    expect(again.data).toMatchObject({ state: "open", closedAt: null, stageId: stages[0]!.id });
  });

  it("is lost for a reason of the company's list alone", async () => {
    const deal = await givenDeal(product, tenant);
    const refused = await call("deals.lose", on(deal, { lostReasonId: "12345" }));
    expect(refused.error).toMatchObject({ code: "reference.not_found" });
    const lost = await call("deals.lose", on(deal, { lostReasonId: reasonId, note: "贵了一成" }));
    expect(lost.data).toMatchObject({
      state: "lost",
      lostReasonId: reasonId,
      lostNote: "贵了一成",
    });
  });

  it("names every item that does not exist, each with its place", async () => {
    const deal = await givenDeal(product, tenant);
    const lines = [
      { description: "非标支架", quantity: "2" },
      { itemId: "99", quantity: "1" },
    ];
    const refused = await call("deals.update", on(deal, { lines }));
    expect(refused.error!.issues!.map(({ path }) => path.join("."))).toEqual(["lines.1.itemId"]);
    const kept = await call("deals.update", on(deal, { lines: lines.slice(0, 1) }));
    expect(kept.data.lines).toEqual([{ itemId: null, description: "非标支架", quantity: "2" }]);
  });

  it("is not there for a colleague of the same rank, nor for another company", async () => {
    const deal = await givenDeal(product, tenant);
    const seller = await givenStaff(product, tenant, { roles: ["sales"] });
    const other = await givenTenant(product);
    for (const token of [seller.token, other.admin.token]) {
      expect(await call("deals.show", { dealId: deal.id }, token)).toMatchObject({ status: 404 });
      expect(await call("deals.win", on(deal), token)).toMatchObject({ status: 404 });
    }
  });
});

describe("the pipeline", () => {
  it("keeps one stage that is won and one that is lost, and the stages where deals stand", async () => {
    const open = stages.filter(({ kind }) => kind === "open");
    const incomplete = await call("dealStages.save", { stages: placed(open) });
    expect(incomplete.error).toMatchObject({ code: "request.invalid" });
    const occupied = await call("dealStages.save", { stages: placed(stages.slice(1)) });
    expect(occupied.error).toMatchObject({ code: "record.in_use" });
    expect(await stagesIn(product, tenant)).toEqual(stages);
    const fresh = { name: "打样", kind: "open", probability: "0.5" };
    const more = [...placed(stages.slice(0, 2)), fresh, ...placed(stages.slice(2))];
    const { data } = await call<{ rows: DealStage[] }>("dealStages.save", { stages: more });
    expect(data.rows.map(({ name }) => name)[2]).toBe("打样");
    const again = await call<{ rows: DealStage[] }>("dealStages.save", { stages: placed(stages) });
    expect(placed(again.data.rows)).toEqual(placed(stages));
  });

  it("is made once by deals that are the first at the same moment", async () => {
    const theirs = await givenTenant(product);
    await Promise.all(Array.from({ length: 4 }, () => givenDeal(product, theirs)));
    expect(await stagesIn(product, theirs)).toHaveLength(5);
  });
});

describe("the days of a period", () => {
  it("are the company's: what is opened after its midnight belongs to its new day", async () => {
    const tenant = await givenTenant(product);
    // 2026-11-23 16:30 UTC is 00:30 of the 24th in Shanghai.
    product.clock.advance({ hours: 15, minutes: 30 });
    const newDay = "2026-11-24";
    await givenDeal(product, tenant);
    const opened = async (period: object) =>
      (await call<{ opened: number }>("deals.funnel", period, tenant.admin.token)).data.opened;
    expect(await opened({ from: newDay, to: newDay })).toBe(1);
    expect(await opened({ to: "2026-11-23" })).toBe(0);
  });
});

describe("the funnel", () => {
  it("tells what stands where, who went on and how long they stayed, over one's own rows", async () => {
    const theirs = await givenTenant(product);
    const token = theirs.admin.token;
    const deals = [];
    for (const amountCents of [1_001, 2_000, 3_000, 4_000]) {
      deals.push(await givenDeal(product, theirs, { amountCents }));
    }
    const [first, second, third] = await stagesIn(product, theirs);
    product.clock.advance({ days: 2 });
    const [a, b, c] = deals as [Deal, Deal, Deal];
    const moved = await call("deals.move", on(a, { stageId: second!.id }), token);
    product.clock.advance({ days: 2 });
    await call("deals.move", on(b, { stageId: third!.id }), token);
    await call("deals.win", on(moved.data), token);
    await call("deals.win", on(c), token);

    const { data } = await call<{ stages: object[] }>("deals.funnel", {}, token);
    // Left the first stage: after 2, 4 and 4 days. To the second or beyond came a, b (skipped it) and c (skipped all).
    expect(data).toMatchObject({ opened: 4, won: 2, lost: 0, wonCents: 4_001 });
    expect(data.stages).toMatchObject([
      {
        stageId: first!.id,
        count: 1,
        amountCents: 4_000,
        weightedCents: 400,
        reached: 4,
        conversion: "0.75",
        medianDays: "4",
      },
      { count: 0, reached: 3, conversion: "1", medianDays: "2" },
      {
        count: 1,
        amountCents: 2_000,
        weightedCents: 1_400,
        reached: 3,
        conversion: "0.666667",
        medianDays: null,
      },
      { kind: "won", count: 2, reached: 2, conversion: null },
      { kind: "lost", count: 0, reached: 0 },
    ]);
    const seller = await givenStaff(product, theirs, { roles: ["sales"] });
    const own = await call<{ opened: number }>("deals.funnel", {}, seller.token);
    expect(own.data.opened).toBe(0);
    const later = await call<{ opened: number }>("deals.funnel", { from: "2027-01-01" }, token);
    expect(later.data.opened).toBe(0);
  });
});
