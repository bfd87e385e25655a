import type { Item, Order, OrderChangeView } from "@quanlian/shared/contract";
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

/**
 * How many SQL statements an operation costs, BEGIN and COMMIT included: the one measure of speed that no machine blurs.
 * A number here that grows with the lines is a query in a loop; one that changes is a decision, to be written down here.
 */
let product: TestProduct;
let factory: GivenFactory;
let items: Item[];
let parts: Item[];

/** Each is made from an item in stock and a part that is made from a bought one. */
beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  const steel = await givenItem(factory);
  const screw = await givenItem(factory);
  await givenStock(factory, screw, "1000000");
  const bracket = await givenMadeItem(factory, [[steel, "2"]]);
  items = [];
  parts = [];
  for (let i = 0; i < 50; i += 1) {
    parts.push(await givenItem(factory));
    items.push(
      await givenMadeItem(factory, [
        [bracket, "4"],
        [screw, "8"],
      ]),
    );
  }
  // The first of each kind creates balance rows, stock rows and number ranges, which happens once.
  await givenConfirmed(factory, await orderOf(50));
  await product.call(factory.token, "inventory.adjust", adjustmentOf(50));
}, 60_000);
afterAll(() => product.close());

const orderOf = (lines: number): Promise<Order> =>
  givenOrder(
    factory,
    items.slice(0, lines).map((item) => [item, "3"] as const),
  );

const adjustmentOf = (lines: number) => ({
  reason: "盘点",
  lines: parts.slice(0, lines).map((part) => ({
    itemId: part.id,
    warehouseId: factory.warehouseId,
    quantity: "5",
    unitCost: "1",
  })),
});

/** What each statement does that a call sends, without those that fetch document numbers ahead for many orders at once. */
async function statementsOf(operation: string, input: unknown): Promise<string[]> {
  // Whoever asks is known for a second; that this has just been looked up takes its statement out of the count.
  await product.call(factory.token, "sessions.me");
  const from = product.statements.length;
  const answer = await product.call(factory.token, operation, input);
  void answer.data;
  return product.statements
    .slice(from)
    .map((text) => headOf(text.replace(/\s+/g, " ").trim()))
    .filter((head) => !head.includes("number_ranges"));
}

const CONFIRM = 34;
const CANCEL = 38;
const ADJUST = 17;
const SHOW = 2;
const APPLY = 61;

it.each([1, 10, 40])("confirming an order of %i lines costs the same statements", async (lines) => {
  const { id, revision } = await orderOf(lines);
  expect(await statementsOf("orders.confirm", { orderId: id, revision })).toHaveLength(CONFIRM);
});

it.each([1, 10, 40])("cancelling an order of %i lines costs the same statements", async (lines) => {
  const { id, revision } = await givenConfirmed(factory, await orderOf(lines));
  const sent = await statementsOf("orders.cancel", { orderId: id, revision, reason: "客户取消" });
  expect(sent).toHaveLength(CANCEL);
});

it.each([1, 50])("adjusting the stock of %i items costs the same statements", async (lines) => {
  expect(await statementsOf("inventory.adjust", adjustmentOf(lines))).toHaveLength(ADJUST);
});

it.each([1, 10, 40])("showing an order of %i lines costs the same statements", async (lines) => {
  const { id } = await orderOf(lines);
  expect(await statementsOf("orders.show", { orderId: id })).toHaveLength(SHOW);
});

it.each([1, 10, 40])("changing an order of %i lines costs the same statements", async (lines) => {
  const order = await givenConfirmed(factory, await orderOf(lines));
  const edits = order.lines.map(({ id: lineId }) => ({ kind: "edit", lineId, quantity: "5" }));
  const draft = { orderId: order.id, reason: "客户来电", edits };
  const { data: change } = await product.call<OrderChangeView>(
    factory.token,
    "orderChanges.draft",
    draft,
  );
  const { id: changeId, revision } = change;
  const { data: preview } = await product.call<{ hash: string }>(
    factory.token,
    "orderChanges.preview",
    { changeId },
  );
  const input = { changeId, revision, hash: preview.hash };
  expect(await statementsOf("orderChanges.apply", input)).toHaveLength(APPLY);
});

it("the statements of a confirmation are these, in this order", async () => {
  const { id, revision } = await orderOf(10);
  const sent = await statementsOf("orders.confirm", { orderId: id, revision });
  expect(sent).toEqual([
    "START TRANSACTION",
    "INSERT idempotency_keys",
    "SELECT sales_orders locked",
    "SELECT sales_order_lines",
    "SELECT parties",
    "SELECT party_balances locked",
    "UPDATE sales_orders",
    "INSERT facts",
    "INSERT party_entries",
    "INSERT party_balances",
    "SELECT calendars",
    "WITH RECURSIVE items",
    "SELECT bom_components",
    "SELECT routing_operations",
    "SELECT item_stocks locked",
    "SELECT supplies",
    "INSERT reservations",
    "INSERT item_stocks",
    "INSERT work_orders",
    "INSERT work_order_materials",
    "INSERT requisitions",
    "INSERT requisition_lines",
    "INSERT demands",
    "INSERT supplies",
    "INSERT pegs",
    "UPDATE sales_order_lines",
    "UPDATE sales_orders",
    "SELECT sales_orders",
    "SELECT sales_order_lines",
    "UPDATE idempotency_keys",
    "INSERT audit_entries",
    "INSERT changes",
    "INSERT outbox",
    "COMMIT",
  ]);
});

/** What a statement does to which table. */
function headOf(text: string): string {
  const verb = /^(?:START TRANSACTION|COMMIT|WITH RECURSIVE|\w+)/.exec(text)?.[0] ?? text;
  const table = /(?:INTO|UPDATE|FROM|JOIN) `?([a-z_]+)/.exec(text)?.[1];
  return [verb, table, text.endsWith("FOR UPDATE") || /FOR UPDATE;?$/.test(text) ? "locked" : null]
    .filter(Boolean)
    .join(" ");
}
