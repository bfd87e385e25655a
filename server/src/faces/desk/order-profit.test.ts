import type { Order, OrderProfit, ShipmentView } from "@quanlian/shared/contract";
import { givenStaff, givenTenant } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import {
  givenAnswered,
  givenDispatched,
  givenStraightDelivery,
} from "../../../../tests/support/given-shipments";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());

const call = <T>(operation: string, input: object, token = factory.token) =>
  product.call<T>(token, operation, input);
const profitOf = async (orderId: string, token?: string) =>
  (await call<OrderProfit>("orders.profit", { orderId }, token)).data;

/** 10 pieces that cost 3 yuan are ordered at 11.30 with 13 % tax: 10 without. */
async function delivered(): Promise<{ order: Order; note: ShipmentView }> {
  const item = await givenItem(factory);
  await givenStock(factory, item, "10", "3");
  const lines = [{ mode: "standard", itemId: item.id, quantity: "10", unitPrice: "11.3" }];
  const order = await givenConfirmed(factory, await givenOrder(factory, [], { lines }));
  return { order, note: await givenDispatched(factory, order, ["10"]) };
}

describe("what an order has earned", () => {
  it("is what was charged without tax, less what its goods were worth as they left", async () => {
    const { order, note } = await delivered();
    expect(await profitOf(order.id)).toMatchObject({
      ...{ revenueCents: 10_000, goodsCents: 3_000, straightCents: 0, profitCents: 7_000 },
      lines: [{ lineNo: 1, revenueCents: 10_000, goodsCents: 3_000, profitCents: 7_000 }],
    });
    const lines = [{ lineId: note.lines[0]!.id, rejected: "2", reason: "划伤" }];
    const { claims } = await givenAnswered(factory, note, lines);
    const { id: claimId, revision } = claims[0]!;
    await call("claims.credit", { claimId, revision, note: "核实" });
    // Two pieces are not paid; what they have cost stays.
    expect(await profitOf(order.id)).toMatchObject({
      ...{ revenueCents: 8_000, goodsCents: 3_000, profitCents: 5_000 },
      lines: [{ revenueCents: 8_000 }],
    });
  });

  it("of what a supplier ships straight is less what he has charged", async () => {
    const supplierId = await givenCustomer(factory, { isCustomer: false, isSupplier: true });
    const shipmentId = await givenStraightDelivery(factory, supplierId);
    const { data } = await call<ShipmentView>("shipments.show", { shipmentId });
    // 4 pieces at 10 and bought at 6, both with 13 % tax.
    expect(await profitOf(data.lines[0]!.orderId)).toMatchObject({
      ...{ revenueCents: 3_540, goodsCents: 0, straightCents: 2_124, profitCents: 1_416 },
    });
  });

  it("shows no cost and no profit to whoever may not see costs", async () => {
    const { order } = await delivered();
    const clerk = await givenStaff(product, factory.tenant, {
      roles: { permissions: ["orders.profit"], masks: ["cost"] },
    });
    expect(await profitOf(order.id, clerk.token)).toMatchObject({
      ...{ revenueCents: 10_000, goodsCents: null, straightCents: null, profitCents: null },
    });
  });
});
