import type { Deal, Item, Order, PortalQuote, Quote, Task } from "@quanlian/shared/contract";
import { givenTenant, type GivenContact } from "../../../../tests/support/given";
import { givenDeal } from "../../../../tests/support/given-deals";
import {
  givenCustomer,
  givenFactory,
  givenItem,
  givenMadeItem,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import {
  givenBuyer,
  givenQuote,
  givenSentQuote,
  ownQuote,
} from "../../../../tests/support/given-quotes";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { expireQuotes } from ".";

let product: TestProduct;
let factory: GivenFactory;
let buyer: GivenContact;
let frame: Item;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  buyer = await givenBuyer(factory);
  frame = await givenItem(factory, { standardCostPrice: "60" });
});
afterAll(() => product.close());

const show = async ({ id }: { id: string }) =>
  (await product.call<Quote>(factory.token, "quotes.show", { quoteId: id })).data;
const order = async (orderId: string) =>
  (await product.call<Order>(factory.token, "orders.show", { orderId })).data;
const portal = (verb: string, input: object, { token } = buyer) =>
  product.call<PortalQuote>(token, `portal.quotes.${verb}`, input);
const ordersOf = async ({ number }: Quote) => {
  const { data } = await product.call<{ rows: { id: string }[] }>(factory.token, "orders.list", {
    filter: { customerReference: { eq: `R-${number}` } },
  });
  return data.rows;
};
/** Sent, and to be found again among the orders. */
const sent = async (
  lines: Parameters<typeof givenQuote>[1],
  options: Record<string, unknown> = {},
) => {
  const draft = await givenQuote(factory, lines, options);
  const named = await product.call<Quote>(factory.token, "quotes.update", {
    quoteId: draft.id,
    revision: draft.revision,
    customerReference: `R-${draft.number}`,
    lines: lines.map((line, at) => ({
      lineId: draft.lines[at]!.id,
      ...(line.item ? { itemId: line.item.id } : { description: "表面处理" }),
      breaks: line.breaks ?? [{ quantity: line.quantity ?? "1", unitPrice: line.price ?? "100" }],
      optional: line.optional ?? false,
      ...(line.mode ? { mode: line.mode } : {}),
      ...(line.deliveryDays ? { deliveryDays: line.deliveryDays } : {}),
    })),
    ...options,
  });
  const { data } = await product.call<Quote>(factory.token, "quotes.send", {
    quoteId: draft.id,
    revision: named.data.revision,
  });
  return data;
};
const BREAKS = [
  { quantity: "10", unitPrice: "113" },
  { quantity: "100", unitPrice: "90.4" },
];

