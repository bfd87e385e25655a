import type {
  BreakpointView,
  IncomingInspectionView,
  Order,
  PurchaseOrderView,
  RfqView,
  Quote,
  ShipmentView,
  StatementView,
} from "@quanlian/shared/contract";
import { raw } from "../../../../tests/adversary/holder";
import { givenContactLogin, givenStaff, givenTenant } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenMadeItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { givenLead } from "../../../../tests/support/given-leads";
import { givenBuyer, givenSentQuote } from "../../../../tests/support/given-quotes";
import {
  givenAnswer,
  givenNeed,
  givenRfq,
  givenSupplier,
} from "../../../../tests/support/given-rfqs";
import {
  givenAnswered as givenAnsweredDelivery,
  givenDispatched,
  givenStraightDelivery,
} from "../../../../tests/support/given-shipments";
import { givenSentStatement } from "../../../../tests/support/given-statements";
import {
  givenInspected,
  givenIssuedPurchase,
  givenReturned,
} from "../../../../tests/support/given-purchases";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;
/** Of the first test: an offer that is still fresh there, and too old in the second. */
let waiting: PurchaseOrderView;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());

const call = <T>(operation: string, input: object, token = factory.token) =>
  product.call<T>(token, operation, input);

interface Found {
  arrows: { fact: string; checkedCount: number; breakpointCount: number }[];
  foundCount: number;
  rows: BreakpointView[];
}
const find = async (input: object = {}, token = factory.token) =>
  (await call<Found>("breakpoints.find", input, token)).data;

/** What is broken, as fact, kind and document. */
const broken = async () =>
  (await find()).rows.map(({ fact, kind, number }) => [fact, kind, number].join(" ")).sort();

async function givenConverted(): Promise<string> {
  const { id, revision, number } = await givenLead(product, factory.tenant);
  const lead = { leadId: id, revision, dealName: "机箱", amountCents: 100_000 };
  void (await call("leads.convert", lead)).data;
  return number;
}

async function givenAccepted(): Promise<Quote> {
  const item = await givenItem(factory);
  const quote = await givenSentQuote(factory, [{ item, quantity: "3", price: "10" }]);
  const buyer = await givenBuyer(factory);
  void (await call("portal.quotes.accept", { quoteId: quote.id }, buyer.token)).data;
  return quote;
}

async function givenPlanned(): Promise<Order> {
  const part = await givenItem(factory);
  const made = await givenMadeItem(factory, [[part, "2"]]);
  return givenConfirmed(factory, await givenOrder(factory, [[made, "5"]]));
}

async function change(order: Order, quantity: string): Promise<void> {
  const edits = [{ kind: "edit", lineId: order.lines[0]!.id, quantity }];
  const draft = { orderId: order.id, reason: "客户来电", edits };
  const { id, revision } = (
    await call<{ id: string; revision: number }>("orderChanges.draft", draft)
  ).data;
  const { hash } = (await call<{ hash: string }>("orderChanges.preview", { changeId: id })).data;
  void (await call("orderChanges.apply", { changeId: id, revision, hash })).data;
}

const cancel = async ({ id, revision }: Order) =>
  void (await call("orders.cancel", { orderId: id, revision, reason: "客户取消" })).data;

/** An order to a supplier that he has answered: with a yes, or with an offer that nobody has answered yet. */
async function givenAnswered(answer: "confirm" | "counter"): Promise<PurchaseOrderView> {
  const supplierId = await givenCustomer(factory, { isCustomer: false, isSupplier: true });
  const { data } = await call<{ id: string }>("contacts.create", {
    partyId: supplierId,
    name: "业务员",
  });
  const login = { kind: "supplier" as const, partyId: supplierId, contactId: data.id };
  const clerk = await givenContactLogin(product, factory.tenant, login);
  const purchase = await givenIssuedPurchase(factory, supplierId, [
    [await givenItem(factory), "4"],
  ]);
  const input = { purchaseOrderId: purchase.id };
  const lines = [{ lineId: purchase.lines[0]!.id, on: "2027-01-05" }];
  const said = answer === "confirm" ? { days: lines } : { lines };
  void (await call(`portal.purchaseOrders.${answer}`, { ...input, ...said }, clerk.token)).data;
  return (await call<PurchaseOrderView>("purchaseOrders.show", input)).data;
}

