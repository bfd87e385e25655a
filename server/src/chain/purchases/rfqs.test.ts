import type {
  PortalRfq,
  PurchaseOrderView,
  RfqComparison,
  RfqView,
} from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { rowsOf } from "../../../../tests/support/given-orders";
import {
  givenAnswer,
  givenNeed,
  givenRfq,
  givenSupplier,
  invitationOf,
  type GivenSupplier,
} from "../../../../tests/support/given-rfqs";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { closeOverdueRfqs } from ".";

let product: TestProduct;
let factory: GivenFactory;
let huachang: GivenSupplier;
let yongli: GivenSupplier;
let dingxin: GivenSupplier;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  huachang = await givenSupplier(factory);
  yongli = await givenSupplier(factory);
  dingxin = await givenSupplier(factory);
});
afterAll(async () => {
  const audit = await runSelfAudit(product.services.config.databaseUrl);
  await product.close();
  expect(audit.faults).toEqual([]);
});

const call = <T = RfqView>(operation: string, input: object = {}, token = factory.token) =>
  product.call<T>(token, operation, input);
const show = async (rfqId: string) => (await call("rfqs.show", { rfqId })).data;
const compare = (rfqId: string) => call<RfqComparison>("rfqs.compare", { rfqId });
const moving = async (rfqId: string) => ({ rfqId, revision: (await show(rfqId)).revision });
const close = async (rfqId: string) => call("rfqs.close", await moving(rfqId));
const award = async (rfqId: string, awards: object[]) =>
  call("rfqs.award", { ...(await moving(rfqId)), awards });
const invitationId = (rfq: RfqView, { supplierId }: GivenSupplier) =>
  rfq.invitations.find((each) => each.supplierId === supplierId)!.id!;

/** A need for 100 pieces, asked of everybody. */
async function givenAsked(suppliers: GivenSupplier[], quantity = "100") {
  const item = await givenItem(factory);
  const requisitionLineId = await givenNeed(factory, item, quantity);
  const rfq = await givenRfq(factory, { lines: [{ requisitionLineId }], suppliers });
  return { item, requisitionLineId, rfq };
}

describe("a request for quotation", () => {
  it("takes its lines out of the pool while it runs, and gives them back when it is called off", async () => {
    const { item, requisitionLineId, rfq } = await givenAsked([huachang]);
    expect((await rowsOf(factory, "requisitionLines", item))[0]).toMatchObject({ state: "in_rfq" });
    const line = { requisitionLineId, unitPrice: "1" };
    const elsewhere = { supplierId: yongli.supplierId, lines: [line] };
    expect((await call("purchaseOrders.create", elsewhere)).error?.code).toBe(
      "purchase.line_taken",
    );
    expect((await call("rfqs.create", { lines: [{ requisitionLineId }] })).error?.code).toBe(
      "purchase.line_taken",
    );
    await call("rfqs.cancel", { ...(await moving(rfq.id)), reason: "客户改期" });
    expect((await rowsOf(factory, "requisitionLines", item))[0]).toMatchObject({ state: "open" });
    const told = await invitationOf(factory, rfq, huachang);
    expect(told).toMatchObject({ state: "cancelled", open: false, actions: [] });
    expect((await call("purchaseOrders.create", elsewhere)).status).toBe(200);
  });

  it("is edited as a draft alone, and asks nobody before it is sent", async () => {
    const [item, other] = [await givenItem(factory), await givenItem(factory)];
    const first = await givenNeed(factory, item, "10");
    const second = await givenNeed(factory, other, "20");
    const draft = (await call("rfqs.create", { lines: [{ requisitionLineId: first }] })).data;
    const mine = { rfqId: draft.id, revision: draft.revision };
    expect((await call("rfqs.send", mine)).error?.code).toBe("rfq.deadline_missing");
    const edited = await call("rfqs.update", {
      ...{ ...mine, answerBy: "2026-11-30T10:00:00.000Z" },
      ...{ supplierIds: [dingxin.supplierId], lines: [{ requisitionLineId: second }] },
    });
    expect(edited.data.invitations).toMatchObject([{ id: null, state: null }]);
    expect(edited.data.lines).toMatchObject([{ itemCode: other.code, quantity: "20" }]);
    expect((await rowsOf(factory, "requisitionLines", item))[0]).toMatchObject({ state: "open" });
    const before = await call<{ rows: object[] }>("portal.rfqs.list", {}, dingxin.clerk.token);
    const sent = await call("rfqs.send", { ...mine, revision: edited.data.revision });
    expect(sent.data).toMatchObject({ state: "sent", invitations: [{ state: "invited" }] });
    const after = await call<{ rows: object[] }>("portal.rfqs.list", {}, dingxin.clerk.token);
    expect(after.data.rows).toHaveLength(before.data.rows.length + 1);
    const late = { ...mine, revision: sent.data.revision, note: "改" };
    expect((await call("rfqs.update", late)).error?.code).toBe("rfq.frozen");
  });

  it("names every supplier that cannot be asked at once", async () => {
    const item = await givenItem(factory);
    const customer = await givenCustomer(factory);
    const answer = await call("rfqs.create", {
      supplierIds: [customer, huachang.supplierId, huachang.supplierId],
      lines: [{ itemId: item.id, quantity: "5", dueOn: "2026-12-20" }],
    });
    expect(answer.error?.issues?.map(({ path }) => path)).toEqual([
      ["supplierIds", 0],
      ["supplierIds", 2],
    ]);
  });
});

