import { randomUUID } from "node:crypto";
import type { Order } from "@quanlian/shared/contract";
import fc from "fast-check";
import { givenTenant } from "../support/given";
import {
  givenCustomer,
  givenFactory,
  givenItem,
  givenMadeItem,
  givenStock,
} from "../support/given-factory";
import { givenWarehouse } from "../support/given-inventory";
import type { Answer, TestProduct } from "../support/product";
import { count, countOne, transfer, transferOne, type StoreCommand } from "./store-moves";
import {
  change,
  changeOne,
  closeOne,
  closeShort,
  priceOf,
  release,
  releaseOne,
  type OrderCommand,
} from "./order-moves";
import { BooksModel, type ModelOrder } from "./books-model";
import type { Tally } from "./tally";
import { succeeded, type World } from "./world";

/**
 * A small factory in which everything wants the same few parts, and what people do to it: data alone, so that a run can be
 * repeated and shrunk. Numbers are picked modulo what there is.
 */
export type Command =
  | { kind: "draft"; customer: number; lines: DraftLine[] }
  | { kind: "confirm"; order: number }
  | { kind: "confirmTwice"; order: number }
  | { kind: "repeat"; order: number }
  | { kind: "cancel"; order: number }
  | { kind: "adjust"; lines: { item: number; quantity: number }[] }
  | StoreCommand
  | OrderCommand;

export interface DraftLine {
  item: number;
  quantity: number;
  custom: boolean;
}