describe("a chain that is odd but legal", () => {
  it("has no breakpoint: changed, cancelled, edited, merged, of services alone, and just begun", async () => {
    await givenConverted();
    await givenAccepted();
    const raised = await givenPlanned();
    await change(raised, "8");
    await change(raised, "2");
    await cancel(await givenPlanned());
    await cancel(await givenOrder(factory, [[await givenItem(factory), "1"]]));
    const service = await givenItem(factory, { kind: "service" });
    await givenConfirmed(factory, await givenOrder(factory, [[service, "1"]]));
    await givenAnswered("confirm");
    const { id: purchaseOrderId, revision } = await givenAnswered("counter");
    void (await call("purchaseOrders.refuseCounter", { purchaseOrderId, revision })).data;
    await givenAwarded();
    await givenReturned(factory, (await givenLookedAt()).id);
    await givenDisputed();
    await givenAgreed();
    await givenStraight();
    product.clock.advance({ hours: 2 });
    await givenPlanned();
    waiting = await givenAnswered("counter");
    const { arrows, foundCount, rows } = await find();
    expect(rows).toEqual([]);
    expect(foundCount).toBe(0);
    const looked = Object.fromEntries(arrows.map((each) => [each.fact, each.checkedCount]));
    expect(looked).toMatchObject({ leadConverted: 1, quoteAccepted: 1, orderChanged: 1 });
    expect(looked.orderConfirmed).toBe(5);
    expect(looked).toMatchObject({
      ...{ orderCancelled: 2, rfqAwarded: 1, goodsReceived: 1, goodsInspected: 1 },
      ...{ shipmentDisputed: 1, statementConfirmed: 1, shippingNoticeSent: 1 },
    });
  });
});

/** A request that its only supplier has won whole. */
async function givenAwarded(): Promise<RfqView> {
  const supplier = await givenSupplier(factory);
  const requisitionLineId = await givenNeed(factory, await givenItem(factory), "10");
  const asked = { lines: [{ requisitionLineId }], suppliers: [supplier] };
  const rfq = await givenRfq(factory, asked);
  await givenAnswer(factory, rfq, supplier, "3");
  const { id: rfqId, revision } = rfq;
  const closed = (await call<RfqView>("rfqs.close", { rfqId, revision })).data;
  const awards = [{ lineId: rfq.lines[0]!.id, invitationId: rfq.invitations[0]!.id }];
  void (await call("rfqs.award", { rfqId, revision: closed.revision, awards })).data;
  return rfq;
}

/** Goods that were looked at and a part of which has failed: the receipt's id and number, and the inspection's. */
async function givenLookedAt() {
  const { supplierId } = await givenSupplier(factory);
  const inspectionId = await givenInspected(factory, supplierId);
  const input = { inspectionId };
  return (await call<IncomingInspectionView>("incomingInspections.show", input)).data;
}

/** A delivery of which one piece is short, says the customer. */
async function givenDisputed(): Promise<ShipmentView> {
  const item = await givenItem(factory);
  await givenStock(factory, item, "10");
  const order = await givenConfirmed(factory, await givenOrder(factory, [[item, "10"]]));
  const left = await givenDispatched(factory, order, ["10"]);
  return givenAnsweredDelivery(factory, left, [
    { lineId: left.lines[0]!.id, short: "1", reason: "少一件" },
  ]);
}

/** What a customer of his own owes, agreed to by him. */
async function givenAgreed(): Promise<StatementView> {
  const customerId = await givenCustomer(factory);
  const item = await givenItem(factory);
  await givenStock(factory, item, "4");
  const draft = await givenOrder(factory, [[item, "4"]], { customerId });
  await givenDispatched(factory, await givenConfirmed(factory, draft), ["4"]);
  const { id: statementId, revision } = await givenSentStatement(factory, customerId);
  const input = { statementId, revision, note: "来电确认" };
  return (await call<StatementView>("statements.recordConfirmation", input)).data;
}

