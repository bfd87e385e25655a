import { join } from "node:path";
import type {
  PortalPurchaseOrder,
  PortalShipment,
  PortalStatement,
} from "@quanlian/shared/contract";
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
});
