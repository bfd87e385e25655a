import type { Explanation, Item, Order, WorkOrderView } from "@quanlian/shared/contract";
import { givenTenant } from "../support/given";
import {
  givenConfirmed,
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

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());

const cancel = async (order: Order) =>
  (
    await product.call<Order>(factory.token, "orders.cancel", {
      orderId: order.id,
      revision: order.revision,
      reason: "项目停止",
    })
  ).data;
const why = async (order: Order) =>
  (await product.call<Explanation>(factory.token, "orders.why", { orderId: order.id })).data;

interface SupplyRow {
  id: string;
  state: string;
  quantity: string;
  pegged: string;
  freeQuantity: string;
}
const suppliesOf = async (item: Item) => {
  const { data } = await product.call<{ rows: SupplyRow[] }>(factory.token, "supplies.list", {
    filter: { item: { eq: item.id } },
  });
  return data.rows;
};

describe("an order that is cancelled while another lives on what it left over", () => {
  it("leaves the other's supply, only as large as the other needs", async () => {
    const wire = await givenItem(factory, { lotMultiple: "100" });
    const first = await givenConfirmed(factory, await givenOrder(factory, [[wire, "70"]]));
    const second = await givenConfirmed(factory, await givenOrder(factory, [[wire, "130"]]));
    // The first opened 100, of which 30 were free; the second took those and opened another 100.
    expect(await suppliesOf(wire)).toHaveLength(2);

    await cancel(first);

    const left = await suppliesOf(wire);
    expect(left.map((supply) => [supply.state, supply.quantity, supply.pegged])).toEqual(
      expect.arrayContaining([
        ["open", "100", "100"],
        ["open", "100", "30"],
      ]),
    );
    for (const demand of (await why(second)).demands) expect(demand.cover.total).toBe("0");
  });

  it("shrinks a shared work order and its components, and frees their stock", async () => {
    const bar = await givenItem(factory);
    await givenStock(factory, bar, "40");
    const hinge = await givenMadeItem(factory, [[bar, "2"]], { lotMinimum: "15" });
    const first = await givenConfirmed(factory, await givenOrder(factory, [[hinge, "10"]]));
    const second = await givenConfirmed(factory, await givenOrder(factory, [[hinge, "3"]]));
    const [shared] = await suppliesOf(hinge);
    expect(shared).toMatchObject({ quantity: "15", pegged: "13", freeQuantity: "2" });

    await cancel(first);

    // The minimum lot still asks for 15: the second order's three and twelve that are free.
    expect((await suppliesOf(hinge))[0]).toMatchObject({
      quantity: "15",
      pegged: "3",
      freeQuantity: "12",
    });
    const workOrder = await product.call<WorkOrderView>(factory.token, "workOrders.show", {
      workOrderId: shared!.id,
    });
    expect(workOrder.data).toMatchObject({
      state: "planned",
      quantity: "15",
      materials: [{ quantity: "30" }],
    });

    await cancel(second);

    expect((await suppliesOf(hinge))[0]).toMatchObject({ state: "cancelled" });
    const stock = await product.call<{ rows: object[] }>(factory.token, "inventory.stock", {
      itemIds: [bar.id],
    });
    expect(stock.data.rows).toMatchObject([{ onHand: "40", reserved: "0", free: "40" }]);
  });
});
