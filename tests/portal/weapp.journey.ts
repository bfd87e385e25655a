import { join } from "node:path";
import type {
  PortalPurchaseOrder,
  PortalShipment,
  PortalStatement,
} from "@quanlian/shared/contract";
import { givenItem } from "../support/given-factory";
import { givenRfq, invitationOf } from "../support/given-rfqs";
import { startProduct, type TestProduct } from "../support/product";
import { givenMonth, givenPortalWorld, ownView, PASSWORD, type PortalWorld } from "./portal-world";
import { MiniProgram } from "./weapp/mini-program";

const DIST = join(__dirname, "../../miniprogram/dist/weapp");
/** As the bundle was built: the address that stands for the server. */
const HOST = "https://portal.example.com";

let product: TestProduct;
let world: PortalWorld;
beforeAll(async () => {
  product = await startProduct();
  world = await givenPortalWorld(product);
});
afterAll(() => product.close());

const openWeChat = (apis = {}) => new MiniProgram(DIST, { hosts: { [HOST]: product.url }, apis });

/** Signs in by phone and password, as a contact who opens the mini-program for the first time. */
async function signedIn(phone: string, apis = {}): Promise<MiniProgram> {
  const mini = openWeChat(apis);
  await mini.launch();
  await mini.until(() => mini.page.route === "pages/sign-in/index", "the door");
  await mini.page.type("account", phone);
  await mini.page.type("password", PASSWORD);
  await mini.page.tap("sign-in");
  await mini.until(() => mini.page.route === "pages/todo/index", "the first tab");
  await mini.until(() => mini.page.has("todo-count"), "the count");
  return mini;
}

