import type {
  Item,
  Order,
  OrderChangePreview,
  OrderChangeView,
  OrderEdit,
} from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
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
import {
  givenDelivered,
  givenReleased,
  givenTerm,
  rowsOf,
} from "../../../../tests/support/given-orders";
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
}, 60_000);
afterAll(() => product.close());

const call = <T = OrderChangeView>(operation: string, input: unknown, token = factory.token) =>
  product.call<T>(token, operation, input);

const draft = async (order: Order, edits: OrderEdit[]): Promise<OrderChangeView> =>
  (await call("orderChanges.draft", { orderId: order.id, reason: "客户来电", edits })).data;
const preview = async ({ id }: OrderChangeView): Promise<OrderChangePreview> =>
  (await call<OrderChangePreview>("orderChanges.preview", { changeId: id })).data;
const apply = ({ id, revision }: OrderChangeView, hash: string, rest: object = {}) =>
  call("orderChanges.apply", { changeId: id, revision, hash, ...rest });
const shown = async ({ id }: { id: string }): Promise<Order> =>
  (await call<Order>("orders.show", { orderId: id })).data;

/** Drafts, previews and applies; answers what it did. */
async function changed(order: Order, edits: OrderEdit[]): Promise<OrderChangeView> {
  const change = await draft(order, edits);
  const answer = await apply(change, (await preview(change)).hash);
  return answer.data;
}

const edit = (order: Order, rest: object, at = 0): OrderEdit => ({
  kind: "edit",
  lineId: order.lines[at]!.id,
  ...rest,
});
const audit = async () => (await runSelfAudit(product.services.config.databaseUrl)).faults;

describe("a preview", () => {
  it("says what would happen and leaves nothing behind: no number, no row, no message", async () => {
    const frame = await givenMadeItem(factory, [[bolt, "4"]]);
    const order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
    const change = await draft(order, [edit(order, { quantity: "15" })]);
    const { impact, obstacle } = await preview(change);
    expect(obstacle).toBeNull();
    expect(impact).toMatchObject({
      inclCents: { before: 10_000, after: 15_000 },
      lines: [{ lineNo: 1, change: "changed", quantity: { before: "10", after: "15" } }],
      messages: [],
    });
    expect(impact.supplies.map((each) => [each.kind, each.change, each.quantity])).toEqual(
      expect.arrayContaining([
        ["make", "changed", { before: "10", after: "15" }],
        ["buy", "changed", { before: "40", after: "60" }],
      ]),
    );
    expect(await shown(order)).toEqual(order);
    expect(await rowsOf(factory, "workOrders", frame)).toMatchObject([{ quantity: "10" }]);
    expect((await call("orderChanges.show", { changeId: change.id })).data).toMatchObject({
      state: "draft",
      revision: change.revision,
      impact: null,
    });
    expect(await preview(change)).toEqual({ impact, obstacle, hash: (await preview(change)).hash });
  });

  it("takes no document number", async () => {
    const order = await givenConfirmed(factory, await givenOrder(factory, [[bolt, "1"]]));
    const change = await draft(order, [
      { kind: "add", line: addedLine(await givenMadeItem(factory, [[bolt, "1"]])) },
    ]);
    await preview(change);
    await preview(change);
    const applied = await apply(change, (await preview(change)).hash);
    expect(applied.data.state).toBe("applied");
    const numbers = (await call<{ rows: { number: string }[] }>("workOrders.list", {})).data.rows
      .map((row) => Number(row.number.slice(-4)))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  });
});

const addedLine = (item: Item, rest: object = {}) =>
  ({
    mode: "standard",
    itemId: item.id,
    quantity: "2",
    unitPrice: "10",
    overRate: "0",
    underRate: "0",
    billedByMilestones: false,
    ...rest,
  }) as Extract<OrderEdit, { kind: "add" }>["line"];

