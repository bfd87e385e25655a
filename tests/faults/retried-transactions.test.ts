import type { Order } from "@quanlian/shared/contract";
import type { RowDataPacket } from "mysql2/promise";
import { connectForAudit } from "../../scripts/self-audit/run-self-audit";
import { PASSWORD } from "../support/given";
import { callChild, signInAt, startChild, type ServerChild } from "../support/server-child";
import { startStatementProxy, type StatementProxy } from "../support/statement-proxy";
import {
  expectCleanBooks,
  givenDraft,
  givenFaultWorld,
  tracesOf,
  type FaultWorld,
} from "./fault-world";

/** What the database takes back by itself is tried again as a whole, and happens once. */

let world: FaultWorld;
let proxy: StatementProxy;
let child: ServerChild;
let token: string;

beforeAll(async () => {
  world = await givenFaultWorld();
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

const confirm = ({ id, revision }: Order) =>
  callChild<Order>(child, token, "orders.confirm", { orderId: id, revision });

async function expectConfirmedOnce(order: Order): Promise<void> {
  expect(await tracesOf(world, order.id)).toMatchObject({
    confirmed: 1,
    entries: 1,
    audited: 1,
    messages: 1,
    demands: 2,
  });
  await expectCleanBooks(world);
}

it.each([
  ["a lock wait that took too long", 1205, /FROM item_stocks .* FOR UPDATE/s],
  ["a deadlock in the middle", 1213, /INSERT INTO `?demands/],
  ["a transaction that a cluster cannot certify, at COMMIT", 1213, /^COMMIT/],
])("begins again after %s", async (_, errno, at) => {
  const order = await givenDraft(world);
  let failed = 0;
  let begun = 0;
  const watch = proxy.watch(({ text }) => {
    if (/INSERT INTO `?idempotency_keys/.test(text)) begun += 1;
    if (failed === 2 || !at.test(text)) return { kind: "pass" };
    failed += 1;
    return { kind: "fail", errno };
  });
  const answer = await confirm(order);
  watch.off();
  expect([answer?.status, answer?.data?.state]).toEqual([200, "confirmed"]);
  expect({ failed, begun }).toEqual({ failed: 2, begun: 3 });
  await expectConfirmedOnce(order);
});

it("says that the system is busy when it never comes through, and has done nothing", async () => {
  const order = await givenDraft(world);
  const watch = proxy.watch(({ text }) =>
    /INSERT INTO `?demands/.test(text) ? { kind: "fail", errno: 1213 } : { kind: "pass" },
  );
  const answer = await confirm(order);
  watch.off();
  expect(answer?.error?.code).toBe("system.busy");
  expect(await tracesOf(world, order.id)).toMatchObject({ confirmed: 0, entries: 0, demands: 0 });
  await expectCleanBooks(world);
  expect((await confirm(order))?.status).toBe(200);
});

it("loses a real deadlock against a heavier transaction, and comes through after it", async () => {
  const order = await givenDraft(world);
  const rival = await connectForAudit(world.databaseUrl);
  const { tenantId } = world.factory.tenant;
  const [items] = await rival.query<RowDataPacket[]>(
    "SELECT item_id AS id FROM item_stocks WHERE tenant_id = ? ORDER BY item_id",
    [tenantId],
  );
  const [first, last] = [String(items[0]!.id), String(items.at(-1)!.id)];
  await rival.query("CREATE TABLE IF NOT EXISTS test_ballast (id INT PRIMARY KEY AUTO_INCREMENT)");
  await rival.query("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
  await rival.query("BEGIN");
  await rival.query(
    "INSERT INTO test_ballast () SELECT NULL FROM information_schema.columns LIMIT 2000",
  );
  const lock = (id: string) =>
    rival.query("SELECT 1 FROM item_stocks WHERE tenant_id = ? AND item_id = ? FOR UPDATE", [
      tenantId,
      id,
    ]);
  await lock(last);

  let begun = 0;
  const atStocks = new Promise<void>((resolve) => {
    proxy.watch(({ text }) => {
      if (/INSERT INTO `?idempotency_keys/.test(text)) begun += 1;
      if (/FROM item_stocks .* FOR UPDATE/s.test(text)) resolve();
      return { kind: "pass" };
    });
  });
  const answer = confirm(order);
  await atStocks;
  await untilWaiting(rival);
  await lock(first); // held by the confirmation, which waits for `last`: a ring, and we are the heavier part of it
  await rival.query("COMMIT");
  await rival.end();

  expect((await answer)?.status).toBe(200);
  expect(begun).toBe(2);
  await expectConfirmedOnce(order);
});

/** Until some transaction waits for a row. The table of transactions would not do: polled, it is never refreshed. */
async function untilWaiting(connection: FaultWorld["connection"]): Promise<void> {
  for (;;) {
    const [rows] = await connection.query<RowDataPacket[]>(
      "SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'",
    );
    if (Number(rows[0]!.Value) > 0) return;
  }
}