describe("an answer", () => {
  it("stays sealed to everybody of ours until the request closes, and to other suppliers for ever", async () => {
    const { rfq } = await givenAsked([huachang, yongli]);
    const price = "7.654321";
    expect((await givenAnswer(factory, rfq, huachang, price)).data).toMatchObject({
      state: "quoted",
      lines: [{ state: "offered", breaks: [{ minQuantity: "1", unitPrice: price }] }],
    });
    expect((await compare(rfq.id)).error).toMatchObject({ code: "rfq.sealed" });
    const audited = async () =>
      JSON.stringify(
        (
          await call<object>("audit.list", {
            ...{ subjectType: "rfq_invitation", subjectId: invitationId(rfq, huachang) },
          })
        ).data,
      );
    for (const seen of [JSON.stringify(await show(rfq.id)), await audited()])
      expect(seen).not.toContain(price);
    const other = await invitationOf(factory, rfq, yongli);
    expect(JSON.stringify(other)).not.toContain(price);
    const foreign = { invitationId: invitationId(rfq, huachang) };
    expect((await call("portal.rfqs.show", foreign, yongli.clerk.token)).error?.code).toBe(
      "record.not_found",
    );
    expect((await call("rfqs.show", { rfqId: rfq.id }, huachang.clerk.token)).status).toBe(403);
    await givenAnswer(factory, rfq, yongli, "8");
    expect((await close(rfq.id)).data).toMatchObject({ state: "closed" });
    expect(await audited()).toContain(price);
    expect((await compare(rfq.id)).data.lines[0]!.offers).toHaveLength(2);
  });

  it("may be changed until the deadline, and not a moment longer", async () => {
    const { rfq } = await givenAsked([huachang, yongli]);
    const asked = await invitationOf(factory, rfq, huachang);
    const reason = { invitationId: asked.id, reason: "产能已满" };
    const token = huachang.clerk.token;
    expect(
      (await call<PortalRfq>("portal.rfqs.view", { invitationId: asked.id }, token)).data.state,
    ).toBe("viewed");
    expect((await call<PortalRfq>("portal.rfqs.decline", reason, token)).data).toMatchObject({
      ...{ state: "declined", declineReason: "产能已满" },
    });
    expect((await givenAnswer(factory, rfq, huachang, "6")).data.state).toBe("quoted");
    expect((await givenAnswer(factory, rfq, huachang, "5")).data.lines[0]!.breaks).toEqual([
      { minQuantity: "1", unitPrice: "5" },
    ]);
    expect((await close(rfq.id)).error).toMatchObject({
      code: "rfq.answers_missing",
      facts: { count: 1 },
    });
    const until = (hours: number) =>
      new Date(new Date(rfq.answerBy!).getTime() + hours * 3_600_000).toISOString();
    const extend = async (hours: number) =>
      call("rfqs.extend", { ...(await moving(rfq.id)), answerBy: until(hours) });
    expect((await extend(-1)).error?.code).toBe("rfq.deadline_earlier");
    expect((await extend(1)).status).toBe(200);
    product.clock.advance({ hours: 10 });
    expect((await givenAnswer(factory, rfq, huachang, "4")).error?.code).toBe("rfq.not_open");
    expect((await call("portal.rfqs.decline", reason, token)).error?.code).toBe("rfq.not_open");
    expect(await closeOverdueRfqs(product.services)).toBeGreaterThan(0);
    expect(await show(rfq.id)).toMatchObject({
      state: "closed",
      invitations: expect.arrayContaining([
        expect.objectContaining({ supplierId: yongli.supplierId, state: "invited" }),
      ]),
    });
    expect(
      (await compare(rfq.id)).data.lines[0]!.offers.map(({ state }) => state).sort((a, b) =>
        a.localeCompare(b),
      ),
    ).toEqual(["offered", "unanswered"]);
  });

  it("says something of every line, once, with one price from each quantity on", async () => {
    const items = [await givenItem(factory), await givenItem(factory)];
    const lines = items.map(({ id }) => ({ itemId: id, quantity: "5", dueOn: "2026-12-20" }));
    const rfq = await givenRfq(factory, {
      lines,
      suppliers: [huachang],
    });
    const asked = await invitationOf(factory, rfq, huachang);
    const answer = (offered: object[]) =>
      call<PortalRfq>(
        "portal.rfqs.answer",
        { invitationId: asked.id, lines: offered },
        huachang.clerk.token,
      );
    const [first, second] = asked.lines.map(({ id }) => id);
    const breaks = [{ minQuantity: "1", unitPrice: "5" }];
    expect((await answer([{ lineId: first, breaks }])).error).toMatchObject({
      ...{ code: "rfq.lines_unanswered", facts: { lines: "2" } },
    });
    const twice = [...breaks, { minQuantity: "1.000", unitPrice: "4" }];
    const wrong = await answer([
      { lineId: first, breaks: twice },
      { lineId: second, breaks },
      { lineId: second, breaks },
    ]);
    expect(wrong.error?.issues?.map(({ path }) => path.join("."))).toEqual([
      "lines.0.breaks.1.minQuantity",
      "lines.2.lineId",
    ]);
    const neither = await answer([{ lineId: first }, { lineId: second, breaks }]);
    expect(neither.error?.issues).toMatchObject([{ code: "issue.offer_or_decline" }]);
  });

  it("can be written down by a buyer for whoever telephones, under the same seal", async () => {
    const item = await givenItem(factory);
    const lines = [{ itemId: item.id, quantity: "5", dueOn: "2026-12-20" }];
    const rfq = await givenRfq(factory, {
      lines,
      suppliers: [yongli],
    });
    const asked = await invitationOf(factory, rfq, yongli);
    const told = {
      ...{ ...(await moving(rfq.id)), invitationId: asked.id },
      lines: [{ lineId: asked.lines[0]!.id, breaks: [{ minQuantity: "1", unitPrice: "3" }] }],
    };
    const recorded = await call("rfqs.recordAnswer", told);
    expect(recorded.data.invitations).toMatchObject([{ state: "quoted" }]);
    expect((await compare(rfq.id)).error?.code).toBe("rfq.sealed");
    const strange = { ...told, revision: recorded.data.revision, invitationId: "123456789" };
    expect((await call("rfqs.recordAnswer", strange)).error?.code).toBe("reference.not_found");
  });
});