describe("In WeChat", () => {
  it("a customer signs in and accepts a quote on its card", async () => {
    const mini = await signedIn(world.buyer.phone);
    await mini.until(() => mini.page.has(`card-${world.quote.id}`), "the quote's card");
    await mini.page.tap(`answer-${world.quote.id}`);
    await mini.page.tap("sheet-yes");
    await mini.until(() => !mini.page.has(`card-${world.quote.id}`), "the card to go");
    const quote = await ownView(world, world.buyer, "portal.quotes.show", {
      quoteId: world.quote.id,
    });
    expect(quote.state).toBe("accepted");
    expect(mini.errors).toEqual([]);
  });

  it("he accepts a delivery of which one line is short", async () => {
    const mini = await signedIn(world.buyer.phone);
    await mini.page.tap(`look-${world.delivery.id}`);
    await mini.until(() => mini.page.route === "packages/customer/delivery/index", "the delivery");
    await mini.page.tap("line-1");
    await mini.page.tap("short-1-more");
    await mini.page.tap("short-1-more");
    await mini.until(() => mini.page.text("good-1").startsWith("198"), "what is left");
    await expect(mini.page.tap("accept")).rejects.toThrow("disabled");
    await mini.page.type("reason-1", "少两件");
    await mini.page.tap("accept");
    await mini.page.tap("sheet-yes");
    await mini.until(() => mini.page.text("delivery-state") === "有售后", "the answer");
    const shown = await ownView<PortalShipment>(world, world.buyer, "portal.shipments.show", {
      shipmentId: world.delivery.id,
    });
    expect(shown.lines.map((line) => [line.acceptedQuantity, line.shortQuantity])).toEqual([
      ["198", "2"],
      ["60", "0"],
    ]);
    expect(shown.claims).toMatchObject([{ kind: "short", quantity: "2", reason: "少两件" }]);
    expect(mini.errors).toEqual([]);
  });

  it("he disputes a line of a statement with his own figure", async () => {
    const statement = await givenMonth(world);
    const mini = await signedIn(world.buyer.phone);
    await mini.page.tap(`look-${statement.id}`);
    await mini.until(() => mini.page.has("dispute"), "the statement");
    await mini.page.tap("dispute");
    await mini.page.tap("other-1");
    const ours = statement.lines[0]!.amountCents;
    await mini.page.type("amount-1", String((ours - 10_000) / 100));
    await mini.page.tap("send-figures");
    await mini.page.tap("sheet-yes");
    await mini.until(() => mini.page.has("differences"), "the differences");
    const shown = await ownView<PortalStatement>(world, world.buyer, "portal.statements.show", {
      statementId: statement.id,
    });
    expect(shown).toMatchObject({ state: "disputed", gapCents: -10_000 });
    expect(mini.errors).toEqual([]);
  });

  it("a supplier counters an order with a later day, then announces goods with a scanned waybill", async () => {
    const scanned = () => ({ result: "DPK3640299107" });
    const mini = await signedIn(world.seller.phone, { scanCode: scanned });
    const { id, lines } = world.purchase;
    await mini.page.tap(`look-${id}`);
    await mini.page.tap("edit-1");
    await mini.page.choose("on-1", "2026-12-24");
    await mini.page.type("note", "钢厂排期晚");
    await mini.page.tap("counter");
    await mini.page.tap("sheet-yes");
    await mini.until(() => mini.page.text("purchase-state") === "等对方答复", "the offer");
    const see = () =>
      ownView<PortalPurchaseOrder>(world, world.seller, "portal.purchaseOrders.show", {
        purchaseOrderId: id,
      });
    expect(await see()).toMatchObject({
      ...{ state: "countered", counterNote: "钢厂排期晚", lines: [{ counterOn: "2026-12-24" }] },
    });

    const { token, product: factory } = { token: world.factory.token, product };
    const { data: seen } = await factory.call<{ revision: number }>(token, "purchaseOrders.show", {
      purchaseOrderId: id,
    });
    const accepting = { purchaseOrderId: id, revision: seen.revision };
    expect((await factory.call(token, "purchaseOrders.acceptCounter", accepting)).ok).toBe(true);

    await mini.page.pullDown();
    await mini.page.tap("announce");
    await mini.until(() => mini.page.route === "packages/supplier/announce/index", "the notice");
    await mini.page.tap("scan");
    await mini.page.type("quantity-1", "250");
    await mini.page.type("lot-1", "B260612-3");
    await mini.page.tap("announce");
    await mini.page.tap("sheet-yes");
    await mini.until(() => mini.page.route === "packages/supplier/notice/index", "what was sent");
    await mini.until(() => mini.page.text().includes("DPK3640299107"), "the waybill");
    const { data } = await product.call<{ rows: { id: string }[] }>(
      world.seller.token,
      "portal.shippingNotices.list",
    );
    const shippingNoticeId = data.rows[0]!.id;
    const notice = await ownView<{ lines: object[] }>(
      world,
      world.seller,
      "portal.shippingNotices.show",
      { shippingNoticeId },
    );
    expect(notice.lines).toMatchObject([
      { purchaseOrderLineId: lines[0]!.id, quantity: "250", lotNumber: "B260612-3" },
    ]);
    expect(mini.errors).toEqual([]);
  });

  it("a supplier answers a request with a price by quantity for one line and a no for the other", async () => {
    const { factory, seller } = world;
    const { purchase } = world;
    const [plate, rod] = [purchase.lines[0]!.itemId, (await givenItem(factory)).id];
    const lines = [plate, rod].map((itemId) => ({ itemId, quantity: "40", dueOn: "2026-12-20" }));
    const asked = { supplierId: seller.partyId, clerk: seller };
    const rfq = await givenRfq(factory, { lines, suppliers: [asked] });
    const { id } = await invitationOf(factory, rfq, asked);
    const mini = await signedIn(seller.phone);
    await mini.page.tap(`answer-${id}`);
    await mini.until(() => mini.page.route === "packages/supplier/rfq/index", "the request");
    await mini.page.type("price-1-1", "17.2");
    await mini.page.tap("break-1");
    await mini.page.type("from-1-2", "100");
    await mini.page.type("price-1-2", "16.5");
    await mini.page.type("lead-1", "7");
    await expect(mini.page.tap("send-prices")).rejects.toThrow("disabled");
    await mini.page.tap("decline-2");
    await mini.page.type("why-2", "不做这个");
    await mini.page.tap("without-tax");
    await mini.page.type("freight", "120.50");
    await mini.page.tap("send-prices");
    await mini.page.tap("sheet-yes");
    await mini.until(() => mini.page.text("rfq-state") === "已报价", "the answer");
    const answered = await invitationOf(factory, rfq, asked);
    expect(answered).toMatchObject({ includesTax: false, freightCents: 12_050 });
    expect(answered.lines).toMatchObject([
      {
        breaks: [
          { minQuantity: "1", unitPrice: "17.2" },
          { minQuantity: "100", unitPrice: "16.5" },
        ],
        leadTimeDays: 7,
      },
      { state: "declined", declineReason: "不做这个" },
    ]);

    // Changed before it closes: what nobody touches stays as it was answered.
    await mini.page.type("price-1-1", "17");
    await mini.page.tap("send-prices");
    await mini.page.tap("sheet-yes");
    await mini.until(() => !mini.page.has("sheet-yes"), "the sheet to close");
    expect(await invitationOf(factory, rfq, asked)).toMatchObject({
      ...{ includesTax: false, freightCents: 12_050 },
      lines: [{ breaks: [{ unitPrice: "17" }, { unitPrice: "16.5" }] }, { state: "declined" }],
    });
    expect(mini.errors).toEqual([]);
  });
});
