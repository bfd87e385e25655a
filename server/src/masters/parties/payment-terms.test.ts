import type { Party, PaymentTerm } from "@quanlian/shared/contract";
import { cents, day, exact, paymentSchedule } from "@quanlian/shared/domain";
import { createCtx } from "../../kernel/access";
import { givenTenant, type GivenTenant } from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { findPaymentTerm } from ".";

let product: TestProduct;
let tenant: GivenTenant;
let other: GivenTenant;
let last = 0;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  other = await givenTenant(product);
});
afterAll(() => product.close());

const call = <T = PaymentTerm>(operation: string, input: unknown, of = tenant) =>
  product.call<T>(of.admin.token, operation, input);

const create = (values: object) => {
  last += 1;
  return call("paymentTerms.create", { code: `T${last}`, name: `条件${last}`, ...values });
};

const STAGES = [
  { name: "预付款", shareRate: "0.3", trigger: "on_confirm" },
  { name: "样机验收款", shareRate: "0.6", trigger: "milestone", days: 7 },
  { name: "质保金", shareRate: "0.1", trigger: "on_accept", days: 365 },
];

const count = async () =>
  (await call<{ rows: PaymentTerm[] }>("paymentTerms.list", {})).data.rows.length;

describe("a payment term", () => {
  it("in stages keeps them in their order, and lists and parties show them", async () => {
    const { data: term } = await create({ kind: "milestones", stages: STAGES });
    expect(term).toMatchObject({
      ...{ kind: "milestones", isActive: true, revision: 1 },
      stages: [
        { stageNo: 1, name: "预付款", shareRate: "0.3", trigger: "on_confirm", days: 0 },
        { stageNo: 2, name: "样机验收款", shareRate: "0.6", trigger: "milestone", days: 7 },
        { stageNo: 3, name: "质保金", shareRate: "0.1", trigger: "on_accept", days: 365 },
      ],
    });
    const { rows } = (await call<{ rows: PaymentTerm[] }>("paymentTerms.list", {})).data;
    expect(rows.find(({ id }) => id === term.id)).toEqual(term);
    const party = await call<Party>("parties.create", {
      ...{ code: `P${last}`, name: "青禾机械", isCustomer: true, paymentTermId: term.id },
    });
    expect(party.data.paymentTerm).toEqual(term);
  });

  it("of another kind implies its stages", async () => {
    const { data } = await create({ kind: "deposit", depositRate: "0.3", days: 5 });
    expect(data.stages).toEqual([
      { stageNo: 1, name: "", shareRate: "0.3", trigger: "on_confirm", days: 0 },
      { stageNo: 2, name: "", shareRate: "0.7", trigger: "on_ship", days: 5 },
    ]);
  });

  it("is read by documents as what a schedule is made from", async () => {
    const { data } = await create({ kind: "milestones", stages: STAGES });
    const ctx = createCtx({
      services: product.services,
      actor: { kind: "job", tenantId: tenant.tenantId, name: "test", onBehalfOf: null },
      origin: { requestId: "test-request", operation: "test.read", address: "" },
      language: "zh-CN",
    });
    const term = (await findPaymentTerm(ctx, data.id))!;
    expect(term.stages[0]!.shareRate).toBe(exact("0.3"));
    // 333.33 × 0.3 = 99.999 → 100.00; × 0.6 = 199.998 → 200.00; 33.33 is left
    const parts = paymentSchedule(term, cents(33_333), { confirmedOn: day("2026-11-23") });
    expect(parts.map((part) => [part.cents, part.dueOn])).toEqual([
      [10_000, "2026-11-23"],
      [20_000, null],
      [3_333, null],
    ]);
    expect(await findPaymentTerm(ctx, "987654321")).toBeUndefined();
  });

  it.each([
    [{ kind: "milestones" }, "issue.stages_needed"],
    [{ kind: "cod", stages: STAGES }, "issue.stages_implied"],
    [{ kind: "milestones", stages: STAGES.slice(0, 2) }, "issue.shares_not_whole"],
    [
      { kind: "milestones", stages: [...STAGES, { ...STAGES[0], shareRate: "0" }] },
      "issue.shares_not_whole",
    ],
  ])("whose stages are %j is refused with %s, and nothing is written", async (values, issue) => {
    const before = await count();
    const answer = await create(values);
    expect(answer.status).toBe(422);
    expect(answer.error?.issues?.map(({ path, code }) => [path, code])).toEqual([
      [["stages"], issue],
    ]);
    expect(await count()).toBe(before);
  });

  it("tells a taken code together with its stages' fault", async () => {
    const { data } = await create({ kind: "cod" });
    const input = { code: data.code, name: "x", kind: "milestones" };
    const answer = await call("paymentTerms.create", input);
    expect(answer.error?.issues?.map(({ code }) => code)).toEqual([
      "issue.taken",
      "issue.stages_needed",
    ]);
  });
});

describe("a payment term out of use", () => {
  const party = (paymentTermId: string) => {
    last += 1;
    const input = { code: `P${last}`, name: `青禾机械${last}`, isCustomer: true, paymentTermId };
    return call<Party>("parties.create", input);
  };

  it("stays with whoever has it, is given to nobody else, and can come back", async () => {
    const { data: term } = await create({ kind: "cod" });
    const { data: holder } = await party(term.id);
    const put = { paymentTermId: term.id, revision: 1 };
    const out = await call("paymentTerms.deactivate", put);
    expect(out.data).toMatchObject({ isActive: false, revision: 2 });
    expect((await party(term.id)).error?.code).toBe("reference.not_found");
    const update = { partyId: holder.id, revision: 1, paymentTermId: term.id, level: "A" };
    const kept = await call<Party>("parties.update", update);
    expect(kept.data).toMatchObject({ level: "A", paymentTerm: { id: term.id, isActive: false } });

    expect((await call("paymentTerms.activate", put)).error?.code).toBe("revision.stale");
    expect((await call("paymentTerms.activate", { ...put, revision: 2 })).data.isActive).toBe(true);
    expect((await party(term.id)).ok).toBe(true);
  });

  it("cannot be put out of use twice, nor by another company", async () => {
    const { data: term } = await create({ kind: "cod" });
    const put = { paymentTermId: term.id, revision: 1 };
    const foreign = await call("paymentTerms.deactivate", put, other);
    const missing = { ...put, paymentTermId: "987654321" };
    const none = await call("paymentTerms.deactivate", missing, other);
    expect(foreign.status).toBe(404);
    expect({ ...foreign.error, requestId: "" }).toEqual({ ...none.error, requestId: "" });
    expect((await call("paymentTerms.deactivate", put)).ok).toBe(true);
    const again = await call("paymentTerms.deactivate", { ...put, revision: 2 });
    expect(again.error?.code).toBe("state.illegal_move");
  });
});