describe("the customer", () => {
  it("sees what was sent to him, and nothing of our costs, notes, people or drafts", async () => {
    const quote = await sent([{ item: frame }], { internalNote: "底价 60", terms: "30 天" });
    const seen = await ownQuote(factory, buyer, quote.id);
    expect(seen).toMatchObject({ number: quote.number, terms: "30 天", inclCents: 10000 });
    const text = JSON.stringify(seen);
    for (const secret of ["底价", "cost", "margin", "internalNote", "ownerId"])
      expect(text).not.toContain(secret);
    const draft = await givenQuote(factory, [{ item: frame }]);
    expect((await portal("show", { quoteId: draft.id })).error!.code).toBe("record.not_found");
    const list = await product.call<{ rows: { id: string }[] }>(
      buyer.token,
      "portal.quotes.list",
      {},
    );
    const ids = list.data.rows.map(({ id }) => id);
    expect(ids).toContain(quote.id);
    expect(ids).not.toContain(draft.id);
  });

  it("cannot reach another customer's quote, nor answer its lines", async () => {
    const other = await givenBuyer(factory, await givenCustomer(factory));
    const quote = await sent([{ item: frame }]);
    for (const [verb, more] of [
      ["show", {}],
      ["accept", {}],
      ["reject", { reason: "x" }],
      ["comment", { text: "x" }],
      ["answerLine", { lineId: quote.lines[0]!.id, accepted: true }],
    ] as const) {
      const answer = await portal(verb, { quoteId: quote.id, ...more }, other);
      expect([verb, answer.error!.code]).toEqual([verb, "record.not_found"]);
    }
    const own = await sent([{ item: frame }]);
    const strange = await portal("answerLine", {
      quoteId: own.id,
      lineId: quote.lines[0]!.id,
      accepted: true,
    });
    expect(strange.error!.code).toBe("reference.not_found");
    expect((await show(quote)).lines[0]!.answer).toBeNull();
  });

  it("answers line by line; only what he accepts, in the quantity that he picks, becomes an order", async () => {
    const quote = await sent([
      { item: frame, breaks: BREAKS, deliveryDays: 30 },
      { price: "20" },
      { item: frame, optional: true },
    ]);
    const [first, second, third] = quote.lines;
    const answer = (lineId: string, accepted: boolean, breakNo?: number) =>
      portal("answerLine", { quoteId: quote.id, lineId, accepted, breakNo });
    expect((await answer(first!.id, true, 3)).error!.code).toBe("reference.not_found");
    expect((await answer(first!.id, true, 1)).data.state).toBe("sent");
    expect((await answer(first!.id, true, 2)).data.lines[0]!.chosenBreakNo).toBe(2);
    expect((await answer(second!.id, false)).data.state).toBe("sent");
    expect(await ordersOf(quote)).toEqual([]);
    const closed = (await answer(third!.id, true)).data;
    // 90.4 × 100 + 100 × 1
    expect(closed).toMatchObject({ state: "accepted", acceptedInclCents: 914000 });
    const done = await show(quote);
    const made = await order(done.orderId!);
    expect(made).toMatchObject({ state: "draft", quoteId: quote.id, inclCents: 914000 });
    expect(
      made.lines.map(({ itemId, quantity, inclCents }) => [itemId, quantity, inclCents]),
    ).toEqual([
      [frame.id, "100", 904000],
      [frame.id, "1", 10000],
    ]);
    expect(made.lines[0]!.requestedOn > made.orderedOn).toBe(true);
    // The same answer once more changes nothing; another one is too late.
    expect((await answer(third!.id, true)).data.state).toBe("accepted");
    expect((await answer(third!.id, false)).error!.code).toBe("quote.closed");
    expect(await ordersOf(quote)).toHaveLength(1);
  });

  it("accepts all that is left at once; asked twice, or by two contacts at once, it counts once", async () => {
    const colleague = await givenBuyer(factory);
    const quote = await sent([
      { item: frame, breaks: BREAKS },
      { item: frame, optional: true },
    ]);
    const answers = await Promise.all(
      [buyer, colleague, buyer].map((who) => portal("accept", { quoteId: quote.id }, who)),
    );
    expect(answers.map(({ data }) => data.state)).toEqual(["accepted", "accepted", "accepted"]);
    expect(answers[0]!.data.lines.map(({ answer }) => answer)).toEqual(["accepted", "rejected"]);
    expect(await ordersOf(quote)).toHaveLength(1);
  });

  it("meets one outcome when he accepts in the moment in which a new revision is sent", async () => {
    const quote = await sent([{ item: frame }]);
    const { data: next } = await product.call<Quote>(factory.token, "quotes.revise", {
      quoteId: quote.id,
      revision: quote.revision,
    });
    const [accepted, resent] = await Promise.all([
      portal("accept", { quoteId: quote.id }),
      product.call<Quote>(factory.token, "quotes.send", {
        quoteId: next.id,
        revision: next.revision,
      }),
    ]);
    expect(accepted.ok).not.toBe(resent.ok);
    if (accepted.ok) expect(resent.error!.code).toBe("quote.already_accepted");
    else
      expect(accepted.error).toMatchObject({
        code: "quote.closed",
        facts: { state: "superseded" },
      });
    expect(await ordersOf(quote)).toHaveLength(accepted.ok ? 1 : 0);
  });

  it("rejects the whole with a reason, and no order comes of it", async () => {
    const quote = await sent([{ item: frame }, { price: "3" }]);
    const { data } = await portal("reject", { quoteId: quote.id, reason: "太贵" });
    expect(data.state).toBe("rejected");
    expect(
      (await portal("reject", { quoteId: quote.id, reason: "再说一遍" })).data.comments,
    ).toHaveLength(1);
    expect(await show(quote)).toMatchObject({
      state: "rejected",
      closedReason: "太贵",
      orderId: null,
    });
    expect((await portal("accept", { quoteId: quote.id })).error!.code).toBe("quote.closed");
    expect(await ordersOf(quote)).toEqual([]);
  });

  it("talks with us in one thread that stays through the revisions", async () => {
    const quote = await sent([{ item: frame }]);
    await portal("comment", { quoteId: quote.id, lineId: quote.lines[0]!.id, text: "能便宜吗" });
    const said = await product.call<Quote>(factory.token, "quotes.comment", {
      quoteId: quote.id,
      text: "可以",
    });
    expect(said.data.comments.map(({ side, text }) => [side, text])).toEqual([
      ["customer", "能便宜吗"],
      ["us", "可以"],
    ]);
    const { revision } = await show(quote);
    const next = await product.call<Quote>(factory.token, "quotes.revise", {
      quoteId: quote.id,
      revision,
    });
    expect(next.data.comments).toHaveLength(2);
    const early = await product.call(factory.token, "quotes.comment", {
      quoteId: next.data.id,
      text: "x",
    });
    expect(early.error!.code).toBe("quote.not_sent");
    const seen = (await ownQuote(factory, buyer, quote.id)).comments;
    expect(Object.keys(seen[1]!)).not.toContain("authorName");
  });

  it("comes too late after the last day, is told what to do, and nothing is written", async () => {
    const quote = await sent([{ item: frame }]);
    product.clock.advance({ days: 16 });
    const late = await portal("accept", { quoteId: quote.id });
    expect(late.error).toMatchObject({ code: "quote.expired", facts: { day: quote.validUntil } });
    expect(late.error!.message).toContain(quote.validUntil!);
    expect((await ownQuote(factory, buyer, quote.id)).actions).toEqual(["portal.quotes.comment"]);
    expect((await show(quote)).lines[0]!.answer).toBeNull();
    const kept = await sent([{ item: frame }]);
    await expireQuotes(product.services);
    expect((await show(quote)).state).toBe("expired");
    expect((await show(kept)).state).toBe("sent");
    expect((await portal("accept", { quoteId: quote.id })).error!.code).toBe("quote.closed");
  });
});

