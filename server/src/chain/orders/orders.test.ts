import type { Item, Order } from "@quanlian/shared/contract";
import { givenStaff, givenTenant, type GivenTenant } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenMadeItem,
  givenOrder,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
let factory: GivenFactory;
let bolt: Item;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  factory = await givenFactory(product, tenant);
  bolt = await givenItem(factory);
});
afterAll(() => product.close());

const call = <T = Order>(operation: string, input: unknown, token = factory.token) =>
  product.call<T>(token, operation, input);
const line = (rest: Record<string, unknown> = {}) => ({
  mode: "standard",
  itemId: bolt.id,
  quantity: "3",
  unitPrice: "1.005",
  ...rest,
});
const draft = (rest: Record<string, unknown> = {}) => ({
  customerId: factory.customerId,
  requestedOn: "2026-12-31",
  lines: [line()],
  ...rest,
});

describe("creating an order", () => {
  it("computes amounts and tax per line, half up, and sums them to the cent", async () => {
    const { data } = await call(
      "orders.create",
      draft({ lines: [line(), line({ quantity: "1", taxRate: "0.06" })] }),
    );
    // 3 × 1.005 = 3.015 → 3.02 incl. 13 %: 3.02 ÷ 1.13 = 2.6725… → 2.67; 1.005 → 1.01 incl. 6 %: 0.9528… → 0.95
    expect(data.lines.map((each) => [each.inclCents, each.exclCents, each.taxCents])).toEqual([
      [302, 267, 35],
      [101, 95, 6],
    ]);
    expect(data).toMatchObject({ state: "draft", inclCents: 403, exclCents: 362, taxCents: 41 });
  });

  it("adds the tax on top where prices are without it", async () => {
    const { data } = await call("orders.create", draft({ pricesIncludeTax: false }));
    expect(data).toMatchObject({ inclCents: 341, exclCents: 302, taxCents: 39 });
  });

  it("names every reference that does not exist, each with its place", async () => {
    const refused = await call(
      "orders.create",
      draft({
        lines: [
          line({ itemId: "12345" }),
          line({ warehouseId: "67890" }),
          line({ mode: "custom", recipe: { components: [{ itemId: "99", perBase: "1" }] } }),
        ],
      }),
    );
    expect(refused).toMatchObject({ status: 422, error: { code: "reference.not_found" } });
    expect(refused.error!.issues!.map((issue) => issue.path.join("."))).toEqual([
      "lines.0.itemId",
      "lines.1.warehouseId",
      "lines.2.recipe.components.0.itemId",
    ]);
  });

  it("refuses a party that is no customer", async () => {
    const customerId = await givenCustomer(factory, { isCustomer: false, isSupplier: true });
    expect((await call("orders.create", draft({ customerId }))).error).toMatchObject({
      code: "party.not_customer",
    });
  });

  it("gives it to whoever serves the customer, otherwise to whoever writes it", async () => {
    const writer = await givenStaff(product, tenant, {
      roles: { permissions: ["orders.*"], scope: "all" },
      department: tenant.departmentId,
    });
    const nobodys = await givenCustomer(factory, { ownerId: null });
    const free = await call("orders.create", draft({ customerId: nobodys }), writer.token);
    expect(free.data).toMatchObject({ ownerId: writer.userId, departmentId: tenant.departmentId });
    const served = await call("orders.create", draft(), writer.token);
    expect(served.data.ownerId).toBe(tenant.admin.userId);
  });
});

