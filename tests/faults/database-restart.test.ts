import { randomUUID } from "node:crypto";
import type { Order } from "@quanlian/shared/contract";
import { startPrivateServer } from "../../scripts/database/private-server";
import { isRunning } from "../../scripts/database/server-files";
import { connectForAudit } from "../../scripts/self-audit/run-self-audit";
import { PASSWORD } from "../support/given";
import { callChild, signInAt, startChild, type ServerChild } from "../support/server-child";
import { startStatementProxy, type StatementProxy } from "../support/statement-proxy";
import {
  expectCleanBooks,
  givenConfirmedOrder,
  givenDraft,
  givenFaultWorld,
  tracesOf,
  type FaultWorld,
} from "./fault-world";

/** The database itself is killed (SIGKILL) in the middle of the work: what was answered stays, and the service goes on. */

let world: FaultWorld;
let proxy: StatementProxy;
let child: ServerChild;
let token: string;

beforeAll(async () => {
  world = await givenFaultWorld({ removedByUs: true });
  proxy = await startStatementProxy(world.server.socketPath);
  child = await startChild("web", { DATABASE_URL: proxy.urlFor(world.databaseUrl) });
  token = await signInAt(child, world.factory.tenant.admin.phone, PASSWORD);
}, 60_000);
afterAll(async () => {
  child?.kill();
  await child?.gone;
  await proxy?.close();
  await world?.close();
}, 60_000);

async function restartDatabase(): Promise<void> {
  while (isRunning(world.server.pid)) await new Promise(setImmediate);
  world.server = await startPrivateServer({ folder: world.folder, durable: true });
  world.connection.destroy();
  world.connection = await connectForAudit(world.databaseUrl);
}

it.each([
  ["before it has the facts", /INSERT INTO `?facts/, false],
  ["just before the COMMIT", /^COMMIT/, false],
  ["after the COMMIT and before its answer", /^COMMIT/, true],
])(
  "keeps what was answered and loses nothing when it is killed %s",
  async (_, at, done) => {
    const kept = await givenConfirmedOrder(world);
    const order = await givenDraft(world);
    const input = { orderId: order.id, revision: order.revision };
    const key = randomUUID();
    let hit = 0;
    const kill = () => process.kill(world.server.pid, "SIGKILL");
    const watch = proxy.watch(({ text }) => {
      if (hit > 0 || !at.test(text)) return { kind: "pass" };
      hit += 1;
      return { kind: done ? "loseAnswer" : "drop", afterwards: kill };
    });
    const cut = await callChild<Order>(child, token, "orders.confirm", input, key);
    watch.off();
    expect([hit, cut?.status ?? 0]).toEqual([1, expect.any(Number)]);
    expect(cut?.status).toBeGreaterThanOrEqual(500);

    await restartDatabase();
    expect(await tracesOf(world, kept.id)).toMatchObject({ confirmed: 1, entries: 1, demands: 2 });
    expect(await tracesOf(world, order.id)).toMatchObject({ confirmed: done ? 1 : 0 });
    await expectCleanBooks(world);

    // The same process goes on, on new connections.
    const again = await callChild<Order>(child, token, "orders.confirm", input, key);
    expect([again?.status, again?.replayed]).toEqual([200, done]);
    expect(await tracesOf(world, order.id)).toMatchObject({ confirmed: 1, entries: 1, demands: 2 });
    await expectCleanBooks(world);
  },
  60_000,
);
