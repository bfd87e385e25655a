import type { OutputOf, portalTodoContract } from "@quanlian/shared/contract";
import { givenContactLogin, givenTenant } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { givenIssuedPurchase } from "../../../../tests/support/given-purchases";
import { givenBuyer, givenSentQuote } from "../../../../tests/support/given-quotes";
import {
  givenAnswer,
  givenRfq,
  givenSupplier,
  invitationOf,
  type GivenSupplier,
} from "../../../../tests/support/given-rfqs";
import { givenDispatched } from "../../../../tests/support/given-shipments";
import { givenSentStatement } from "../../../../tests/support/given-statements";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

type Todo = OutputOf<(typeof portalTodoContract)["portal.todo.list"]>;

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const givenPlace = async () => givenFactory(product, await givenTenant(product));
const todoOf = async (token: string) =>
  (await product.call<Todo>(token, "portal.todo.list", {})).data.rows;

async function givenSeller(factory: GivenFactory, supplierId: string) {
  const { data } = await product.call<{ id: string }>(factory.token, "contacts.create", {
    partyId: supplierId,
    name: "销售",
  });
  const login = { kind: "supplier" as const, partyId: supplierId, contactId: data.id };
  return (await givenContactLogin(product, factory.tenant, login)).token;
}

describe("What waits for a customer", () => {
  it("is his quotes, deliveries and statements until he has answered them", async () => {
    const factory = await givenPlace();
    const buyer = await givenBuyer(factory);
    const [plate, flange] = [
      await givenItem(factory, { name: "不锈钢板" }),
      await givenItem(factory, { name: "法兰" }),
    ];
    const quote = await givenSentQuote(factory, [{ item: plate }, { item: flange }]);
    await givenStock(factory, plate, "10", "3");
    const order = await givenConfirmed(factory, await givenOrder(factory, [[plate, "10"]]));
    const delivery = await givenDispatched(factory, order, ["10"]);

    const asked = await todoOf(buyer.token);
    expect(asked.map(({ kind, id }) => [kind, id])).toEqual([
      ["delivery", delivery.id],
      ["quote", quote.id],
    ]);
    expect(asked[1]).toMatchObject({
      ...{ title: "不锈钢板", lineCount: 2, amountCents: quote.inclCents, hash: null },
      dueOn: quote.validUntil,
    });

    await product.call(buyer.token, "portal.quotes.accept", { quoteId: quote.id });
    await product.call(buyer.token, "portal.shipments.accept", { shipmentId: delivery.id });
    const statement = await givenSentStatement(factory, factory.customerId);
    const later = await todoOf(buyer.token);
    expect(later.map(({ kind }) => kind)).toEqual(["statement"]);
    expect(later[0]).toMatchObject({ amountCents: statement.closingCents, theirCents: null });

    const { hash } = later[0]!;
    await product.call(buyer.token, "portal.statements.confirm", {
      statementId: statement.id,
      hash,
    });
    expect((await todoOf(buyer.token)).map(({ kind }) => kind)).toEqual(["signature"]);
    await product.call(buyer.token, "portal.statements.sign", {
      ...{ statementId: statement.id, hash, name: "王工" },
    });
    expect(await todoOf(buyer.token)).toEqual([]);
  });

  it("is nobody else's, and no quote that has expired", async () => {
    const factory = await givenPlace();
    const buyer = await givenBuyer(factory);
    const item = await givenItem(factory);
    await givenSentQuote(factory, [{ item }]);
    const other = await givenFactory(product, await givenTenant(product));
    expect(await todoOf((await givenBuyer(other)).token)).toEqual([]);
    product.clock.advance({ days: 40 });
    expect(await todoOf(buyer.token)).toEqual([]);
  });

  it("puts what is due before what is newer", async () => {
    const factory = await givenPlace();
    const buyer = await givenBuyer(factory);
    const item = await givenItem(factory);
    const today = product.clock.now().toISOString().slice(0, 10);
    const due = await givenSentQuote(factory, [{ item }], { validUntil: today });
    const newer = await givenSentQuote(factory, [{ item }]);
    expect((await todoOf(buyer.token)).map(({ id }) => id)).toEqual([due.id, newer.id]);
  });
});

describe("What waits for a supplier", () => {
  it("is a price that he is asked for, until he has named it, declined, or the time is over", async () => {
    const factory = await givenPlace();
    const suppliers = [
      await givenSupplier(factory),
      await givenSupplier(factory),
      await givenSupplier(factory),
    ];
    const item = await givenItem(factory, { name: "钢板" });
    const lines = [{ itemId: item.id, quantity: "9", dueOn: "2026-12-20" }];
    const rfq = await givenRfq(factory, { lines, suppliers });
    const [quick, unwilling, slow] = suppliers as [GivenSupplier, GivenSupplier, GivenSupplier];
    const { id: invitationId } = await invitationOf(factory, rfq, unwilling);
    for (const { clerk } of suppliers)
      expect(await todoOf(clerk.token)).toMatchObject([{ kind: "rfq", title: "钢板" }]);
    await givenAnswer(factory, rfq, quick, "12");
    const no = { invitationId, reason: "不做" };
    await product.call(unwilling.clerk.token, "portal.rfqs.decline", no);
    const count = async ({ clerk }: GivenSupplier) => (await todoOf(clerk.token)).length;
    expect([await count(quick), await count(unwilling), await count(slow)]).toEqual([0, 0, 1]);
    product.clock.advance({ hours: 9 });
    expect(await count(slow)).toBe(0);
  });

  it("is an order to answer, then its goods to announce, and nothing once all of it is announced", async () => {
    const factory = await givenPlace();
    const supplierId = await givenCustomer(factory, { isSupplier: true });
    const token = await givenSeller(factory, supplierId);
    const item = await givenItem(factory, { name: "铝棒" });
    const order = await givenIssuedPurchase(factory, supplierId, [[item, "8"]]);
    const [asked] = await todoOf(token);
    expect(asked).toMatchObject({ kind: "purchase_order", id: order.id, title: "铝棒" });

    const purchaseOrderId = order.id;
    await product.call(token, "portal.purchaseOrders.confirm", { purchaseOrderId });
    expect(await todoOf(token)).toMatchObject([{ kind: "shipping", dueOn: "2026-12-20" }]);

    const lineId = order.lines[0]!.id;
    const send = (quantity: string) =>
      product.call(token, "portal.shippingNotices.send", {
        ...{ purchaseOrderId, lines: [{ lineId, quantity }] },
      });
    await send("5");
    expect((await todoOf(token)).map(({ kind }) => kind)).toEqual(["shipping"]);
    await send("3");
    expect(await todoOf(token)).toEqual([]);
  });
});
