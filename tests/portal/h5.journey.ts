import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PortalShipment } from "@quanlian/shared/contract";
import { startProduct, type TestProduct } from "../support/product";
import { AXE, openBrowser, openPhone, type Browser, type Page, type Phone } from "./browser";
import { givenMonth, givenPortalWorld, ownView, PASSWORD, type PortalWorld } from "./portal-world";

/** Where pictures go when somebody wants to look: `PORTAL_SHOTS=folder npm run test:portal`. */
const SHOTS = process.env.PORTAL_SHOTS;

let product: TestProduct;
let world: PortalWorld;
let browser: Browser;
beforeAll(async () => {
  product = await startProduct();
  world = await givenPortalWorld(product);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await product.close();
});

async function signedIn(phone: string, options: object = {}): Promise<Phone> {
  const opened = await openPhone(browser, options);
  const { page } = opened;
  await page.goto(`${product.url}/portal`);
  await page.locator("#account input").fill(phone);
  await page.locator("#password input").fill(PASSWORD);
  await page.locator("#sign-in").tap();
  await page.locator("#todo-count").waitFor();
  return opened;
}

const open = async (page: Page, path: string, shown: string) => {
  await page.goto(`${product.url}/portal#/${path}`);
  await page.locator(`${shown}:visible`).first().waitFor({ timeout: 8000 });
};

const shoot = async (page: Page, name: string, fullPage = false) => {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage });
};

/** What axe finds wrong by WCAG 2.1 AA on what is in sight. */
async function faultsOf(page: Page): Promise<string[]> {
  // Told to the page as a debugger tells it: the page itself may run nothing that is not its own.
  await page.evaluate(readFileSync(AXE, "utf8"));
  return page.evaluate<string[]>(`axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
  }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => id + " " + target.join(" ") + " " + failureSummary)))`);
}

/** Nothing is wider than the phone, and nothing that informs is smaller than 16 px but the tabs. */
const layoutFaults = (page: Page) =>
  page.evaluate<string[]>(`(() => {
    const shown = [...document.querySelectorAll(".taro_page")].filter((each) => each.offsetParent !== null);
    const faults = document.documentElement.scrollWidth > 390 ? ["wider than the phone"] : [];
    for (const node of shown.flatMap((each) => [...each.querySelectorAll("*")])) {
      const words = [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim() !== "");
      if (!words || node.closest(".taro-tabbar__tabbar") || node.tagName === "STYLE") continue;
      const size = parseFloat(getComputedStyle(node).fontSize);
      if (size < 16) faults.push(size + " px: " + node.textContent.slice(0, 20));
      const { left, right, width } = node.getBoundingClientRect();
      if (width > 0 && (left < -1 || right > 391) && !node.closest(".pills")) faults.push("cut: " + node.textContent.slice(0, 20));
    }
    return faults;
  })()`);

