import type { Item, Order } from "@quanlian/shared/contract";
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
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { createCtx } from "../../kernel/access";
import { transact } from "../../kernel/db";
import { confirmByRule, draftOrder } from ".";

let product: TestProduct;
let factory: GivenFactory;
let bolt: Item;

const SHIP_TO = {
  recipient: "王工",
  phone: "13800000001",
  region: "浙江宁波",
  line: "滨海路 8 号",
};

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  bolt = await givenItem(factory);
});
afterAll(() => product.close());

const call = <T = Order>(operation: string, input: unknown) =>
  product.call<T>(factory.token, operation, input);
const confirm = ({ id, revision }: Order) => call("orders.confirm", { orderId: id, revision });

interface Listed {
  rows: Record<string, unknown>[];
}
const listOf = async (operation: string, itemCode: string) =>
  (await call<Listed>(operation, { filter: { itemCode: { eq: itemCode } } })).data.rows;
const byText = (a: unknown[], b: unknown[]) => (a.join() < b.join() ? -1 : 1);
const stockOf = async (item: Item) =>
  (
    await call<{ rows: { onHand: string; reserved: string; free: string }[] }>("inventory.stock", {
      itemIds: [item.id],
    })
  ).data.rows;

describe("a line that the supplier ships straight to the customer", () => {
  it("is bought anew for that address, and touches neither our stock nor what others have on order", async () => {
    const lamp = await givenItem(factory, { lotMultiple: "50" });
    await givenStock(factory, lamp, "30");
    // 35 ordered − 30 in stock = 5, bought as a lot of 50: 45 are on order and free.
    await givenConfirmed(factory, await givenOrder(factory, [[lamp, "35"]]));
    const before = await stockOf(lamp);

    const line = { mode: "dropship", itemId: lamp.id, quantity: "7", unitPrice: "10" };
    const draft = await givenOrder(factory, [], { shipTo: SHIP_TO, lines: [line] });
    const { data: order } = await confirm(draft);

    expect(order.shipTo).toEqual({ addressId: null, ...SHIP_TO });
    expect(order.lines[0]).toMatchObject({ reservedQuantity: "0", plannedQuantity: "7" });
    const supplies = await listOf("supplies.list", lamp.code);
    expect(supplies.map((row) => [row.quantity, row.freeQuantity]).sort(byText)).toEqual([
      ["50", "45"],
      ["7", "0"],
    ]);
    expect(await stockOf(lamp)).toEqual(before);
    expect((await runSelfAudit(product.services.config.databaseUrl)).faults).toEqual([]);
  });

  it("is refused without an address, by line number, and nothing is planned", async () => {
    const line = { mode: "dropship", itemId: bolt.id, quantity: "7", unitPrice: "10" };
    const draft = await givenOrder(factory, [[bolt, "1"]], {
      lines: [{ ...line, mode: "standard" }, line],
    });
    const refused = await confirm(draft);
    expect(refused.error).toMatchObject({ code: "order.no_ship_to", facts: { lines: "2" } });
    expect((await call("orders.show", { orderId: draft.id })).data.state).toBe("draft");
  });

  it("is cancelled with its order, its requisition line with it", async () => {
    const lamp = await givenItem(factory);
    const line = { mode: "dropship", itemId: lamp.id, quantity: "7", unitPrice: "10" };
    const draft = await givenOrder(factory, [], { shipTo: SHIP_TO, lines: [line] });
    const { id: orderId, revision } = (await confirm(draft)).data;
    await call("orders.cancel", { orderId, revision, reason: "客户取消" });
    const requisitions = await listOf("requisitionLines.list", lamp.code);
    expect(requisitions.map((row) => [row.state, row.quantity])).toEqual([["cancelled", "7"]]);
  });

  it("is bought even of an item that we make ourselves", async () => {
    const frame = await givenMadeItem(factory, [[bolt, "4"]]);
    const line = { mode: "dropship", itemId: frame.id, quantity: "2", unitPrice: "10" };
    const draft = await givenOrder(factory, [], { shipTo: SHIP_TO, lines: [line] });
    await confirm(draft);
    expect(await listOf("workOrders.list", frame.code)).toEqual([]);
    const requisitions = await listOf("requisitionLines.list", frame.code);
    expect(requisitions.map((row) => row.quantity)).toEqual(["2"]);
  });
});

describe("free text", () => {
  it("is priced and confirmed, and asks nothing of planning", async () => {
    const draft = await givenOrder(factory, [], {
      lines: [{ mode: "standard", description: "现场安装", quantity: "2", unitPrice: "300" }],
    });
    const { data: order } = await confirm(draft);
    expect(order).toMatchObject({ state: "confirmed", inclCents: 60_000, promisedOn: null });
    expect(order.lines[0]).toMatchObject({
      itemId: null,
      itemName: "",
      description: "现场安装",
      needsSupply: false,
      plannedQuantity: "0",
    });
  });

  it.each([
    ["says what it is", { mode: "standard" }, "description"],
    ["is nothing that anybody could make", { mode: "custom", description: "外壳" }, "itemId"],
    ["is nothing that anybody could ship", { mode: "dropship", description: "外壳" }, "itemId"],
  ])("%s", async (_, line, field) => {
    const refused = await call("orders.create", {
      customerId: factory.customerId,
      requestedOn: "2026-12-31",
      lines: [{ quantity: "1", unitPrice: "1", ...line }],
    });
    expect(refused.error!.issues!.map((issue) => issue.path)).toEqual([["lines", 0, field]]);
  });
});

