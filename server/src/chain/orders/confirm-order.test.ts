import type { Order } from "@quanlian/shared/contract";
import { givenTenant } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenFactory,
  givenItem,
  givenMadeItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());

const shown = async (order: Order) =>
  (await product.call<Order>(factory.token, "orders.show", { orderId: order.id })).data;

describe("what a confirmation answers is what is then read of the order", () => {
  it("with lines from stock, partly from stock, and to be made", async () => {
    const bought = await givenItem(factory);
    const short = await givenItem(factory, { lotMultiple: "50" });
    const made = await givenMadeItem(factory, [[short, "1.5", { scrapRate: "0.03" }]]);
    await givenStock(factory, bought, "100");
    await givenStock(factory, short, "7");
    const draft = await givenOrder(
      factory,
      [
        [bought, "12"],
        [short, "9"],
        [made, "3"],
      ],
      { customerReference: "PO-77", note: "急" },
    );
    product.clock.advance({ minutes: 3 });
    const confirmed = await givenConfirmed(factory, draft);
    expect(confirmed.revision).toBe(draft.revision + 1);
    expect(confirmed.lines[1]).toMatchObject({ plannedQuantity: "7", reservedQuantity: "2" });
    expect(confirmed.promisedOn).not.toBeNull();
    expect(await shown(confirmed)).toEqual(confirmed);
  });

  it("with a custom line and its own recipe", async () => {
    const plate = await givenItem(factory);
    const cabinet = await givenMadeItem(factory, [[plate, "2"]]);
    const draft = await givenOrder(factory, [], {
      lines: [{ mode: "custom", itemId: cabinet.id, quantity: "2", unitPrice: "99.5" }],
    });
    const confirmed = await givenConfirmed(factory, draft);
    expect(confirmed.lines[0]!.recipe!.components).toHaveLength(1);
    expect(await shown(confirmed)).toEqual(confirmed);
  });
});
