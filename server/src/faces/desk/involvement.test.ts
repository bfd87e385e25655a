import type { Item, ItemInvolvement, PartyInvolvement } from "@quanlian/shared/contract";
import { givenStaff, givenTenant, type GivenTenant } from "../../../../tests/support/given";
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
import { givenDeal } from "../../../../tests/support/given-deals";
import { givenPurchase } from "../../../../tests/support/given-purchases";
import { givenSentQuote } from "../../../../tests/support/given-quotes";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
let factory: GivenFactory;
let bolt: Item;
let frame: Item;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  factory = await givenFactory(product, tenant);
  bolt = await givenItem(factory);
  frame = await givenMadeItem(factory, [[bolt, "4"]]);
  await givenStock(factory, bolt, "10");
  // 2 frames want 8 of the 10 bolts; the third order stays a draft.
  await givenConfirmed(factory, await givenOrder(factory, [[frame, "2"]]));
  await givenOrder(factory, [[frame, "5"]]);
});
afterAll(() => product.close());

const party = (partyId: string, token = factory.token) =>
  product.call<PartyInvolvement>(token, "parties.involvement", { partyId });
const item = (itemId: string, token = factory.token) =>
  product.call<ItemInvolvement>(token, "items.involvement", { itemId });

describe("a party from every side", () => {
  it("shows where it stands and how many documents of each state there are, with their amounts", async () => {
    const { data } = await party(factory.customerId);
    expect(data.standing).toMatchObject({ committedCents: 2_000, receivableCents: 0 });
    expect(data.tallies).toEqual([
      { type: "order", state: "confirmed", documentCount: 1, amountCents: 2_000 },
      { type: "order", state: "draft", documentCount: 1, amountCents: 5_000 },
    ]);
    expect(data.latest.map(({ type, state }) => [type, state])).toEqual(
      expect.arrayContaining([
        ["order", "draft"],
        ["order", "confirmed"],
      ]),
    );
  });

  it("shows deals and the latest revision of each quote beside the orders", async () => {
    const customerId = await givenCustomer(factory);
    const deal = await givenDeal(product, tenant, { customerId, amountCents: 1 });
    const options = { customerId, dealId: deal.id };
    const sent = await givenSentQuote(factory, [{ item: frame, quantity: "3" }], options);
    const { id: quoteId, revision } = sent;
    await product.call(factory.token, "quotes.revise", { quoteId, revision });
    const amountCents = sent.inclCents;
    expect((await party(customerId)).data.tallies).toEqual([
      { type: "deal", state: "open", documentCount: 1, amountCents },
      { type: "quote", state: "draft", documentCount: 1, amountCents },
    ]);
    const quotes = (await item(frame.id)).data.latest.filter(({ type }) => type === "quote");
    expect(quotes).toMatchObject([{ number: sent.number, quantity: "3" }]);
  });

  it("shows what is ordered of a supplier, without what it costs, and the item in it", async () => {
    const supplierId = await givenCustomer(factory, { isCustomer: false, isSupplier: true });
    const steel = await givenItem(factory);
    const { number } = await givenPurchase(factory, supplierId, [[steel, "8"]]);
    const { data } = await party(supplierId);
    expect(data.tallies).toEqual([
      { type: "purchase_order", state: "draft", documentCount: 1, amountCents: null },
    ]);
    expect((await item(steel.id)).data.latest).toContainEqual(
      expect.objectContaining({ type: "purchase_order", number, quantity: "8" }),
    );
  });

  it("stands at nothing before any trade", async () => {
    const { data } = await party(await givenCustomer(factory));
    expect(data).toMatchObject({ tallies: [], latest: [] });
    expect(data.standing).toMatchObject({ committedCents: 0 });
  });

  it("shows no document that the actor's own lists would not show, and hides what roles hide", async () => {
    const roles = {
      permissions: ["parties.show", "orders.list"],
      scopes: { party: "all", order: "own" } as const,
      masks: ["credit"] as ("credit" | "cost")[],
    };
    const { token } = await givenStaff(product, tenant, { roles });
    const { data } = await party(factory.customerId, token);
    expect(data).toMatchObject({ standing: null, tallies: [], latest: [] });
  });

  it("shows nothing of kinds that the actor may not list", async () => {
    const { token } = await givenStaff(product, tenant, {
      roles: { permissions: ["parties.show"] },
    });
    expect((await party(factory.customerId, token)).data.latest).toEqual([]);
  });

  it("is not there for whoever may not see the party, nor for another company", async () => {
    const { token } = await givenStaff(product, tenant, {
      roles: { permissions: ["parties.show"], scope: "own" },
    });
    expect((await party(factory.customerId, token)).error!.code).toBe("record.not_found");
    const other = await givenTenant(product);
    expect((await party(factory.customerId, other.admin.token)).error!.code).toBe(
      "record.not_found",
    );
  });
});

describe("an item from every side", () => {
  it("shows where it lies, what is coming and wanted, and where it is used", async () => {
    const { data } = await item(bolt.id);
    expect(data.usedInCount).toBe(1);
    expect(data.places).toEqual([
      expect.objectContaining({ onHand: "10", reserved: "8", coming: "0", wanted: "8" }),
    ]);
  });

  it("shows the documents that name it, with the quantity of each", async () => {
    const { data } = await item(frame.id);
    expect(data.latest.map(({ type, quantity }) => [type, quantity])).toEqual(
      expect.arrayContaining([
        ["order", "5"],
        ["order", "2"],
        ["work_order", "2"],
      ]),
    );
    expect(data.places).toEqual([expect.objectContaining({ coming: "2", wanted: "2" })]);
  });

  it("keeps stock from whoever may not see it", async () => {
    const { token } = await givenStaff(product, tenant, { roles: { permissions: ["items.show"] } });
    expect((await item(bolt.id, token)).data).toMatchObject({ places: null, latest: [] });
  });

  it("is not there for another company", async () => {
    const other = await givenTenant(product);
    expect((await item(bolt.id, other.admin.token)).error!.code).toBe("record.not_found");
  });
});

// Last, as it turns the clock.
describe("a day", () => {
  it("dates what has only an instant by the company's day, not Greenwich's", async () => {
    const customerId = await givenCustomer(factory);
    product.clock.advance({ hours: 16 }); // 01:00 of the next day in Shanghai, still the same one in Greenwich
    await givenDeal(product, tenant, { customerId, amountCents: 1 });
    const { data } = await party(customerId);
    expect(data.latest).toMatchObject([{ type: "deal", on: "2026-11-24" }]);
  });
});