describe("applying a change", () => {
  it("is refused when the world has moved, with what would happen now, and nothing changes", async () => {
    const lamp = await givenItem(factory);
    const order = await givenConfirmed(factory, await givenOrder(factory, [[lamp, "10"]]));
    const change = await draft(order, [edit(order, { quantity: "12" })]);
    const { hash } = await preview(change);
    await givenStock(factory, lamp, "5");
    const stale = await apply(change, hash);
    expect(stale).toMatchObject({ status: 409, error: { code: "order_change.stale_preview" } });
    const { preview: now } = stale.error!.facts as { preview: OrderChangePreview };
    expect(now.impact.reservations).toMatchObject([{ quantity: { before: "0", after: "5" } }]);
    expect(await shown(order)).toEqual(order);
    expect((await apply(change, now.hash)).data.state).toBe("applied");
    expect(await audit()).toEqual([]);
  });

  it("changes planned work orders and open requisitions in place, down to the last part", async () => {
    const frame = await givenMadeItem(factory, [[bolt, "4"]]);
    const order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
    const [before] = await rowsOf(factory, "workOrders", frame);
    await changed(order, [edit(order, { quantity: "15" })]);
    expect(await rowsOf(factory, "workOrders", frame)).toMatchObject([
      { number: before!.number, state: "planned", quantity: "15" },
    ]);
    const bigger = await shown(order);
    await changed(bigger, [edit(bigger, { quantity: "10" })]);
    expect(await rowsOf(factory, "workOrders", frame)).toEqual(
      [{ ...before, revision: expect.anything() as unknown }].map(({ revision: _, ...row }) => row),
    );
    expect(await audit()).toEqual([]);
  });

  it("moves the days of a planned work order and its parts with the line's", async () => {
    const frame = await givenMadeItem(factory, [[bolt, "4"]]);
    const order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
    await changed(order, [edit(order, { requestedOn: "2027-02-26" })]);
    // Two working days before it is wanted.
    expect(await rowsOf(factory, "workOrders", frame)).toMatchObject([
      { startOn: "2027-02-24", dueOn: "2027-02-26" },
    ]);
    expect((await shown(order)).promisedOn).toBe("2027-02-26");
    expect(await audit()).toEqual([]);
  });

  it("leaves a released work order as it is: fewer are advised on and free, an earlier day is asked for", async () => {
    const frame = await givenMadeItem(factory, [[bolt, "4"]]);
    const order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
    await givenReleased(factory, frame);
    await changed(order, [edit(order, { quantity: "6" })]);
    expect(await rowsOf(factory, "supplies", frame)).toMatchObject([
      { quantity: "10", pegged: "6", freeQuantity: "4", firm: true },
    ]);
    expect(await rowsOf(factory, "planMessages", frame)).toMatchObject([
      { kind: "decrease", quantity: "4" },
    ]);

    const smaller = await shown(order);
    await changed(smaller, [edit(smaller, { requestedOn: "2026-12-10" })]);
    expect(await rowsOf(factory, "planMessages", frame)).toMatchObject([
      { kind: "expedite", quantity: "6", wantedOn: "2026-12-10" },
      { kind: "decrease" },
    ]);
    const [supply] = await rowsOf(factory, "supplies", frame);
    expect(supply).toMatchObject({ dueOn: "2026-12-31" });
    expect((await shown(order)).promisedOn).toBe("2026-12-31");
    expect(await audit()).toEqual([]);
  });

  it("covers more from what is free before anything new is made", async () => {
    const frame = await givenMadeItem(factory, [[bolt, "4"]]);
    const order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
    await givenReleased(factory, frame);
    await changed(order, [edit(order, { quantity: "6" })]);
    const smaller = await shown(order);
    await changed(smaller, [edit(smaller, { quantity: "12" })]);
    // 6 + 4 that were free of the released one, and 2 more.
    const supplies = await rowsOf(factory, "supplies", frame);
    expect(supplies.map((row) => `${row.pegged} of ${row.quantity}`).sort()).toEqual([
      "10 of 10",
      "2 of 2",
    ]);
    expect(await audit()).toEqual([]);
  });

  it("never falls below what is delivered", async () => {
    const lamp = await givenItem(factory);
    await givenStock(factory, lamp, "10");
    const order = await givenConfirmed(factory, await givenOrder(factory, [[lamp, "10"]]));
    await givenDelivered(factory, order, "4");
    const change = await draft(order, [edit(order, { quantity: "3" })]);
    const refused = await call("orderChanges.preview", { changeId: change.id });
    expect(refused.error).toMatchObject({ code: "order_change.below_delivered" });
    const enough = await draft(order, [edit(order, { quantity: "4" })]);
    expect((await preview(enough)).impact.lines).toMatchObject([
      { reserved: { before: "6", after: "0" } },
    ]);
  });

  it("adds and takes out lines, and amounts, commitment and schedule follow to the cent", async () => {
    const paymentTermId = await givenTerm(factory, {
      code: "D30",
      name: "预付三成",
      kind: "deposit",
      depositRate: "0.3",
    });
    const customerId = await givenCustomer(factory, { paymentTermId });
    const [lamp, socket] = [await givenItem(factory), await givenItem(factory)];
    const order = await givenConfirmed(
      factory,
      await givenOrder(
        factory,
        [
          [lamp, "10"],
          [bolt, "1"],
        ],
        { customerId },
      ),
    );
    const change = await changed(order, [
      { kind: "remove", lineId: order.lines[0]!.id },
      { kind: "add", line: addedLine(socket, { unitPrice: "33.33" }) },
      edit(order, { unitPrice: "20" }, 1),
    ]);
    const after = await shown(order);
    // 1 × 20.00 + 2 × 33.33; three tenths of 86.66 are 26.00.
    expect(after.inclCents).toBe(8_666);
    expect(after.lines.map((line) => [line.lineNo, line.state, line.inclCents])).toEqual([
      [1, "removed", 10_000],
      [2, "open", 2_000],
      [3, "open", 6_666],
    ]);
    expect(after.payments.map((each) => each.amountCents)).toEqual([2_600, 6_066]);
    expect(change.impact!.lines.map((line) => [line.lineNo, line.change])).toEqual([
      [1, "removed"],
      [2, "changed"],
      [3, "added"],
    ]);
    expect(await rowsOf(factory, "requisitionLines", lamp)).toMatchObject([{ state: "cancelled" }]);
    expect(await rowsOf(factory, "requisitionLines", socket)).toMatchObject([{ quantity: "2" }]);
    expect(await audit()).toEqual([]);

    const { id: orderId, revision } = after;
    await call("orders.cancel", { orderId, revision, reason: "客户取消" });
    expect(await audit()).toEqual([]);
  });

  it("is refused beyond the credit limit, unless whoever may says why", async () => {
    const customerId = await givenCustomer(factory, { creditLimitCents: 10_000 });
    const order = await givenConfirmed(
      factory,
      await givenOrder(factory, [[bolt, "10"]], { customerId }),
    );
    const change = await draft(order, [edit(order, { quantity: "11" })]);
    const { hash, obstacle } = await preview(change);
    expect(obstacle).toMatchObject({ code: "order.over_credit" });
    const seller = await givenStaff(product, tenant, {
      roles: { permissions: ["orders.*", "orderChanges.*"], scope: "all" },
      denied: ["orders.overrideCredit"],
    });
    const input = { changeId: change.id, revision: change.revision, hash };
    const reason = { creditOverride: "总经理同意" };
    for (const rest of [{}, reason])
      expect(
        (await call("orderChanges.apply", { ...input, ...rest }, seller.token)).error,
      ).toMatchObject({ code: "order.over_credit" });
    expect((await apply(change, hash, reason)).data.state).toBe("applied");
  });

  it("is refused twice, after it was dropped, and to who has not read its latest state", async () => {
    const order = await givenConfirmed(factory, await givenOrder(factory, [[bolt, "10"]]));
    const change = await draft(order, [edit(order, { quantity: "11" })]);
    const { hash } = await preview(change);
    expect((await apply({ ...change, revision: 7 }, hash)).error).toMatchObject({
      code: "revision.stale",
    });
    const { data: applied } = await apply(change, hash);
    expect((await apply(applied, hash)).error).toMatchObject({ code: "state.illegal_move" });
    const second = await draft(await shown(order), [edit(order, { quantity: "9" })]);
    const { data: dropped } = await call("orderChanges.drop", {
      changeId: second.id,
      revision: second.revision,
    });
    expect(dropped.state).toBe("dropped");
    expect((await apply(dropped, hash)).error).toMatchObject({ code: "state.illegal_move" });
  });
});

