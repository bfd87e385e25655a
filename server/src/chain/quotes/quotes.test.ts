import type { Item, Quote } from "@quanlian/shared/contract";
import { givenStaff, givenTenant, type GivenStaff } from "../../../../tests/support/given";
import {
  givenCustomer,
  givenFactory,
  givenItem,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { givenQuote, givenSentQuote, quoteLine } from "../../../../tests/support/given-quotes";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;
let stranger: GivenFactory;
/** Costs 60 元. */
let frame: Item;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  stranger = await givenFactory(product, await givenTenant(product));
  frame = await givenItem(factory, { standardCostPrice: "60" });
});
afterAll(() => product.close());

const call = (operation: string, input: object, token = factory.token) =>
  product.call<Quote>(token, operation, input);
const on = (operation: string, { id, revision }: Quote, more: object = {}, token?: string) =>
  call(operation, { quoteId: id, revision, ...more }, token);
const show = async ({ id }: { id: string }) => (await call("quotes.show", { quoteId: id })).data;

describe("a draft", () => {
  it("prices each quantity once, takes the discount from the price, and knows cost and margin", async () => {
    const quote = await givenQuote(factory, [
      {
        item: frame,
        taxRate: "0.13",
        breaks: [
          { quantity: "10", unitPrice: "113", discountRate: "0.05" },
          { quantity: "100", unitPrice: "90.4" },
        ],
      },
      { taxRate: "0.06", quantity: "1", price: "106", optional: true },
    ]);
    expect(quote.number).toMatch(/^XSBJ\d{8}-\d{4}$/);
    // 113 × 0.95 = 107.35; × 10 = 1073.50 incl.; ÷ 1.13 = 950.00; cost 600 → margin 350 / 950 = 0.368421
    expect(quote.lines[0]!.breaks[0]).toMatchObject({
      netPrice: "107.35",
      inclCents: 107350,
      exclCents: 95000,
      costCents: 60000,
      marginRate: "0.368421",
    });
    // 90.4 × 100 = 9040 incl. → 8000 excl.; cost 6000 → 0.25
    expect(quote.lines[0]!.breaks[1]).toMatchObject({ exclCents: 800000, marginRate: "0.25" });
    // The optional line does not count.
    expect(quote).toMatchObject({ inclCents: 107350, exclCents: 95000, taxCents: 12350 });
    expect(quote).toMatchObject({ costCents: 60000, marginCents: 35000, state: "draft" });
  });

  it("takes the price of a quantity from the customer's price list where none is typed, and says which", async () => {
    const list = await product.call<{ id: string }>(factory.token, "priceLists.create", {
      ...{ code: "PL1", name: "标准价", includesTax: true, isDefault: true },
    });
    expect(list.ok).toBe(true);
    const set = await product.call(factory.token, "priceLists.setPrices", {
      ...{ priceListId: list.data.id, revision: 1 },
      lines: [{ itemId: frame.id, unitPrice: "113", validFrom: "2020-01-01" }],
    });
    expect(set.error).toBeNull();
    const lines = [{ itemId: frame.id, taxRate: "0.13", breaks: [{ quantity: "2" }] }];
    const quote = await givenQuote(factory, [], { lines, pricesIncludeTax: false });
    // 113 with tax ÷ 1.13 = 100 without
    expect(quote.lines[0]!.breaks[0]).toMatchObject({ unitPrice: "100", priceListCode: "PL1" });
    const unlisted = [{ itemId: (await givenItem(factory)).id, breaks: [{ quantity: "2" }] }];
    const customerId = factory.customerId;
    const answer = await call("quotes.create", { customerId, lines: unlisted });
    expect(answer.error!.issues![0]).toMatchObject({
      path: ["lines", 0, "breaks", 0, "unitPrice"],
      code: "issue.required",
    });
  });

  it("works the cost of a custom line out of the recipe that it brings", async () => {
    const steel = await givenItem(factory, { standardCostPrice: "5" });
    const recipe = {
      baseQuantity: "2",
      components: [{ itemId: steel.id, perBase: "4", scrapRate: "0.1" }],
    };
    const quote = await givenQuote(factory, [{ item: frame, mode: "custom", recipe }]);
    // 5 × 4 × 1.1 ÷ 2 = 11
    expect(quote.lines[0]).toMatchObject({ unitCost: "11", costSource: "recipe" });
  });

  it("is refused with every fault of every line at once, and nothing is written", async () => {
    const before = await call("quotes.count", {});
    const answer = await call("quotes.create", {
      customerId: factory.customerId,
      lines: [
        quoteLine({ item: frame, warehouseId: stranger.warehouseId }),
        { itemId: (await givenItem(stranger)).id, breaks: [{ quantity: "1", unitPrice: "1" }] },
        { ...quoteLine({ item: frame }), recipe: { components: [] } },
      ],
    });
    expect(answer.error!.code).toBe("reference.not_found");
    expect(answer.error!.issues!.map(({ path }) => path.join("."))).toEqual([
      "lines.0.warehouseId",
      "lines.1.itemId",
      "lines.2.recipe",
    ]);
    expect((await call("quotes.count", {})).data).toEqual(before.data);
  });

  it("takes quantities that ascend, and free text only with a description", async () => {
    const breaks = ["10", "10"].map((quantity) => ({ quantity, unitPrice: "1" }));
    const falling = await call("quotes.create", {
      customerId: factory.customerId,
      lines: [{ itemId: frame.id, breaks }],
    });
    expect(falling.error!.issues![0]).toMatchObject({
      path: ["lines", 0, "breaks", 1, "quantity"],
      code: "issue.breaks_ascend",
    });
    const silent = await call("quotes.create", {
      customerId: factory.customerId,
      lines: [{ breaks: [{ quantity: "1", unitPrice: "1" }] }],
    });
    expect(silent.error!.issues![0]).toMatchObject({ path: ["lines", 0, "description"] });
  });

  it("names only a customer of the own company", async () => {
    const foreign = await call("quotes.create", { customerId: stranger.customerId, lines: [] });
    expect(foreign.error).toMatchObject({
      code: "reference.not_found",
      facts: { field: "customerId" },
    });
    const supplier = await givenCustomer(factory, { isCustomer: false, isSupplier: true });
    const wrong = await call("quotes.create", { customerId: supplier, lines: [] });
    expect(wrong.error!.code).toBe("party.not_customer");
    const term = await call("quotes.create", {
      customerId: factory.customerId,
      lines: [],
      paymentTermId: frame.id,
    });
    expect(term.error).toMatchObject({
      code: "reference.not_found",
      facts: { field: "paymentTermId" },
    });
  });

  it("is rewritten until it is sent, and by nobody else", async () => {
    const quote = await givenQuote(factory, [{ item: frame }]);
    const lines = [quoteLine({ item: frame, quantity: "3", lineId: quote.lines[0]!.id })];
    const { data } = await on("quotes.update", quote, { title: "新", lines });
    expect(data).toMatchObject({ title: "新", inclCents: 30000, revision: 2 });
    expect(data.lines[0]!.lineKey).toBe(quote.lines[0]!.lineKey);
    const strange = await on("quotes.update", data, {
      lines: [quoteLine({ item: frame, lineId: quote.id })],
    });
    expect(strange.error).toMatchObject({
      code: "reference.not_found",
      facts: { field: "lines.0.lineId" },
    });
    expect((await on("quotes.update", quote, { lines })).error!.code).toBe("revision.stale");
    expect((await on("quotes.update", data, { lines }, stranger.token)).error!.code).toBe(
      "record.not_found",
    );
    const sent = (await on("quotes.send", data)).data;
    expect((await on("quotes.update", sent, { lines })).error!.code).toBe("quote.frozen");
    expect(await show(quote)).toEqual(sent);
  });

  it("hides cost and margin from whoever may not see them, who cannot set them either", async () => {
    const masked = await givenStaff(product, factory.tenant, {
      roles: { permissions: ["quotes.*", "parties.*"], masks: ["cost", "margin"] },
    });
    const quote = await givenQuote(factory, [{ item: frame }]);
    const seen = (await call("quotes.show", { quoteId: quote.id }, masked.token)).data;
    expect(seen).toMatchObject({ costCents: null, marginCents: null });
    expect(seen.lines[0]).toMatchObject({ unitCost: null, costSource: null });
    expect(seen.lines[0]!.breaks[0]).toMatchObject({ costCents: null, marginRate: null });
    const typed = await call(
      "quotes.create",
      { customerId: factory.customerId, lines: [quoteLine({ item: frame, unitCost: "1" })] },
      masked.token,
    );
    expect(typed.error!.code).toBe("auth.field_masked");
    const sorted = await call("quotes.list", { filter: { marginCents: { gt: 0 } } }, masked.token);
    expect(sorted.error!.code).toBe("auth.field_masked");
  });
});