describe("a colleague", () => {
  it("writes down what was answered by telephone, and the same order comes of it", async () => {
    const quote = await sent([{ item: frame, quantity: "2" }]);
    const input = {
      quoteId: quote.id,
      revision: quote.revision,
      answers: [{ lineId: quote.lines[0]!.id, accepted: true }],
      note: "王工来电",
    };
    const { data } = await product.call<Quote>(factory.token, "quotes.recordAnswer", input);
    expect(data).toMatchObject({ state: "accepted" });
    expect(data.lines[0]!.answeredBy).toBe(factory.tenant.admin.name);
    expect(data.comments.at(-1)!.text).toBe("王工来电");
    expect(await order(data.orderId!)).toMatchObject({ quoteId: quote.id });
    const again = await product.call(factory.token, "quotes.recordAnswer", {
      ...input,
      revision: data.revision,
    });
    expect(again.error!.code).toBe("quote.closed");
  });
});

describe("a link", () => {
  const open = (token: string) => product.call<PortalQuote>(null, "quotes.openShared", { token });

  it("shows one quote to whoever has it, until it ends or is taken back", async () => {
    const quote = await sent([{ item: frame }], { internalNote: "底价" });
    const share = () =>
      product.call<{ token: string }>(factory.token, "quotes.share", {
        quoteId: quote.id,
        days: 3,
      });
    const [first, second] = [(await share()).data.token, (await share()).data.token];
    const seen = await open(first);
    expect(seen.data).toMatchObject({ number: quote.number, inclCents: 10000 });
    expect(JSON.stringify(seen.data)).not.toMatch(/底价|cost|margin|comments/);
    const revoked = await product.call<{ revoked: number }>(factory.token, "quotes.unshare", {
      quoteId: quote.id,
    });
    expect(revoked.data.revoked).toBe(2);
    expect((await open(second)).error!.code).toBe("quote.link_invalid");
    const third = (await share()).data.token;
    expect((await open(third)).ok).toBe(true);
    product.clock.advance({ days: 4 });
    expect((await open(third)).error!.code).toBe("quote.link_invalid");
    for (const wrong of [
      "",
      "x",
      `${factory.tenant.tenantId}.${"A".repeat(43)}`,
      `9999999999999999999.${"A".repeat(43)}`,
    ])
      expect((await open(wrong)).error!.code).toBe("quote.link_invalid");
    const draft = await givenQuote(factory, [{ item: frame }]);
    const early = await product.call(factory.token, "quotes.share", { quoteId: draft.id });
    expect(early.error!.code).toBe("quote.not_sent");
  });
});