const index = fc.nat({ max: 999 });
const draft = fc.record({
  kind: fc.constant("draft" as const),
  customer: index,
  lines: fc.array(
    fc.record({
      item: index,
      quantity: fc.integer({ min: 1, max: 12 }),
      custom: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});
const adjust = fc.record({
  kind: fc.constant("adjust" as const),
  lines: fc.array(
    fc.record({
      item: index,
      quantity: fc.integer({ min: -9, max: 12 }).filter((quantity) => quantity !== 0),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});
const onOrder = <K extends Command["kind"]>(kind: K) =>
  fc.record({ kind: fc.constant(kind), order: index });

export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: draft },
  { weight: 6, arbitrary: onOrder("confirm") },
  { weight: 1, arbitrary: onOrder("confirmTwice") },
  { weight: 1, arbitrary: onOrder("repeat") },
  { weight: 4, arbitrary: onOrder("cancel") },
  { weight: 1, arbitrary: closeShort },
  { weight: 5, arbitrary: change },
  { weight: 1, arbitrary: release },
  { weight: 4, arbitrary: adjust },
  { weight: 2, arbitrary: transfer },
  { weight: 1, arbitrary: count },
) as fc.Arbitrary<Command>;

/** Three levels; screws and plates are in everything, scarce, and bought or made in lots; some is lost on the way. */
export async function givenWorld(
  product: TestProduct,
  tally: Tally,
  { releases = false } = {},
): Promise<World> {
  const factory = await givenFactory(product, await givenTenant(product));
  const screw = await givenItem(factory, { lotMultiple: "25" });
  const plate = await givenItem(factory, { lotMinimum: "10", leadTimeDays: 3 });
  const bracket = await givenMadeItem(
    factory,
    [
      [plate, "2", { scrapRate: "0.1" }],
      [screw, "4"],
    ],
    { lotFixed: "6" },
  );
  const frame = await givenMadeItem(factory, [
    [bracket, "2"],
    [screw, "3", { scrapRate: "0.05" }],
  ]);
  const cabinet = await givenMadeItem(
    factory,
    [
      [frame, "1"],
      [plate, "3"],
    ],
    { lotMultiple: "2" },
  );
  const items = [cabinet, frame, bracket, plate, screw];
  const customers = [factory.customerId, await givenCustomer(factory)];
  const secondWarehouseId = await givenWarehouse(factory);
  const model = new BooksModel();
  for (const [item, quantity] of [
    [screw, 30],
    [plate, 10],
    [bracket, 5],
  ] as const) {
    await givenStock(factory, item, String(quantity), "1.37");
    model.adjust([{ itemId: item.id, quantity }]);
  }
  const state = { model, tally, releases, changing: new Set<string>() };
  return { factory, items, customers, secondWarehouseId, ...state };
}

/** Runs commands side by side, then brings the model up to what was answered. */
export async function runRound(world: World, commands: readonly Command[]): Promise<void> {
  const startedAt = performance.now();
  const done = await Promise.all(commands.map((each) => start(world, each)));
  // A lock wait is given up after 20 seconds and the whole tried again: who runs into that was in a ring.
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  for (const learn of done) learn();
  world.changing.clear();
}

/** Cancels all that lives, eight at a time. */
export async function cancelEverything(world: World): Promise<void> {
  const live = world.model.inState("draft", "confirmed");
  for (let at = 0; at < live.length; at += 8) {
    const batch = live.slice(at, at + 8);
    const done = await Promise.all(batch.map((order) => cancelOne(world, order)));
    for (const learn of done) learn();
  }
  expect(world.model.inState("draft", "confirmed")).toEqual([]);
}

/** Sends one command; answers what the model learns from the answer. */
function start(world: World, each: Command): Promise<() => void> {
  if (each.kind === "draft") return draftOne(world, each);
  if (each.kind === "adjust") return adjustOne(world, each);
  if (each.kind === "release") return releaseOne(world, each.which);
  if (each.kind === "change") return changeOne(world, each);
  if (each.kind === "closeShort") return closeOne(world, each.order, learnState);
  if (each.kind === "transfer") return transferOne(world, each);
  if (each.kind === "count") return countOne(world, each);
  const states = each.kind === "cancel" ? (["draft", "confirmed"] as const) : (["draft"] as const);
  const candidates = world.model.inState(...states);
  const order = candidates[each.order % (candidates.length || 1)];
  if (!order) return Promise.resolve(() => world.tally.count("skipped"));
  if (each.kind === "cancel") return cancelOne(world, order);
  if (each.kind === "confirm") return confirmOne(world, order);
  if (each.kind === "confirmTwice") return confirmTwice(world, order);
  return repeatOne(world, order);
}

const PRICE = "3.335";

async function draftOne(
  world: World,
  { customer, lines }: Extract<Command, { kind: "draft" }>,
): Promise<() => void> {
  const { factory, items, customers, tally, model } = world;
  const customerId = customers[customer % customers.length]!;
  const wanted = lines.map((line) => ({
    itemId: items[line.item % items.length]!.id,
    mode: line.custom && line.item % items.length < 3 ? "custom" : "standard",
    quantity: line.quantity,
  }));
  const answer = await factory.product.call<Order>(factory.token, "orders.create", {
    customerId,
    requestedOn: "2026-12-31",
    lines: wanted.map((line) => ({ ...line, quantity: String(line.quantity), unitPrice: PRICE })),
  });
  return () => {
    const { id, revision, inclCents } = answer.data;
    expect(inclCents).toBe(wanted.reduce((sum, line) => sum + priceOf(line.quantity), 0));
    const lines = wanted.map((line, at) => ({ ...line, id: answer.data.lines[at]!.id }));
    model.orders.set(id, { id, revision, inclCents, customerId, lines, state: "draft" });
    tally.count("orders.create");
  };
}

async function adjustOne(
  world: World,
  { lines }: Extract<Command, { kind: "adjust" }>,
): Promise<() => void> {
  const { factory, items, tally, model } = world;
  const changes = lines.map(({ item, quantity }) => ({
    itemId: items[item % items.length]!.id,
    quantity,
  }));
  const answer = await factory.product.call(factory.token, "inventory.adjust", {
    reason: "盘点",
    lines: changes.map((change) => ({
      itemId: change.itemId,
      warehouseId: factory.warehouseId,
      quantity: String(change.quantity),
      unitCost: "1.37",
    })),
  });
  return () => {
    if (!succeeded(world, answer)) return;
    model.adjust(changes);
    tally.count("inventory.adjust");
    if (changes.some((change) => change.quantity < 0)) tally.count("inventory.adjust down");
  };
}

function confirmCall(
  { factory }: World,
  order: ModelOrder,
  idempotencyKey = randomUUID() as string,
): Promise<Answer<Order>> {
  const input = { orderId: order.id, revision: order.revision };
  return factory.product.call<Order>(factory.token, "orders.confirm", input, { idempotencyKey });
}

async function confirmOne(world: World, order: ModelOrder): Promise<() => void> {
  const answer = await confirmCall(world, order);
  return () => learnState(world, order, answer, "orders.confirm");
}

/** Two people press the button at once: at most one of them is heard. */
async function confirmTwice(world: World, order: ModelOrder): Promise<() => void> {
  const answers = await Promise.all([confirmCall(world, order), confirmCall(world, order)]);
  return () => {
    expect(answers.filter((answer) => answer.ok).length).toBeLessThanOrEqual(1);
    for (const answer of answers) learnState(world, order, answer, "orders.confirm");
    world.tally.count("raced");
  };
}

/** One person's request arrives twice at once: it counts once and is answered twice alike. Under its key nothing else runs. */
async function repeatOne(world: World, order: ModelOrder): Promise<() => void> {
  const key = randomUUID();
  const [first, second] = await Promise.all([
    confirmCall(world, order, key),
    confirmCall(world, order, key),
  ]);
  const later = await confirmCall(world, order, key);
  const other = await confirmCall(world, { ...order, revision: order.revision + 7 }, key);
  return () => {
    if (first.ok) {
      expect([second.data, later.data]).toEqual([first.data, first.data]);
      expect([other.status, other.error?.code]).toEqual([422, "idempotency.key_reused"]);
      world.tally.count("repeated");
    } else {
      expect([second.ok, later.ok, other.ok]).toEqual([false, false, false]);
    }
    learnState(world, order, first, "orders.confirm");
  };
}

async function cancelOne(world: World, order: ModelOrder): Promise<() => void> {
  const { factory } = world;
  const { id: orderId, revision } = order;
  const wasConfirmed = order.state === "confirmed";
  const input = { orderId, revision, reason: "客户取消" };
  const answer = await factory.product.call<Order>(factory.token, "orders.cancel", input);
  return () =>
    learnState(world, order, answer, wasConfirmed ? "orders.cancel" : "orders.cancel draft");
}

function learnState(world: World, order: ModelOrder, answer: Answer<Order>, name: string): void {
  if (!succeeded(world, answer)) return;
  const now = world.model.orders.get(order.id)!;
  // What was asked named the revision that was seen: only one can have been the first.
  expect(now.revision).toBe(order.revision);
  const { revision } = answer.data;
  const state = answer.data.state as ModelOrder["state"];
  world.model.orders.set(order.id, { ...now, state, revision });
  world.tally.count(name);
}