describe("changing a draft", () => {
  it("replaces its content and moves the revision on", async () => {
    const order = await givenOrder(factory, [[bolt, "1"]]);
    const { data } = await call("orders.update", {
      ...draft({ lines: [line({ quantity: "9" }), line()] }),
      orderId: order.id,
      revision: order.revision,
    });
    expect(data).toMatchObject({ number: order.number, revision: order.revision + 1 });
    expect(data.lines.map((each) => each.quantity)).toEqual(["9", "3"]);
  });

  it("is refused to who has not read the latest state, and nothing changes", async () => {
    const order = await givenOrder(factory, [[bolt, "1"]]);
    const update = { ...draft(), orderId: order.id, revision: order.revision };
    await call("orders.update", update);
    const stale = await call("orders.update", { ...update, note: "晚了一步" });
    expect(stale).toMatchObject({ status: 409, error: { code: "revision.stale" } });
    expect((await call("orders.show", { orderId: order.id })).data.note).toBe("");
  });

  it("is refused once it is confirmed", async () => {
    const order = await givenConfirmed(factory, await givenOrder(factory, [[bolt, "1"]]));
    const refused = await call("orders.update", {
      ...draft(),
      orderId: order.id,
      revision: order.revision,
    });
    expect(refused.error).toMatchObject({ code: "order.frozen" });
  });

  it("gives a recipe to custom lines only", async () => {
    const order = await givenOrder(factory, [[bolt, "1"]]);
    const refused = await call("orders.customise", {
      orderId: order.id,
      revision: order.revision,
      lineId: order.lines[0]!.id,
      recipe: { components: [] },
    });
    expect(refused.error).toMatchObject({ code: "order.line_not_custom" });
  });

  it("starts a custom line from the item's bill of materials", async () => {
    const frame = await givenMadeItem(factory, [[bolt, "4", { scrapRate: "0.05" }]]);
    const { data } = await call(
      "orders.create",
      draft({ lines: [line({ mode: "custom", itemId: frame.id })] }),
    );
    expect(data.lines[0]!.recipe!.components).toMatchObject([
      { itemId: bolt.id, perBase: "4", scrapRate: "0.05" },
    ]);
  });
});

describe("confirming an order", () => {
  it("refuses one without lines", async () => {
    const order = await givenOrder(factory, []);
    const refused = await call("orders.confirm", { orderId: order.id, revision: order.revision });
    expect(refused.error).toMatchObject({ code: "order.empty" });
  });

  it("refuses a customer on hold, saying why", async () => {
    const customerId = await givenCustomer(factory);
    const order = await givenOrder(factory, [[bolt, "1"]], { customerId });
    const held = await call<{ ok: boolean }>("parties.hold", {
      partyId: customerId,
      revision: 1,
      reason: "逾期未付",
    });
    expect(held.ok).toBe(true);
    const refused = await call("orders.confirm", { orderId: order.id, revision: order.revision });
    expect(refused.error).toMatchObject({ code: "party.on_hold", facts: { reason: "逾期未付" } });
  });

  it("lets no two orders into the same rest of a credit limit", async () => {
    const customerId = await givenCustomer(factory, { creditLimitCents: 1_500 });
    const orders = await Promise.all(
      [1, 2, 3].map(() => givenOrder(factory, [[bolt, "1"]], { customerId })),
    );
    const answers = await Promise.all(
      orders.map((order) =>
        call("orders.confirm", { orderId: order.id, revision: order.revision }),
      ),
    );
    expect(answers.map((answer) => answer.error?.code ?? "confirmed").sort()).toEqual([
      "confirmed",
      "order.over_credit",
      "order.over_credit",
    ]);
  });

  it("goes beyond the limit only for who may, with a reason", async () => {
    const customerId = await givenCustomer(factory, { creditLimitCents: 0 });
    const order = await givenOrder(factory, [[bolt, "1"]], { customerId });
    const seller = await givenStaff(product, tenant, {
      roles: { permissions: ["orders.confirm", "orders.show"], scope: "all" },
    });
    const input = {
      orderId: order.id,
      revision: order.revision,
      creditOverride: "老客户,已电话确认付款",
    };
    expect((await call("orders.confirm", input, seller.token)).error).toMatchObject({
      code: "order.over_credit",
    });
    expect((await call("orders.confirm", input)).data).toMatchObject({
      state: "confirmed",
      creditOverride: input.creditOverride,
    });
  });

  it("keeps no override that was not needed", async () => {
    const order = await givenOrder(factory, [[bolt, "1"]]);
    const input = { orderId: order.id, revision: order.revision, creditOverride: "以防万一" };
    expect((await call("orders.confirm", input)).data.creditOverride).toBeNull();
  });

  it("happens once: a second confirmation is an illegal move", async () => {
    const order = await givenConfirmed(factory, await givenOrder(factory, [[bolt, "1"]]));
    const again = await call("orders.confirm", { orderId: order.id, revision: order.revision });
    expect(again.error).toMatchObject({ code: "state.illegal_move" });
  });

  it("offers only what makes sense now", async () => {
    const order = await givenOrder(factory, [[bolt, "1"]]);
    expect(order.actions).toEqual([
      "orders.update",
      "orders.customise",
      "orders.confirm",
      "orders.hold",
      "orders.liftHold",
      "orders.cancel",
    ]);
    expect((await givenConfirmed(factory, order)).actions).toEqual([
      "orders.hold",
      "orders.liftHold",
      "orders.closeShort",
      "orders.cancel",
    ]);
  });
});

