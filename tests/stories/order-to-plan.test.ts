import type { Explanation, Item, Order } from "@quanlian/shared/contract";
import { givenTenant } from "../support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenMadeItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../support/given-factory";
import { startProduct, type TestProduct } from "../support/product";

let product: TestProduct;
let factory: GivenFactory;
let steel: Item;
let screw: Item;
let bracket: Item;
let frame: Item;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  steel = await givenItem(factory);
  screw = await givenItem(factory, { lotMultiple: "100" });
  bracket = await givenMadeItem(factory, [[steel, "2"]]);
  frame = await givenMadeItem(factory, [
    [bracket, "4"],
    [screw, "8"],
  ]);
});
afterAll(() => product.close());

const why = async (order: Order) =>
  (await product.call<Explanation>(factory.token, "orders.why", { orderId: order.id })).data;

describe("an order is planned in the transaction that confirms it", () => {
  it("reserves what is there, makes and buys the rest, and promises a day", async () => {
    await givenStock(factory, frame, "3");
    await givenStock(factory, bracket, "10");
    const order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));

    expect(order.state).toBe("confirmed");
    expect(order.lines[0]).toMatchObject({ reservedQuantity: "3", plannedQuantity: "7" });
    expect(order.promisedOn).not.toBeNull();

    const { demands, supplies } = await why(order);
    const supplyOf = (item: Item) => supplies.find((supply) => supply.itemId === item.id)!;
    // 10 ordered − 3 in stock = 7 frames; 7 × 4 − 10 in stock = 18 brackets; 18 × 2 = 36 steel; 7 × 8 = 56 → 100 screws
    expect(supplyOf(frame).quantity.total).toBe("7");
    expect(supplyOf(bracket).quantity.total).toBe("18");
    expect(supplyOf(steel).quantity.total).toBe("36");
    expect(supplyOf(screw).quantity.total).toBe("100");
    expect(supplyOf(screw).quantity.terms.map((term) => [term.label, term.quantity])).toEqual([
      ["why.demand", "56"],
      ["why.lot_multiple", "44"],
    ]);
    for (const demand of demands) expect(demand.cover.total).toBe("0");
  });

  it("uses what earlier orders left over before it buys more", async () => {
    const order = await givenConfirmed(factory, await givenOrder(factory, [[screw, "44"]]));
    const { supplies } = await why(order);
    expect(supplies).toHaveLength(1);
    expect(order.lines[0]).toMatchObject({ reservedQuantity: "0", plannedQuantity: "44" });
  });

  it("takes everything back when it is cancelled", async () => {
    const extra = await givenItem(factory);
    await givenStock(factory, extra, "5");
    const first = await givenConfirmed(factory, await givenOrder(factory, [[extra, "8"]]));
    const cancelled = await product.call<Order>(factory.token, "orders.cancel", {
      orderId: first.id,
      revision: first.revision,
      reason: "客户取消",
    });
    expect(cancelled.data.state).toBe("cancelled");
    const second = await givenConfirmed(factory, await givenOrder(factory, [[extra, "5"]]));
    expect(second.lines[0]).toMatchObject({ reservedQuantity: "5", plannedQuantity: "0" });
  });

  it("makes a custom line from its own bill of materials", async () => {
    const plate = await givenItem(factory);
    const { data: draft } = await product.call<Order>(factory.token, "orders.create", {
      customerId: factory.customerId,
      requestedOn: "2026-12-31",
      lines: [{ mode: "custom", itemId: frame.id, quantity: "2", unitPrice: "99" }],
    });
    const { data: edited } = await product.call<Order>(factory.token, "orders.customise", {
      orderId: draft.id,
      revision: draft.revision,
      lineId: draft.lines[0]!.id,
      recipe: { components: [{ itemId: plate.id, perBase: "3", scrapRate: "0.1" }] },
    });
    const order = await givenConfirmed(factory, edited);
    const { supplies } = await why(order);
    const plates = supplies.find((supply) => supply.itemId === plate.id)!;
    expect(plates.quantity.total).toBe("7"); // 2 × 3 × 1.1 = 6.6, whole pieces
    expect(supplies.find((supply) => supply.itemId === frame.id)!.quantity.total).toBe("2");
  });

  it("refuses an order beyond the credit limit and changes nothing", async () => {
    const customerId = await givenCustomer(factory, { creditLimitCents: 5_000 });
    const order = await givenOrder(factory, [[frame, "10"]], { customerId });
    const refused = await product.call(factory.token, "orders.confirm", {
      orderId: order.id,
      revision: order.revision,
    });
    expect(refused.error).toMatchObject({
      code: "order.over_credit",
      facts: { limitYuan: "50.00", orderYuan: "100.00" },
    });
    const { data } = await product.call<Order>(factory.token, "orders.show", { orderId: order.id });
    expect(data).toMatchObject({ state: "draft", revision: order.revision });
  });
});