describe("a quote that is sent", () => {
  it("stands as many days as the company's settings say, unless its own day is named", async () => {
    const sent = await givenSentQuote(factory, [{ item: frame }]);
    expect(sent.state).toBe("sent");
    expect(sent.sentAt).not.toBeNull();
    expect(sent.validUntil! > sent.quotedOn).toBe(true);
    const named = await givenSentQuote(factory, [{ item: frame }], { validUntil: "2199-01-01" });
    expect(named.validUntil).toBe("2199-01-01");
  });

  it("is refused without a line that counts, and with a day that is over", async () => {
    const empty = await givenQuote(factory, [{ item: frame, optional: true }]);
    expect((await on("quotes.send", empty)).error!.code).toBe("quote.empty");
    const late = await givenQuote(factory, [{ item: frame }], { validUntil: "2020-01-01" });
    expect((await on("quotes.send", late)).error!.code).toBe("quote.expired");
    expect((await show(late)).state).toBe("draft");
  });

  it("is never edited: the next revision supersedes it, and both stay readable and comparable", async () => {
    const first = await givenSentQuote(factory, [{ item: frame }, { price: "20" }]);
    const next = (await on("quotes.revise", first)).data;
    expect(next).toMatchObject({
      number: first.number,
      revisionNo: 2,
      state: "draft",
      inclCents: first.inclCents,
    });
    expect(await show(first)).toMatchObject({ state: "sent", latest: false });
    expect((await on("quotes.revise", await show(first))).error!.code).toBe("quote.not_revisable");
    const lines = [
      quoteLine({ item: frame, price: "95", lineId: next.lines[0]!.id }),
      quoteLine({ price: "7" }),
    ];
    const changed = (await on("quotes.update", next, { lines, terms: "含运费" })).data;
    const sent = (await on("quotes.send", changed)).data;
    expect(sent.state).toBe("sent");
    expect(await show(first)).toMatchObject({ state: "superseded", inclCents: first.inclCents });
    expect(sent.revisions.map(({ revisionNo, state }) => [revisionNo, state])).toEqual([
      [1, "superseded"],
      [2, "sent"],
    ]);
    const { data } = await product.call<{
      header: { field: string }[];
      lines: { change: string; fields: object[] }[];
    }>(factory.token, "quotes.compare", { quoteId: sent.id, otherQuoteId: first.id });
    expect(data.header.map(({ field }) => field)).toEqual(
      expect.arrayContaining(["terms", "inclYuan"]),
    );
    expect(data.lines.map(({ change }) => change)).toEqual(["changed", "added", "removed"]);
    expect(data.lines[0]!.fields).toEqual([
      { field: "prices", before: "1 × 100", after: "1 × 95" },
    ]);
    const other = await givenQuote(factory, [{ item: frame }]);
    expect(
      (await call("quotes.compare", { quoteId: sent.id, otherQuoteId: other.id })).error!.code,
    ).toBe("quote.not_same");
  });

  it("can be withdrawn with a reason, and then revised again", async () => {
    const sent = await givenSentQuote(factory, [{ item: frame }]);
    const { data } = await on("quotes.withdraw", sent, { reason: "算错了" });
    expect(data).toMatchObject({ state: "withdrawn", closedReason: "算错了" });
    expect((await on("quotes.withdraw", data, { reason: "x" })).error!.code).toBe(
      "state.illegal_move",
    );
    expect((await on("quotes.revise", data)).data.revisionNo).toBe(2);
  });

  it("is copied into a new quote, for another customer at his own terms", async () => {
    const sent = await givenSentQuote(factory, [{ item: frame }], { customerReference: "RFQ-1" });
    const customerId = await givenCustomer(factory);
    const { data } = await call("quotes.copy", { quoteId: sent.id, customerId });
    expect(data).toMatchObject({
      customerId,
      state: "draft",
      revisionNo: 1,
      customerReference: "",
    });
    expect(data.number).not.toBe(sent.number);
    expect(data.lines[0]!.lineKey).not.toBe(sent.lines[0]!.lineKey);
    const foreign = await call("quotes.copy", {
      quoteId: sent.id,
      customerId: stranger.customerId,
    });
    expect(foreign.error!.code).toBe("reference.not_found");
  });
});

