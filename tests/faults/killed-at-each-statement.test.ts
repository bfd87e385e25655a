import { randomUUID } from "node:crypto";
import type { Order } from "@quanlian/shared/contract";
import { PASSWORD } from "../support/given";
import { callChild, signInAt, startChild, type ServerChild } from "../support/server-child";
import { startStatementProxy, type StatementProxy, type Verdict } from "../support/statement-proxy";
import {
  expectCleanBooks,
  givenConfirmedOrder,
  givenDraft,
  givenFaultWorld,
  givenGoneDelivery,
  givenPickedDelivery,
  tracesOf,
  tracesOfDelivery,
  type FaultWorld,
} from "./fault-world";

/**
 * The server is killed (SIGKILL) at each statement of a confirmation, a cancellation and a change of an order, of goods that leave
 * and of a customer's answer: before the database got it, or after the database did it but before the server heard so. The client then sends its request again, under its key.
 */

let world: FaultWorld;
let proxy: StatementProxy;
let token: string;
let spare: Promise<ServerChild>;

const startWeb = () => startChild("web", { DATABASE_URL: proxy.urlFor(world.databaseUrl) });

beforeAll(async () => {
  world = await givenFaultWorld();
  proxy = await startStatementProxy(world.server.socketPath);
  spare = startWeb();
  token = await signInAt(await spare, world.factory.tenant.admin.phone, PASSWORD);
}, 60_000);
afterAll(async () => {
  const child = await spare;
  child.kill();
  await child.gone;
  await proxy?.close();
  await world?.close();
}, 60_000);

/** A drafted change of the order, and the hash of its preview. */
interface PreviewedChange {
  changeId: string;
  revision: number;
  hash: string;
}

/** A confirmed order whose first line is to become larger. */
async function givenPreviewedChange(): Promise<Order & { change: PreviewedChange }> {
  const order = await givenConfirmedOrder(world);
  const { product, token: by } = world.factory;
  const edits = [{ kind: "edit", lineId: order.lines[0]!.id, quantity: "5" }];
  const drafted = await product.call<{ id: string; revision: number }>(by, "orderChanges.draft", {
    ...{ orderId: order.id, reason: "客户来电", edits },
  });
  const { id: changeId, revision } = drafted.data;
  const preview = await product.call<{ hash: string }>(by, "orderChanges.preview", { changeId });
  return { ...order, change: { changeId, revision, hash: preview.data.hash } };
}

type Given = { id: string; revision: number; change?: PreviewedChange };

interface Story {
  operation: string;
  given: () => Promise<Given>;
  input: (document: Given) => Record<string, unknown>;
  state: { before: string; after: string };
  /** How often the document stands in the books; as an order unless told otherwise. */
  traced?: typeof tracesOf;
  traces: { before: Record<string, number>; after: Record<string, number> };
}

const NOTHING = {
  confirmed: 0,
  cancelled: 0,
  entries: 0,
  audited: 0,
  messages: 0,
  demands: 0,
  answers: 0,
};
const CONFIRMED = {
  confirmed: 1,
  cancelled: 0,
  entries: 1,
  audited: 1,
  messages: 1,
  demands: 2,
  answers: 1,
};

const PICKED = { moved: 0, answered: 0, charges: 0, entries: 0, messages: 0, shipped: 0 };
const LEFT = { ...PICKED, moved: 1, charges: 1, entries: 1, messages: 1, shipped: 1 };

const stories: Story[] = [
  {
    operation: "orders.confirm",
    given: () => givenDraft(world),
    input: ({ id, revision }) => ({ orderId: id, revision }),
    state: { before: "draft", after: "confirmed" },
    traces: { before: NOTHING, after: CONFIRMED },
  },
  {
    operation: "orders.cancel",
    given: () => givenConfirmedOrder(world),
    input: ({ id, revision }) => ({ orderId: id, revision, reason: "客户取消" }),
    state: { before: "confirmed", after: "cancelled" },
    traces: {
      before: CONFIRMED,
      after: { ...CONFIRMED, cancelled: 1, entries: 2, audited: 2, messages: 2, answers: 2 },
    },
  },
  {
    operation: "orderChanges.apply",
    given: givenPreviewedChange,
    input: ({ change }) => ({ ...change }),
    state: { before: "draft", after: "applied" },
    traces: {
      before: CONFIRMED,
      after: { ...CONFIRMED, entries: 2, audited: 2, messages: 2, answers: 2 },
    },
  },
  {
    operation: "shipments.dispatch",
    given: () => givenPickedDelivery(world),
    input: ({ id, revision }) => ({ shipmentId: id, revision }),
    state: { before: "picked", after: "dispatched" },
    traced: tracesOfDelivery,
    traces: { before: PICKED, after: LEFT },
  },
  {
    operation: "shipments.recordAcceptance",
    given: () => givenGoneDelivery(world),
    input: ({ id, revision }) => ({ shipmentId: id, revision }),
    state: { before: "dispatched", after: "accepted" },
    traced: tracesOfDelivery,
    traces: { before: LEFT, after: { ...LEFT, answered: 1, messages: 2 } },
  },
];

