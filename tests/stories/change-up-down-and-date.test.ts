import type { Item, Order } from "@quanlian/shared/contract";
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
import { rowsOf } from "../support/given-orders";
import { auditFaults, changeOrder, editOf, orderNow } from "../support/order-stories";
import { startProduct, type TestProduct } from "../support/product";

/** A customer who changes his mind: more, fewer, another day. The plan goes with him, in place, to the last part. */

let product: TestProduct;
let factory: GivenFactory;
let steel: Item;
let frame: Item;
let order: Order;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  steel = await givenItem(factory);
  frame = await givenMadeItem(factory, [[steel, "3"]]);
  await givenStock(factory, steel, "12");
  order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
});
afterAll(() => product.close());

const figures = async (list: "workOrders" | "requisitionLines", item: Item) =>
  (await rowsOf(factory, list, item)).map(({ number, state, quantity }) => ({
    ...{ number, state, quantity },
  }));

it("begins with what the confirmation planned: one work order, what is short of its steel", async () => {
  expect(await figures("workOrders", frame)).toMatchObject([{ state: "planned", quantity: "10" }]);
  expect(await figures("requisitionLines", steel)).toMatchObject([{ quantity: "18" }]);
});

it("more: the same documents grow, and what was promised in the preview is what happened", async () => {
  const [before] = await figures("workOrders", frame);
  const { change, preview } = await changeOrder(factory, order, [
    editOf(order, { quantity: "14" }),
  ]);
  expect(change.impact).toEqual(preview.impact);
  expect(preview.impact.inclCents).toEqual({ before: 10_000, after: 14_000 });
  expect(await figures("workOrders", frame)).toEqual([{ ...before, quantity: "14" }]);
  expect(await figures("requisitionLines", steel)).toMatchObject([{ quantity: "30" }]);
  expect(await auditFaults(factory)).toEqual([]);
});

it("fewer: they shrink, and steel of ours is enough", async () => {
  order = await orderNow(factory, order);
  await changeOrder(factory, order, [editOf(order, { quantity: "4" })]);
  expect(await figures("workOrders", frame)).toMatchObject([{ state: "planned", quantity: "4" }]);
  expect(await figures("requisitionLines", steel)).toMatchObject([{ state: "cancelled" }]);
  expect((await rowsOf(factory, "demands", steel))[0]).toMatchObject({ reserved: "12" });
  expect(await auditFaults(factory)).toEqual([]);
});

it("another day: the work order moves, and the customer's promise with it", async () => {
  order = await orderNow(factory, order);
  await changeOrder(factory, order, [editOf(order, { requestedOn: "2027-01-29" })]);
  const [work] = await rowsOf(factory, "workOrders", frame);
  expect(work).toMatchObject({ dueOn: "2027-01-29" });
  expect((await orderNow(factory, order)).promisedOn).toBe("2027-01-29");
  expect(await auditFaults(factory)).toEqual([]);
});

it("the history stays readable: three changes, each with what it did", async () => {
  const { data } = await product.call<{ rows: { state: string; number: string }[] }>(
    factory.token,
    "orderChanges.list",
    { filter: { order: { eq: order.id } } },
  );
  expect(data.rows.map(({ state }) => state)).toEqual(["applied", "applied", "applied"]);
});