describe("below the margin floor", () => {
  let seller: GivenStaff;
  let boss: GivenStaff;
  beforeAll(async () => {
    seller = await givenStaff(product, factory.tenant, {
      roles: {
        permissions: [
          "quotes.*",
          "approvals.list",
          "approvals.show",
          "approvals.approve",
          "approvals.refuse",
        ],
        scope: "all",
        masks: ["cost", "margin"],
      },
    });
    boss = await givenStaff(product, factory.tenant, {
      roles: {
        permissions: [
          "quotes.*",
          "approvals.list",
          "approvals.show",
          "approvals.approve",
          "approvals.refuse",
        ],
      },
    });
    const shown = await product.call<{ revision: number }>(factory.token, "quoteSettings.show", {});
    const set = await product.call(factory.token, "quoteSettings.update", {
      revision: shown.data.revision,
      marginFloor: "0.1",
      levelFloors: [{ level: "A", marginFloor: "0.01" }],
    });
    expect(set.ok).toBe(true);
    const stale = await product.call(factory.token, "quoteSettings.update", {
      revision: 0,
      validityDays: 3,
    });
    expect(stale.error!.code).toBe("revision.stale");
  });

  /** 65 without tax at a cost of 60: a margin of 5 / 65 = 0.076923. */
  const low = (options = {}) =>
    givenQuote(factory, [{ item: frame, price: "65" }], { pricesIncludeTax: false, ...options });
  const asked = async (quote: Quote) => {
    const waiting = (await on("quotes.send", quote, {}, seller.token)).data;
    expect(waiting.state).toBe("pending_approval");
    const { data } = await product.call<{ rows: { id: string }[] }>(boss.token, "approvals.list", {
      filter: { number: { eq: quote.number }, state: { eq: "pending" } },
    });
    return data.rows[0]!.id;
  };
  const decide = (approvalId: string, verb: "approve" | "refuse", token = boss.token) =>
    product.call(token, `approvals.${verb}`, { approvalId, revision: 1, note: "看过" });

  it("waits for somebody else, who sees why, and whose yes sends it", async () => {
    const quote = await low();
    const approvalId = await asked(quote);
    const shown = await product.call<{ reasons: { message: string; facts: object }[] }>(
      boss.token,
      "approvals.show",
      { approvalId },
    );
    expect(shown.data.reasons).toHaveLength(1);
    expect(shown.data.reasons[0]!.facts).toMatchObject({
      line: 1,
      marginPercent: "7.6923",
      floorPercent: "10",
    });
    const masked = await product.call<{ reasons: { message: string; facts: object }[] }>(
      seller.token,
      "approvals.show",
      { approvalId },
    );
    expect(masked.data.reasons[0]!.facts).toMatchObject({
      line: 1,
      marginPercent: "***",
      floorPercent: "***",
    });
    expect((await decide(approvalId, "approve", seller.token)).error!.code).toBe(
      "approval.own_request",
    );
    expect((await decide(approvalId, "approve")).ok).toBe(true);
    expect(await show(quote)).toMatchObject({ state: "sent" });
  });

  it("goes back to a draft when it is refused, and may ask again", async () => {
    const quote = await low();
    expect((await decide(await asked(quote), "refuse")).ok).toBe(true);
    const back = await show(quote);
    expect(back.state).toBe("draft");
    expect((await decide(await asked(back), "approve")).ok).toBe(true);
  });

  it("takes its request back when it is withdrawn", async () => {
    const quote = await low();
    const approvalId = await asked(quote);
    expect((await on("quotes.withdraw", await show(quote), { reason: "x" })).ok).toBe(true);
    const { data } = await product.call<{ state: string }>(boss.token, "approvals.show", {
      approvalId,
    });
    expect(data.state).toBe("withdrawn");
    expect((await decide(approvalId, "approve")).error!.code).toBe("state.illegal_move");
  });

  it("has a floor of its own for a level of customers, and asks for goods of unknown cost", async () => {
    const customerId = await givenCustomer(factory, { level: "A" });
    expect((await on("quotes.send", await low({ customerId }))).data.state).toBe("sent");
    const unknown = await givenItem(factory);
    const quote = await givenQuote(factory, [{ item: unknown }]);
    expect((await on("quotes.send", quote)).data.state).toBe("pending_approval");
    const text = await givenQuote(factory, [{ price: "5" }]);
    expect((await on("quotes.send", text)).data.state).toBe("sent");
  });
});