describe("On the web, at 390 × 844", () => {
  it("a quote is answered line by line, in another quantity", async () => {
    const { page, complaints, close } = await signedIn(world.buyer.phone);
    await page.locator(`#look-${world.quote.id}`).tap();
    await page.locator("#break-1-2").tap();
    await page.locator("#no-2").tap();
    await shoot(page, "quote-answered");
    await page.locator("#send-answers").tap();
    await page.locator("#sheet-yes").waitFor();
    await shoot(page, "quote-sure");
    await page.locator("#sheet-yes").tap();
    await page.locator("#quote-state:has-text('已接受')").waitFor();
    const quote = await ownView(world, world.buyer, "portal.quotes.show", {
      quoteId: world.quote.id,
    });
    expect(quote.lines.map(({ answer, chosenBreakNo }) => [answer, chosenBreakNo])).toEqual([
      ["accepted", 2],
      ["rejected", null],
    ]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("what is typed is still there when the page is opened again", async () => {
    const { page, close } = await signedIn(world.buyer.phone);
    const path = `packages/customer/delivery/index?shipmentId=${world.delivery.id}`;
    await open(page, path, "#line-1");
    await page.locator("#line-1").tap();
    await page.locator("#rejected-1-more").tap();
    await page.locator("#reason-1 input").fill("表面划伤");
    await page.goto("about:blank");
    await open(page, path, "#line-1");
    await page.locator("#reason-1").waitFor();
    expect(await page.evaluate("document.querySelector('#reason-1 input').value")).toBe("表面划伤");
    await shoot(page, "delivery-counted");
    await close();
  });

  it("an answer given without a network waits in sight, is sent when the network is back, and counts once", async () => {
    const { page, close } = await signedIn(world.buyer.phone);
    await open(page, `packages/customer/delivery/index?shipmentId=${world.delivery.id}`, "#accept");
    await page.locator("#accept").tap();
    await page.context().setOffline(true);
    await page.locator("#sheet-yes").tap();
    await page.locator("#unsent").waitFor();
    await shoot(page, "delivery-unsent");
    await page.context().setOffline(false);
    await page.locator("#unsent").waitFor({ state: "detached" });
    const shown = await ownView<PortalShipment>(world, world.buyer, "portal.shipments.show", {
      shipmentId: world.delivery.id,
    });
    expect(shown.state).toBe("accepted");
    await close();
  });

  it("what was read before stays in sight when the server is gone, with its age", async () => {
    const { page, close } = await signedIn(world.buyer.phone);
    await open(page, `packages/customer/order/index?orderId=${world.orderId}`, "#order-state");
    await page.route("**/api/**", (route) => route.abort());
    await open(page, "pages/mine/index", "#failed");
    await open(page, `packages/customer/order/index?orderId=${world.orderId}`, "#weak");
    expect(await page.locator("#order-state").innerText()).toContain("已完成");
    await shoot(page, "order-weak");
    await close();
  });

  it("another's document is not found, and says so", async () => {
    const { page, close } = await signedIn(world.buyer.phone);
    await open(page, "packages/customer/order/index?orderId=7312345678901234", "#failed");
    await shoot(page, "failed");
    await close();
  });
});

describe("Every page", () => {
  it.each([
    ["light", "zh-CN"],
    ["dark", "zh-CN"],
    ["light", "en-GB"],
  ])(
    "reads well in %s and %s: AA by axe, 16 px and up, nothing cut",
    async (colorScheme, locale) => {
      const statement = await givenMonth(await givenPortalWorldAnew());
      const faults: string[] = [];
      const look = async (page: Page, name: string) => {
        await page.evaluate("new Promise((done) => setTimeout(done, 150))");
        await shoot(page, `${name}-${colorScheme}-${locale}`, true);
        const found = [...(await faultsOf(page)), ...(await layoutFaults(page))];
        faults.push(...found.map((fault) => `${name}: ${fault}`));
      };
      const buyer = await signedIn(world.buyer.phone, { colorScheme, locale });
      await look(buyer.page, "todo");
      const pages: [string, string, string][] = [
        ["documents", "pages/documents/index", ".card"],
        ["accounts", "pages/accounts/index", ".card"],
        ["mine", "pages/mine/index", "#sign-out"],
        ["quote", `packages/customer/quote/index?quoteId=${world.quote.id}`, "#send-answers"],
        ["order", `packages/customer/order/index?orderId=${world.orderId}`, "#promised"],
        ["delivery", `packages/customer/delivery/index?shipmentId=${world.delivery.id}`, "#accept"],
        ["statement", `packages/accounts/statement/index?statementId=${statement.id}`, "#confirm"],
      ];
      for (const [name, path, shown] of pages) {
        await open(buyer.page, path, shown);
        await look(buyer.page, name);
      }
      await buyer.page.locator("#dispute").tap();
      await buyer.page.locator("#none-1").tap();
      await look(buyer.page, "statement-disputed");
      expect(buyer.complaints).toEqual([]);
      await buyer.close();

      const seller = await signedIn(world.seller.phone, { colorScheme, locale });
      await look(seller.page, "todo-supplier");
      const id = world.purchase.id;
      for (const [name, path, shown] of [
        ["purchase", `packages/supplier/purchase/index?purchaseOrderId=${id}`, "#edit-1"],
        ["rfq", `packages/supplier/rfq/index?invitationId=${world.invitationId}`, "#send-prices"],
        ["announce", `packages/supplier/announce/index?purchaseOrderId=${id}`, "#announce"],
      ] as const) {
        await open(seller.page, path, shown);
        if (name === "purchase") await seller.page.locator("#edit-1").tap();
        await look(seller.page, name);
      }
      expect(seller.complaints).toEqual([]);
      await seller.close();

      const nobody = await openPhone(browser, { colorScheme, locale });
      await open(nobody.page, "pages/sign-in/index", "#account");
      await look(nobody.page, "sign-in");
      await nobody.close();
      expect(faults).toEqual([]);
    },
  );
});

/** Its questions unanswered again. */
async function givenPortalWorldAnew(): Promise<PortalWorld> {
  world = await givenPortalWorld(product);
  return world;
}