describe("drafting a change", () => {
  it("names every line that the order does not have, and needs a confirmed order", async () => {
    const order = await givenOrder(factory, [[bolt, "1"]]);
    const edits = [edit(order, { quantity: "2" })];
    const early = await call("orderChanges.draft", { orderId: order.id, reason: "x", edits });
    expect(early.error).toMatchObject({ code: "state.illegal_move" });
    const confirmed = await givenConfirmed(factory, order);
    const refused = await call("orderChanges.draft", {
      orderId: confirmed.id,
      reason: "x",
      edits: [
        { kind: "remove", lineId: "12345" },
        { kind: "edit", lineId: "67890", quantity: "1" },
        { kind: "add", line: addedLine({ id: "99" } as Item) },
      ],
    });
    expect(refused.error!.issues!.map((issue) => issue.path.join("."))).toEqual([
      "edits.0.lineId",
      "edits.1.lineId",
    ]);
  });

  it("is not for another company's order", async () => {
    const order = await givenConfirmed(factory, await givenOrder(factory, [[bolt, "1"]]));
    const change = await draft(order, [edit(order, { quantity: "2" })]);
    const { token } = (await givenTenant(product)).admin;
    for (const [operation, input] of [
      ["orderChanges.draft", { orderId: order.id, reason: "x", edits: change.edits }],
      ["orderChanges.preview", { changeId: change.id }],
      ["orderChanges.show", { changeId: change.id }],
    ] as const)
      expect((await call(operation, input, token)).error).toMatchObject({
        code: "record.not_found",
      });
  });
});

it("stands against a cancellation at the same time: one of them is first, and the books add up", async () => {
  const frame = await givenMadeItem(factory, [[bolt, "4"]]);
  const order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
  const other = await givenOrder(factory, [[frame, "3"]]);
  const change = await draft(order, [edit(order, { quantity: "15" })]);
  const { hash } = await preview(change);
  const { id: orderId, revision } = order;
  const [applied, cancelled] = await Promise.all([
    apply(change, hash),
    call("orders.cancel", { orderId, revision, reason: "客户取消" }),
    call("orders.confirm", { orderId: other.id, revision: other.revision }),
  ]);
  expect([applied.ok, cancelled.ok].filter(Boolean)).toHaveLength(1);
  expect(await audit()).toEqual([]);
});