describe("cancelling an order", () => {
  it("frees the credit that it held", async () => {
    const customerId = await givenCustomer(factory, { creditLimitCents: 1_000 });
    const first = await givenConfirmed(
      factory,
      await givenOrder(factory, [[bolt, "1"]], { customerId }),
    );
    await call("orders.cancel", { orderId: first.id, revision: first.revision, reason: "改型号" });
    const second = await givenOrder(factory, [[bolt, "1"]], { customerId });
    expect((await givenConfirmed(factory, second)).state).toBe("confirmed");
  });

  it("keeps its history readable", async () => {
    const order = await givenConfirmed(factory, await givenOrder(factory, [[bolt, "1"]]));
    const { data } = await call("orders.cancel", {
      orderId: order.id,
      revision: order.revision,
      reason: "改型号",
    });
    expect(data).toMatchObject({
      state: "cancelled",
      cancelReason: "改型号",
      promisedOn: null,
      actions: [],
    });
    expect(data.lines).toMatchObject([{ state: "cancelled", quantity: "1", plannedQuantity: "0" }]);
  });

  it("of a draft touches no books", async () => {
    const order = await givenOrder(factory, [[bolt, "1"]]);
    const { data } = await call("orders.cancel", {
      orderId: order.id,
      revision: order.revision,
      reason: "误录",
    });
    expect(data.state).toBe("cancelled");
  });
});

describe("another's order", () => {
  it("is not found in another tenant, and its existence is not betrayed", async () => {
    const order = await givenOrder(factory, [[bolt, "1"]]);
    const stranger = await givenTenant(product);
    const input = { orderId: order.id, revision: order.revision };
    const theirs = await call("orders.confirm", input, stranger.admin.token);
    const none = await call(
      "orders.confirm",
      { orderId: "4611686018427387904", revision: 1 },
      stranger.admin.token,
    );
    expect(theirs).toMatchObject({ status: 404, error: { code: "record.not_found" } });
    expect({ ...theirs.error, requestId: "" }).toEqual({ ...none.error, requestId: "" });
    expect((await call("orders.show", { orderId: order.id })).data.state).toBe("draft");
  });

  it("is not found by a sales person who sees only his own", async () => {
    const own = { roles: { permissions: ["orders.*"], scope: "own" as const } };
    const [mine, theirs] = [
      await givenStaff(product, tenant, own),
      await givenStaff(product, tenant, own),
    ];
    const { data: customer } = await product.call<{ id: string }>(factory.token, "parties.create", {
      code: "C-own",
      name: "余姚模具",
      isCustomer: true,
      ownerId: theirs.userId,
    });
    const order = await givenOrder(factory, [[bolt, "1"]], { customerId: customer.id });
    expect(order.ownerId).toBe(theirs.userId);
    expect((await call("orders.show", { orderId: order.id }, mine.token)).error).toMatchObject({
      code: "record.not_found",
    });
    expect((await call("orders.show", { orderId: order.id }, theirs.token)).ok).toBe(true);
    // Nor may he write an order for a customer who is not his.
    const refused = await call("orders.create", draft({ customerId: customer.id }), mine.token);
    expect(refused.error).toMatchObject({
      code: "reference.not_found",
      facts: { field: "customerId" },
    });
  });
});
