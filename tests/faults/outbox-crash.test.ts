import type { RowDataPacket } from "mysql2/promise";
import { drainOutbox } from "../../server/src/kernel/events";
import { startChild } from "../support/server-child";
import { startStatementProxy, type StatementProxy } from "../support/statement-proxy";
import {
  expectCleanBooks,
  givenConfirmedOrder,
  givenFaultWorld,
  type FaultWorld,
} from "./fault-world";

/** A worker is killed between claiming messages and marking them: they are delivered by another one, once. */

let world: FaultWorld;
let proxy: StatementProxy;

beforeAll(async () => {
  world = await givenFaultWorld();
  proxy = await startStatementProxy(world.server.socketPath);
}, 60_000);
afterAll(async () => {
  await proxy?.close();
  await world?.close();
}, 60_000);

interface Message extends RowDataPacket {
  attempts: number;
  published: string | null;
}

async function messages(): Promise<{ attempts: number; published: boolean }[]> {
  const [rows] = await world.connection.query<Message[]>(
    "SELECT attempts, published_at AS published FROM outbox WHERE topic = 'order.confirmed'",
  );
  return rows.map(({ attempts, published }) => ({ attempts, published: published !== null }));
}

it.each([
  ["before it marks one", /UPDATE outbox SET published_at/, false],
  ["after the mark, before its COMMIT", /UPDATE outbox SET published_at/, true],
])(
  "delivers each message once when its worker is killed %s",
  async (_, at, done) => {
    await world.connection.query("DELETE FROM outbox");
    await givenConfirmedOrder(world);
    // The message is due by the story's clock; the worker goes by the real one.
    await world.connection.query("UPDATE outbox SET available_at = '2020-01-01'");
    let reached = () => {};
    const stuck = new Promise<void>((resolve) => (reached = resolve));
    const watch = proxy.watch(({ text }) =>
      at.test(text)
        ? { kind: done ? "loseAnswer" : "drop", afterwards: () => reached() }
        : { kind: "pass" },
    );
    const child = await startChild("worker", { DATABASE_URL: proxy.urlFor(world.databaseUrl) });
    await stuck;
    child.kill();
    await child.gone;
    watch.off();
    expect(await messages()).toEqual([{ attempts: 1, published: false }]);

    const lease = await leasedUntil();
    expect(await drainOutbox(servicesAt(lease - 1))).toBe(0);
    expect(await drainOutbox(servicesAt(lease))).toBe(1);
    expect(await messages()).toEqual([{ attempts: 2, published: true }]);
    expect(await drainOutbox(servicesAt(lease + 3_600_000))).toBe(0);
    await expectCleanBooks(world);
  },
  60_000,
);

/** The product's services with the clock at an instant. */
const servicesAt = (ms: number) => ({
  ...world.product.services,
  clock: { now: () => new Date(ms) },
});

async function leasedUntil(): Promise<number> {
  const [[row]] = await world.connection.query<RowDataPacket[]>(
    "SELECT MAX(available_at) AS leased FROM outbox WHERE published_at IS NULL",
  );
  return Date.parse(`${String(row!.leased).replace(" ", "T")}Z`);
}