describe("the comparison", () => {
  it("puts offers on one footing: tax, freight and what must be bought at least", async () => {
    const { item, rfq } = await givenAsked([huachang, yongli, dingxin]).then(
      async (given) => given,
    );
    expect(item.code).not.toBe("");
    // 100 pieces. With tax 13 %: 11.30 → 10.00 without; without tax 9.90; 9.04 with tax but at least 120, and freight.
    await givenAnswer(factory, rfq, huachang, "11.3", { taxRate: "0.13" });
    await givenAnswer(factory, rfq, yongli, "9.9", { includesTax: false, taxRate: "0.13" });
    const minimum = [{ breaks: [{ minQuantity: "1", unitPrice: "9.04" }], minimumOrder: "120" }];
    const freight = { taxRate: "0.13", freightCents: 5650 };
    await givenAnswer(factory, rfq, dingxin, minimum, freight);
    await close(rfq.id);
    const { data } = await compare(rfq.id);
    const by = (supplier: GivenSupplier) =>
      data.lines[0]!.offers.find(({ supplierId }) => supplierId === supplier.supplierId);
    expect(by(huachang)).toMatchObject({
      landedCents: 100_000,
      landedUnitPrice: "10",
      best: false,
    });
    expect(by(yongli)).toMatchObject({ landedCents: 99_000, landedUnitPrice: "9.9", best: true });
    expect(by(dingxin)).toMatchObject({
      ...{ buysQuantity: "120", goodsExclCents: 96_000, freightExclCents: 5_000 },
      ...{ landedCents: 101_000, landedUnitPrice: "10.1", best: false },
    });
  });
});