/** Goods that a supplier has shipped straight to a customer: his announcement's number, and the delivery's id. */
async function givenStraight() {
  const { supplierId } = await givenSupplier(factory);
  const shipmentId = await givenStraightDelivery(factory, supplierId);
  const { rows } = (
    await call<{ rows: { number: string }[] }>("shippingNotices.list", {
      filter: { supplier: { eq: supplierId } },
    })
  ).data;
  return { shipmentId, number: rows[0]!.number };
}

describe("a chain that somebody has broken outside of the product", () => {
  it("is named with arrow, kind, document, cause and remedy, and nothing else is", async () => {
    const lost = await givenConverted();
    const twice = await givenConverted();
    const dear = await givenAccepted();
    const short = await givenPlanned();
    const unplanned = await givenPlanned();
    const slow = await givenPlanned();
    const held = await givenPlanned();
    await cancel(held);
    const unanswered = await givenAnswered("counter");
    const undated = await givenAnswered("confirm");
    const shrunk = await givenAnswered("confirm");
    const unordered = await givenAwarded();
    const halved = await givenAwarded();
    const [uncharged, cheaper, unmoved] = [
      await givenLookedAt(),
      await givenLookedAt(),
      await givenLookedAt(),
    ];
    const [unclaimed, claimedLess] = [await givenDisputed(), await givenDisputed()];
    const [unlocked, agreedLess] = [await givenAgreed(), await givenAgreed()];
    const [undelivered, less] = [await givenStraight(), await givenStraight()];
    product.clock.advance({ hours: 25 });

    await raw(
      product,
      `UPDATE deals d JOIN leads l ON l.id = d.lead_id SET d.lead_id = NULL WHERE l.number = '${lost}'`,
    );
    await raw(
      product,
      `INSERT INTO facts SELECT id + 1, tenant_id, name, subject_type, subject_id, cause_id, operation, actor, payload, created_at
       FROM facts WHERE name = 'leadConverted' AND subject_id = (SELECT id FROM leads WHERE number = '${twice}')`,
    );
    await raw(
      product,
      `UPDATE sales_orders SET incl_cents = incl_cents + 1 WHERE quote_id = ${dear.id}`,
    );
    const demandOf = (order: Order) => `source_id = ${order.lines[0]!.id}`;
    await raw(
      product,
      `UPDATE demands SET quantity = quantity - 1, pegged = pegged - 1 WHERE ${demandOf(short)}`,
    );
    await raw(product, `UPDATE demands SET source_id = id WHERE ${demandOf(unplanned)}`);
    await raw(
      product,
      `UPDATE demands SET created_at = created_at + INTERVAL 90 MINUTE WHERE ${demandOf(slow)}`,
    );
    await raw(
      product,
      `UPDATE demands SET state = 'open', quantity = 1, uncovered = 1 WHERE ${demandOf(held)}`,
    );

    const supplyOf = (of: PurchaseOrderView) => `source_id = ${of.lines[0]!.requisitionLineId}`;
    await raw(product, `UPDATE supplies SET due_on = '2026-12-01' WHERE ${supplyOf(undated)}`);
    await raw(product, `UPDATE supplies SET quantity = quantity + 1 WHERE ${supplyOf(shrunk)}`);

    await raw(
      product,
      `UPDATE rfq_invitations SET purchase_order_id = NULL WHERE rfq_id = ${unordered.id}`,
    );
    await raw(
      product,
      `UPDATE rfq_invitation_lines SET awarded_quantity = awarded_quantity * 2
       WHERE invitation_id = ${halved.invitations[0]!.id}`,
    );

    const chargesOf = (of: IncomingInspectionView) => `source_id = ${of.goodsReceiptId}`;
    await raw(product, `DELETE FROM charges WHERE ${chargesOf(uncharged)}`);
    await raw(
      product,
      `UPDATE charges SET incl_cents = incl_cents - 1 WHERE ${chargesOf(cheaper)}`,
    );
    await raw(
      product,
      `DELETE FROM stock_moves WHERE source_id = ${unmoved.id} AND status = 'frozen' AND quantity > 0`,
    );
    await raw(product, `DELETE FROM claims WHERE shipment_id = ${unclaimed.id}`);
    await raw(
      product,
      `UPDATE claims SET quantity = quantity + 1 WHERE shipment_id = ${claimedLess.id}`,
    );
    await raw(
      product,
      `UPDATE charges SET statement_id = NULL WHERE statement_id = ${unlocked.id}`,
    );
    await raw(
      product,
      `UPDATE statement_lines SET amount_cents = amount_cents + 1 WHERE statement_id = ${agreedLess.id} AND kind = 'charge'`,
    );
    await raw(
      product,
      `UPDATE shipments SET shipping_notice_id = NULL WHERE id = ${undelivered.shipmentId}`,
    );
    await raw(
      product,
      `UPDATE shipment_lines SET quantity = quantity - 1 WHERE shipment_id = ${less.shipmentId}`,
    );

    expect(await broken()).toEqual(
      [
        `goodsReceived missing ${uncharged.goodsReceiptNumber}`,
        `goodsReceived not_conserved ${cheaper.goodsReceiptNumber}`,
        `goodsInspected missing ${unmoved.number}`,
        `shipmentDisputed missing ${unclaimed.number}`,
        `shipmentDisputed not_conserved ${claimedLess.number}`,
        `statementConfirmed missing ${unlocked.number}`,
        `statementConfirmed not_conserved ${agreedLess.number}`,
        `shippingNoticeSent missing ${undelivered.number}`,
        `shippingNoticeSent not_conserved ${less.number}`,
        `rfqAwarded missing ${unordered.number}`,
        `rfqAwarded not_conserved ${halved.number}`,
        `purchaseOrderCountered missing ${waiting.number}`,
        `purchaseOrderCountered missing ${unanswered.number}`,
        `purchaseOrderConfirmed missing ${undated.number}`,
        `purchaseOrderConfirmed not_conserved ${shrunk.number}`,
        `leadConverted missing ${lost}`,
        `leadConverted duplicated ${twice}`,
        `quoteAccepted not_conserved ${dear.number}`,
        `orderConfirmed not_conserved ${short.number}`,
        `orderConfirmed missing ${unplanned.number}`,
        `orderConfirmed late ${slow.number}`,
        `orderCancelled missing ${held.number}`,
      ].sort(),
    );
    const [one] = (await find({ fact: "orderConfirmed", kind: "not_conserved" })).rows;
    expect(one).toMatchObject({
      owner: "planner",
      subjectType: "order",
      subjectId: short.id,
      expected: "5.000000",
      found: "4.000000",
      cause: expect.stringContaining("5.000000"),
      remedy: expect.stringContaining(short.number),
    });
  });

  it("is told to nobody who sees only some rows, and of no other company", async () => {
    const seller = await givenStaff(product, factory.tenant, {
      roles: { permissions: ["*"], scope: "own" },
    });
    expect(await find({}, seller.token)).toMatchObject({ arrows: [], foundCount: 0, rows: [] });
    const other = await givenTenant(product);
    expect((await find({}, other.admin.token)).foundCount).toBe(0);
  });
});

describe("the panorama", () => {
  it("counts the documents of each link and how long business takes to the next", async () => {
    const own = await givenFactory(product, await givenTenant(product));
    const item = await givenItem(own);
    await givenConfirmed(own, await givenOrder(own, [[item, "2"]]));
    const { data } = await call<{ links: object[]; passages: object[] }>(
      "panorama.show",
      {},
      own.token,
    );
    expect(data.links).toContainEqual({
      link: "orders",
      documentCount: 1,
      openCount: 1,
      amountCents: 2_000,
    });
    expect(data.passages).toContainEqual({
      from: "leads",
      to: "deals",
      passageCount: 0,
      averageMinutes: null,
    });
  });
});