describe("an offer for a deal", () => {
  const dealOf = async (customerId: string) =>
    (await givenDeal(product, factory.tenant, { customerId })).id;
  const deal = async (dealId: string) =>
    (await product.call<Deal>(factory.token, "deals.show", { dealId })).data;

  it("raises what is expected of it when it is sent, and wins it when it is accepted", async () => {
    const dealId = await dealOf(factory.customerId);
    const quote = await givenSentQuote(factory, [{ item: frame }], { dealId });
    expect(await deal(dealId)).toMatchObject({ state: "open", amountCents: quote.inclCents });
    await portal("accept", { quoteId: quote.id });
    expect(await deal(dealId)).toMatchObject({ state: "won", amountCents: quote.inclCents });
  });

  it("names no deal of another customer, nor one that does not exist", async () => {
    const others = await dealOf(await givenCustomer(factory));
    for (const dealId of [others, "1"]) {
      const input = { customerId: factory.customerId, dealId, lines: [] };
      const refused = await product.call<Quote>(factory.token, "quotes.create", input);
      expect(refused.error!.code).toBe("reference.not_found");
      expect(refused.error!.issues![0]!.path).toEqual(["dealId"]);
    }
  });
});

describe("by the company's rule", () => {
  const accept = async (onAcceptance: "confirm" | "draft") => {
    const { data } = await product.call<{ revision: number }>(
      factory.token,
      "quoteSettings.show",
      {},
    );
    const { revision } = data;
    await product.call(factory.token, "quoteSettings.update", { revision, onAcceptance });
  };
  beforeEach(() => accept("confirm"));
  const tasks = async (orderNumber: string) => {
    const { data } = await product.call<{ rows: { id: string }[] }>(factory.token, "tasks.list", {
      filter: { number: { eq: orderNumber } },
    });
    return Promise.all(
      data.rows.map(
        async ({ id }) =>
          (await product.call<Task>(factory.token, "tasks.show", { taskId: id })).data,
      ),
    );
  };

  it("the order is confirmed and planned in the customer's own acceptance", async () => {
    const bracket = await givenMadeItem(factory, [[frame, "2"]]);
    const quote = await sent([{ item: bracket, quantity: "5", price: "200" }]);
    expect((await portal("accept", { quoteId: quote.id })).data.state).toBe("accepted");
    const made = await order((await show(quote)).orderId!);
    expect(made).toMatchObject({ state: "confirmed" });
    expect(made.lines[0]).toMatchObject({ quantity: "5", plannedQuantity: "5" });
    expect(await tasks(made.number)).toEqual([]);
  });

  it("an order beyond the credit limit waits as a draft with its reason and a task; the acceptance stands", async () => {
    const customerId = await givenCustomer(factory, { creditLimitCents: 5000 });
    const debtor = await givenBuyer(factory, customerId);
    const quote = await givenSentQuote(factory, [{ item: frame }], { customerId });
    const { data } = await portal("accept", { quoteId: quote.id }, debtor);
    expect(data.state).toBe("accepted");
    expect(JSON.stringify(data)).not.toContain("50.00");
    const made = await order((await show(quote)).orderId!);
    expect(made).toMatchObject({ state: "draft", waiting: { code: "order.over_credit" } });
    const [task] = await tasks(made.number);
    expect(task).toMatchObject({ code: "order_waits", state: "open", subjectId: made.id });
    expect(task!.title).toContain("超出信用额度");
    expect(await tasks(made.number)).toHaveLength(1);
  });

  it("a draft that somebody is to confirm leaves a task, which the confirmation closes", async () => {
    await accept("draft");
    const quote = await sent([{ item: frame }]);
    await portal("accept", { quoteId: quote.id });
    const made = await order((await show(quote)).orderId!);
    expect(made.state).toBe("draft");
    expect(await tasks(made.number)).toMatchObject([{ code: "order_to_confirm", state: "open" }]);
    const { id: orderId, revision } = made;
    await product
      .call<Order>(factory.token, "orders.confirm", { orderId, revision })
      .then((confirmed) => expect(confirmed.data.state).toBe("confirmed"));
    expect(await tasks(made.number)).toMatchObject([{ code: "order_to_confirm", state: "done" }]);
  });
});
