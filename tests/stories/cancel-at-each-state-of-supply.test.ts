import type { Item, Order } from "@quanlian/shared/contract";
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
import { givenReleased, rowsOf } from "../support/given-orders";
import { auditFaults, cancelOrder } from "../support/order-stories";
import { startProduct, type TestProduct } from "../support/product";

/** An order that is cancelled when what it needs is only planned, already ordered, in the workshop, or here. */

let product: TestProduct;
let factory: GivenFactory;
let supplierId: string;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  supplierId = await givenCustomer(factory, { isCustomer: false, isSupplier: true });
});
afterAll(() => product.close());

const call = async <T = { id: string; revision: number; lines: { id: string }[] }>(
  operation: string,
  input: unknown,
) => (await product.call<T>(factory.token, operation, input)).data;

/** Ten of a part that is bought, ordered by a customer. */
async function wanted(): Promise<{ part: Item; order: Order }> {
  const part = await givenItem(factory);
  const order = await givenConfirmed(factory, await givenOrder(factory, [[part, "10"]]));
  return { part, order };
}

/** What it needs is on a purchase order. */
async function bought(part: Item) {
  const [line] = await rowsOf(factory, "requisitionLines", part);
  const lines = [{ requisitionLineId: line!.id, unitPrice: "3" }];
  return call("purchaseOrders.create", { supplierId, lines });
}

const issued = async (part: Item) => {
  const { id: purchaseOrderId, revision } = await bought(part);
  return call("purchaseOrders.issue", { purchaseOrderId, revision });
};

const supplyOf = async (item: Item) => (await rowsOf(factory, "supplies", item))[0];
const messagesOf = (item: Item) => rowsOf(factory, "planMessages", item);

afterEach(async () => expect(await auditFaults(factory)).toEqual([]));

it("planned: everything goes, and stock that was held is free", async () => {
  const steel = await givenItem(factory);
  await givenStock(factory, steel, "8");
  const frame = await givenMadeItem(factory, [[steel, "2"]]);
  const order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
  expect((await cancelOrder(factory, order)).state).toBe("cancelled");
  expect(await rowsOf(factory, "workOrders", frame)).toMatchObject([{ state: "cancelled" }]);
  expect(await rowsOf(factory, "requisitionLines", steel)).toMatchObject([{ state: "cancelled" }]);
  const stock = await call<{ rows: object[] }>("inventory.stock", { itemIds: [steel.id] });
  expect(stock.rows).toMatchObject([{ onHand: "8", reserved: "0", free: "8" }]);
});

it("on a draft of a purchase order: the line stays with the buyer, free, and he is advised", async () => {
  const { part, order } = await wanted();
  await bought(part);
  await cancelOrder(factory, order);
  expect(await supplyOf(part)).toMatchObject({ state: "open", firm: true, freeQuantity: "10" });
  expect(await messagesOf(part)).toMatchObject([{ kind: "cancel", quantity: "10" }]);
});

it("with the supplier: it comes, is free, and the next order takes it instead of buying", async () => {
  const { part, order } = await wanted();
  await issued(part);
  await cancelOrder(factory, order);
  await givenConfirmed(factory, await givenOrder(factory, [[part, "6"]]));
  expect(await supplyOf(part)).toMatchObject({ pegged: "6", freeQuantity: "4" });
  expect(await rowsOf(factory, "requisitionLines", part)).toHaveLength(1);
});

it("half here: what came is free stock, what still comes is free supply", async () => {
  const { part, order } = await wanted();
  const { id: purchaseOrderId, revision, lines } = await issued(part);
  const received = [{ lineId: lines[0]!.id, quantity: "4" }];
  await call("goodsReceipts.receive", { purchaseOrderId, revision, lines: received });
  await cancelOrder(factory, order);
  const stock = await call<{ rows: object[] }>("inventory.stock", { itemIds: [part.id] });
  expect(stock.rows).toMatchObject([{ onHand: "4", reserved: "0" }]);
  expect(await supplyOf(part)).toMatchObject({
    state: "open",
    openQuantity: "6",
    freeQuantity: "6",
  });
});

it("in the workshop: the work order stays, free for the next order, and a message says so", async () => {
  const steel = await givenItem(factory);
  const frame = await givenMadeItem(factory, [[steel, "2"]]);
  const order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
  await givenReleased(factory, frame);
  await cancelOrder(factory, order);
  expect(await rowsOf(factory, "workOrders", frame)).toMatchObject([{ state: "released" }]);
  expect(await supplyOf(frame)).toMatchObject({ firm: true, freeQuantity: "10" });
  expect(await messagesOf(frame)).toMatchObject([{ kind: "cancel", quantity: "10" }]);
  // Its steel is still needed: the workshop has it in hand.
  expect((await rowsOf(factory, "demands", steel))[0]).toMatchObject({ state: "open" });
});