describe("a project's line", () => {
  it("is planned by its own recipe where it brings one, and from stock like any other where it does not", async () => {
    const frame = await givenMadeItem(factory, [[bolt, "4"]]);
    await givenStock(factory, frame, "5");
    const line = { mode: "project", itemId: frame.id, quantity: "2", unitPrice: "10" };
    const recipe = { components: [{ itemId: bolt.id, perBase: "1" }] };
    const { customerId } = factory;
    const { data: project } = await call<{ id: string }>("projects.create", {
      ...{ customerId, name: "车间改造" },
    });
    const lines = [line, { ...line, recipe }];
    const draft = await givenOrder(factory, [], { projectId: project.id, lines });
    const { data: order } = await confirm(draft);
    expect(order.lines.map((each) => [each.reservedQuantity, each.plannedQuantity])).toEqual([
      ["2", "0"],
      ["0", "2"],
    ]);
  });
});

it("names a unit that the item is not counted in, with its place", async () => {
  const { data: box } = await call<{ id: string }>("units.create", {
    code: "箱",
    name: "箱",
    places: 0,
  });
  const refused = await call("orders.create", {
    customerId: factory.customerId,
    requestedOn: "2026-12-31",
    lines: [{ mode: "standard", itemId: bolt.id, unitId: box.id, quantity: "1", unitPrice: "1" }],
  });
  expect(refused.error!.issues).toMatchObject([
    { path: ["lines", 0, "quantity"], code: "issue.unit_not_of_item" },
  ]);
});

describe("an order that a rule drafts and confirms", () => {
  const onBooks = <T>(work: Parameters<typeof transact<T>>[1]) =>
    transact(
      createCtx({
        services: product.services,
        actor: {
          kind: "job",
          tenantId: factory.tenant.tenantId,
          name: "story",
          onBehalfOf: null,
        },
        origin: { requestId: "story", operation: "quotes.accept", address: "" },
        language: "zh-CN",
      }),
      work,
    );
  const draftOf = (customerId: string) => ({
    customerId,
    requestedOn: "2026-12-31",
    pricesIncludeTax: true,
    lines: [{ mode: "standard" as const, itemId: bolt.id, quantity: "3", unitPrice: "10" }],
  });

  it("is a promise like any other", async () => {
    const { id, done } = await onBooks(async (tx) => {
      const drafted = await draftOrder(tx, draftOf(factory.customerId));
      return { ...drafted, done: await confirmByRule(tx, drafted.id) };
    });
    expect(done).toEqual({ confirmed: true });
    expect((await call("orders.show", { orderId: id })).data).toMatchObject({
      state: "confirmed",
      lines: [{ plannedQuantity: "3" }],
    });
  });

  it("waits as a draft with the reason when the customer's credit does not reach", async () => {
    const { data: poor } = await call<{ id: string }>("parties.create", {
      code: "POOR",
      name: "小额客户",
      isCustomer: true,
      creditLimitCents: 2_999,
    });
    const { id, done } = await onBooks(async (tx) => {
      const drafted = await draftOrder(tx, draftOf(poor.id));
      return { ...drafted, done: await confirmByRule(tx, drafted.id) };
    });
    expect(done).toMatchObject({ confirmed: false, reason: { code: "order.over_credit" } });
    const { data: order } = await call("orders.show", { orderId: id });
    expect(order).toMatchObject({ state: "draft", waiting: { code: "order.over_credit" } });
    expect(order.waiting!.message).toContain("29.99");
    expect(order.lines[0]!.plannedQuantity).toBe("0");
  });
});

it("asks planning for what the entered unit comes to, and prices the unit as entered", async () => {
  const { data: box } = await call<{ id: string }>("units.create", {
    code: "盒",
    name: "盒",
    places: 0,
  });
  const nut = await givenItem(factory);
  const unit = { unitId: box.id, factor: "12" };
  await call("itemUnits.set", { itemId: nut.id, revision: nut.revision, ...unit });
  const draft = await givenOrder(factory, [], {
    lines: [{ mode: "standard", itemId: nut.id, unitId: box.id, quantity: "3", unitPrice: "24" }],
  });
  const { data: order } = await confirm(draft);
  // 3 boxes of 12 at 24.00 a box
  expect(order.lines[0]).toMatchObject({
    quantity: "36",
    enteredQuantity: "3",
    unitFactor: "12",
    unit: "盒",
    inclCents: 7_200,
    plannedQuantity: "36",
  });
});

it("asks nothing of planning for a service", async () => {
  const fitting = await givenItem(factory, { kind: "service" });
  const { data: order } = await confirm(await givenOrder(factory, [[fitting, "2"]]));
  expect(order.lines[0]).toMatchObject({ needsSupply: false, plannedQuantity: "0" });
});