describe("an award", () => {
  it("becomes an order for each winner at his prices, and what nobody gets is in the pool again", async () => {
    const item = await givenItem(factory);
    const other = await givenItem(factory);
    const need = await givenNeed(factory, item, "100");
    const unwanted = await givenNeed(factory, other, "30");
    const rfq = await givenRfq(factory, {
      lines: [{ requisitionLineId: need }, { requisitionLineId: unwanted }],
      suppliers: [huachang, yongli, dingxin],
    });
    const breaks = [
      { minQuantity: "50", unitPrice: "6" },
      { minQuantity: "1", unitPrice: "7" },
    ];
    const offers = [{ breaks, leadTimeDays: 3 }, { declineReason: "不做" }];
    await givenAnswer(factory, rfq, huachang, offers, { validUntil: "2027-01-31" });
    await givenAnswer(factory, rfq, yongli, "6.5");
    await givenAnswer(factory, rfq, dingxin, "9");
    await close(rfq.id);
    const [line, second] = rfq.lines.map(({ id }) => id);
    const refused = await award(rfq.id, [
      { lineId: second, invitationId: invitationId(rfq, huachang) },
    ]);
    expect(refused.error).toMatchObject({ code: "rfq.not_offered", facts: { lines: "2" } });
    const awards = [
      { lineId: line, invitationId: invitationId(rfq, huachang), quantity: "60" },
      { lineId: line, invitationId: invitationId(rfq, yongli), quantity: "25" },
    ];
    const input = { ...(await moving(rfq.id)), awards };
    const both = await Promise.all([call("rfqs.award", input), call("rfqs.award", input)]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);

    const states = (await show(rfq.id)).invitations.map(({ supplierId, state }) => [
      supplierId,
      state,
    ]);
    expect(new Map(states as [string, string][])).toEqual(
      new Map([
        [huachang.supplierId, "won"],
        [yongli.supplierId, "won"],
        [dingxin.supplierId, "lost"],
      ]),
    );
    const compared = (await compare(rfq.id)).data;
    const orderOf = async ({ supplierId }: GivenSupplier) => {
      const { purchaseOrderId } = compared.suppliers.find(
        (each) => each.supplierId === supplierId,
      )!;
      return (await call<PurchaseOrderView>("purchaseOrders.show", { purchaseOrderId })).data;
    };
    expect(await orderOf(huachang)).toMatchObject({
      ...{ state: "draft", inclCents: 36_000, pricesIncludeTax: true },
      lines: [{ quantity: "60", unitPrice: "6", requisitionLineId: need }],
    });
    expect(await orderOf(yongli)).toMatchObject({
      ...{ state: "draft", inclCents: 16_250, lines: [{ quantity: "25", unitPrice: "6.5" }] },
    });
    const pool = await rowsOf(factory, "requisitionLines", item);
    expect(
      pool.map(({ state, quantity }) => `${quantity} ${state}`).sort((a, b) => a.localeCompare(b)),
    ).toEqual(["15 open", "25 ordered", "60 ordered"]);
    expect((await rowsOf(factory, "requisitionLines", other))[0]).toMatchObject({ state: "open" });
    const supplies = await rowsOf(factory, "supplies", item);
    expect(supplies.map(({ quantity, pegged }) => [quantity, pegged])).toEqual(
      expect.arrayContaining([
        ["60", "60"],
        ["25", "25"],
        ["15", "15"],
      ]),
    );
    expect((await rowsOf(factory, "demands", item))[0]).toMatchObject({ pegged: "100" });
    const lost = await invitationOf(factory, rfq, dingxin);
    expect(lost.state).toBe("lost");
    expect(JSON.stringify(lost)).not.toMatch(/"6"|6\.5/);
    // The next order finds his price by itself.
    const again = {
      supplierId: huachang.supplierId,
      lines: [{ itemId: item.id, quantity: "80", dueOn: "2026-12-20" }],
    };
    expect(
      (await call<PurchaseOrderView>("purchaseOrders.create", again)).data.lines[0],
    ).toMatchObject({ unitPrice: "6" });
  });

  it("keeps to the supplier's minimum, and buys nothing that nobody needs any more", async () => {
    const item = await givenItem(factory);
    const order = await givenOrder(factory, [[item, "40"]]);
    const confirmed = (
      await call<{ id: string; revision: number }>("orders.confirm", {
        orderId: order.id,
        revision: order.revision,
      })
    ).data;
    const needs = await rowsOf(factory, "requisitionLines", item);
    const rfq = await givenRfq(factory, {
      lines: [{ requisitionLineId: needs[0]!.id }],
      suppliers: [huachang],
    });
    await givenAnswer(factory, rfq, huachang, [
      { breaks: [{ minQuantity: "50", unitPrice: "6" }] },
    ]);
    await close(rfq.id);
    const one = { lineId: rfq.lines[0]!.id, invitationId: invitationId(rfq, huachang) };
    expect((await award(rfq.id, [one])).error).toMatchObject({
      ...{ code: "rfq.below_minimum", facts: { lines: "1: 50" } },
    });
    await call("orders.cancel", {
      orderId: confirmed.id,
      revision: confirmed.revision,
      reason: "客户取消",
    });
    expect((await award(rfq.id, [{ ...one, quantity: "50" }])).error).toMatchObject({
      ...{ code: "rfq.line_gone", facts: { lines: "1" } },
    });
    expect((await show(rfq.id)).state).toBe("closed");
  });

  it("of more than is needed leaves the rest free for whoever comes next", async () => {
    const { item, rfq } = await givenAsked([huachang]);
    await givenAnswer(factory, rfq, huachang, "2");
    await close(rfq.id);
    const one = { lineId: rfq.lines[0]!.id, invitationId: invitationId(rfq, huachang) };
    expect((await award(rfq.id, [{ ...one, quantity: "130" }])).status).toBe(200);
    expect(await rowsOf(factory, "supplies", item)).toMatchObject([
      { quantity: "130", pegged: "100", freeQuantity: "30" },
    ]);
  });
});
