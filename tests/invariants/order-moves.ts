import type { Order } from "@quanlian/shared/contract";
import fc from "fast-check";
import type { Answer } from "../support/product";
import type { ModelOrder } from "./books-model";
import { succeeded, type World } from "./world";

/** What may happen to a confirmed order beside its cancellation: it changes, it is closed short, its work is released. */
export type OrderCommand =
  | { kind: "closeShort"; order: number }
  | { kind: "change"; order: number; line: number; quantity: number }
  | { kind: "release"; which: number };

const index = fc.nat({ max: 999 });
export const change = fc.record({
  kind: fc.constant("change" as const),
  order: index,
  line: index,
  quantity: fc.integer({ min: 1, max: 15 }),
});
export const release = fc.record({ kind: fc.constant("release" as const), which: index });
export const closeShort = fc.record({ kind: fc.constant("closeShort" as const), order: index });

/** 3.335 元 a piece, half up to the cent. */
export const priceOf = (quantity: number) => Math.floor((quantity * 3335 + 5) / 10);

type Learn = (world: World, order: ModelOrder, answer: Answer<Order>, name: string) => void;

/** What has not been delivered is given back: today that is everything. */
export async function closeOne(world: World, which: number, learn: Learn): Promise<() => void> {
  const candidates = world.model.inState("confirmed");
  const order = candidates[which % (candidates.length || 1)];
  if (!order) return () => world.tally.count("skipped");
  const { factory } = world;
  const input = { orderId: order.id, revision: order.revision, reason: "客户不要了" };
  const answer = await factory.product.call<Order>(factory.token, "orders.closeShort", input);
  return () => learn(world, order, answer, "orders.closeShort");
}

const call = <T>({ factory }: World, operation: string, input: object) =>
  factory.product.call<T>(factory.token, operation, input);

/** Another quantity for one line, drafted, previewed and applied while others do what they do. */
export async function changeOne(
  world: World,
  { order: which, line: at, quantity }: Extract<OrderCommand, { kind: "change" }>,
): Promise<() => void> {
  const { model, tally, changing } = world;
  const candidates = model.inState("confirmed");
  const order = candidates[which % (candidates.length || 1)];
  if (!order || changing.has(order.id)) return () => tally.count("skipped");
  changing.add(order.id);
  const line = order.lines[at % order.lines.length]!;
  const edits = [{ kind: "edit", lineId: line.id, quantity: String(quantity) }];
  const asked = { orderId: order.id, reason: "客户来电", edits };
  const draft = await call<{ id: string; revision: number }>(world, "orderChanges.draft", asked);
  if (!draft.ok) return () => void succeeded(world, draft);
  const { id: changeId, revision } = draft.data;
  const preview = await call<{ hash: string }>(world, "orderChanges.preview", { changeId });
  if (!preview.ok) return () => void succeeded(world, preview);
  const { hash } = preview.data;
  const applied = await call(world, "orderChanges.apply", { changeId, revision, hash });
  return () => {
    if (!succeeded(world, applied)) return;
    const now = model.orders.get(order.id)!;
    const lines = now.lines.map((each) => (each.id === line.id ? { ...each, quantity } : each));
    const inclCents = lines.reduce((sum, each) => sum + priceOf(each.quantity), 0);
    model.orders.set(order.id, { ...now, lines, inclCents, revision: now.revision + 1 });
    tally.count(quantity > line.quantity ? "changed up" : "changed down");
  };
}

/** Hands one planned work order to the workshop: from then on it stays, whatever its order does. */
export async function releaseOne(world: World, which: number): Promise<() => void> {
  const { tally, releases } = world;
  if (!releases) return () => tally.count("skipped");
  const planned = await call<{ rows: { id: string }[] }>(world, "workOrders.list", {
    filter: { state: { eq: "planned" } },
  });
  const chosen = planned.data.rows[which % (planned.data.rows.length || 1)];
  if (!chosen) return () => tally.count("skipped");
  const shown = await call<{ revision: number }>(world, "workOrders.show", {
    workOrderId: chosen.id,
  });
  const { revision } = shown.data;
  const answer = await call(world, "workOrders.release", { workOrderId: chosen.id, revision });
  return () => {
    if (succeeded(world, answer)) tally.count("workOrders.release");
  };
}