const BOOKS = [
  "inventory.",
  "finance.",
  "plans.",
  "orders.",
  "works.",
  "purchases.",
  "shipments.",
  "settlements.",
  "requests.",
];

type Side = "before" | "after";

/**
 * What a build kills at: what writes, and the ends of transactions. A kill at a reading statement leaves the database as
 * one after the write before it; all statements, each from both sides, by FAULT_SIDES=both.
 */
const THOROUGH = process.env.FAULT_SIDES === "both";
const isTried = (text: string) => THOROUGH || !/^\W*(SELECT|WITH)\b/i.test(text);

/** Kills the server at the n-th statement that is tried; answers it, or null when the operation had fewer. */
async function killedAt(story: Story, place: number, side: Side): Promise<string | null> {
  const order = await story.given();
  const { traced = tracesOf } = story;
  const child = await spare;
  const key = randomUUID();
  let tried = 0;
  let hit: string | null = null;
  const watch = proxy.watch(({ text }): Verdict => {
    if (isTried(text)) tried += 1;
    if (hit !== null || tried < place) return { kind: "pass" };
    hit = text;
    return { kind: side === "before" ? "drop" : "loseAnswer", afterwards: () => child.kill() };
  });
  const answer = await callChild(child, token, story.operation, story.input(order), key);
  watch.off();
  const text = hit as string | null;
  if (text === null) {
    expect(answer?.status).toBe(200);
    return null;
  }
  expect(answer).toBeNull();
  await child.gone;
  spare = startWeb();

  // As long as the client has not asked again, all of it is there or none of it.
  const committed = side === "after" && isCommit(text);
  expect([text, await traced(world, order.id)]).toEqual([
    text,
    committed ? story.traces.after : story.traces.before,
  ]);
  await expectCleanBooks(world, BOOKS);

  const again = await callChild<Order>(
    await spare,
    token,
    story.operation,
    story.input(order),
    key,
  );
  expect([text, again?.status, again?.replayed]).toEqual([text, 200, committed]);
  expect(again?.data?.state).toBe(story.state.after);
  expect(await traced(world, order.id)).toEqual(story.traces.after);
  await expectCleanBooks(world, BOOKS);
  return text;
}

/** Each statement from one side, in turns; a commit from both, as that is where the two differ. */
const otherSides = (text: string, first: Side): readonly Side[] =>
  THOROUGH || isCommit(text) ? [first === "before" ? "after" : "before"] : [];

const isCommit = (text: string) => /^COMMIT/i.test(text);

describe.each(stories)("$operation, its server killed at each statement", (story) => {
  it("has happened once when the client has asked again, and nothing is lost or double", async () => {
    const hits: string[] = [];
    const kills: Side[] = [];
    for (let place = 1; ; place += 1) {
      const first = place % 2 === 0 ? "before" : "after";
      const hit = await killedAt(story, place, first);
      if (hit === null) break;
      hits.push(hit);
      kills.push(first);
      for (const side of otherSides(hit, first)) {
        await killedAt(story, place, side);
        kills.push(side);
      }
    }
    await expectCleanBooks(world);
    const commitAt = hits.findIndex(isCommit);
    process.stdout.write(
      `${story.operation}: killed ${kills.length} times at ${hits.length} statements, ` +
        `${kills.filter((side) => side === "after").length} of them after the statement\n`,
    );
    // One transaction: nothing comes after its commit. A server that must first look up who asks commits one statement
    // later than the one before it, so that the commit may be met twice.
    expect(commitAt).toBeGreaterThan(THOROUGH ? 12 : 8);
    expect(hits.slice(commitAt).filter((text) => !isCommit(text))).toEqual([]);
    expect(hits.join("\n")).toMatch(/INSERT INTO\s+`?idempotency_keys/i);
  }, 600_000);
});
