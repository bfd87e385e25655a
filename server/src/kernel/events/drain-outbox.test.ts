import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { givenStaff, givenTenant, type GivenTenant } from "../../../../tests/support/given";
import { until } from "../../../../tests/support/until";
import { jobCtx } from "../access/worker-ctx";
import type { Ctx } from "../access/ctx";
import { execute } from "../db/execute";
import { insertRow } from "../db/insert-rows";
import { transact } from "../db/transact";
import { refuse } from "../errors";
import { drainOutbox } from "./drain-outbox";
import { OutboxRow } from "./events.model";
import { onOutside, receiveOutside } from "./receive-outside";
import { installSubscribers, onMessage, onMessageOutside, type Message } from "./subscribers";
import { sweepSpent } from "./sweep-spent";

let product: TestProduct;
let tenant: GivenTenant;
let ctx: Ctx;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
});
afterAll(() => product.close());

beforeEach(async () => {
  installSubscribers([]);
  while ((await drainOutbox(product.services)) > 0);
  ctx = jobCtx(product.services, {
    tenantId: tenant.tenantId,
    name: "test",
    onBehalfOf: { kind: "staff", id: tenant.admin.userId, name: tenant.admin.name },
    requestId: "request-1",
  });
});

const send = (topic: string, payload: Record<string, unknown> = {}) =>
  transact(ctx, async (tx) => tx.enqueue(topic, payload));

interface Row {
  id: string;
  attempts: number;
  publishedAt: Date | null;
  deadAt: Date | null;
  lastError: string | null;
}

const rowOf = (topic: string) =>
  ctx.row<Row>(
    `SELECT id, attempts, published_at AS publishedAt, dead_at AS deadAt, last_error AS lastError
     FROM outbox WHERE tenant_id = :tenant AND topic = :topic ORDER BY id DESC LIMIT 1`,
    { topic },
  );

/** Writes one audited change, so that a test can see whether a handler's effects were committed. */
const noteEffect = (tx: Parameters<Parameters<typeof onMessage>[1]>[0], id: string) =>
  tx.record({ type: "effect", id, before: null, after: { done: true } });

const effects = async (id: string) =>
  (
    await ctx.rows(
      "SELECT id FROM audit_entries WHERE tenant_id = :tenant AND subject_type = 'effect' AND subject_id = :id",
      { id },
    )
  ).length;

/** Ends every transaction of this test's database, as the death of its process does. */
async function killTransactions(): Promise<void> {
  const { db } = product.services;
  await db.withConnection(async (connection) => {
    const open = await execute<{ id: string }[]>(
      connection,
      `SELECT p.id AS id FROM information_schema.innodb_trx t
       JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
       WHERE p.db = DATABASE() AND p.id <> CONNECTION_ID()`,
    );
    for (const { id } of open) await execute(connection, `KILL ${id}`);
  });
}

describe("A message in the outbox", () => {
  it("is handled under its tenant's name, in the name of whoever caused it", async () => {
    const seen: { tenantId: string; actor: unknown; message: Message }[] = [];
    installSubscribers([
      onMessage("parcel.sent", async (tx, message) => {
        seen.push({ tenantId: tx.tenantId, actor: tx.actor, message: message as Message });
      }),
    ]);
    await send("parcel.sent", { parcel: "P-1" });
    expect(await drainOutbox(product.services)).toBe(1);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      tenantId: tenant.tenantId,
      actor: { kind: "job", onBehalfOf: { kind: "staff", id: tenant.admin.userId } },
      message: { topic: "parcel.sent", payload: { parcel: "P-1" }, attempt: 1 },
    });
    expect(await drainOutbox(product.services)).toBe(0);
  });

  it("is never left behind by a transaction that took its id early and committed late", async () => {
    const seen: unknown[] = [];
    installSubscribers([onMessage("late", async (_, message) => void seen.push(message.payload))]);
    let commitLate: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (commitLate = resolve));
    let written: () => void = () => undefined;
    const wasWritten = new Promise<void>((resolve) => (written = resolve));
    const late = transact(ctx, async (tx) => {
      await insertRow(tx, OutboxRow, {
        topic: "late",
        payload: { n: "late" },
        actor: { kind: "job", id: null, name: "" },
        requestId: "request-2",
        timeZone: "Asia/Shanghai",
        availableAt: tx.now,
      });
      written();
      await gate;
    });
    await wasWritten;
    await send("late", { n: "early" });
    await drainOutbox(product.services);
    expect(seen).toEqual([{ n: "early" }]);
    commitLate();
    await late;
    await drainOutbox(product.services);
    expect(seen).toEqual([{ n: "early" }, { n: "late" }]);
  });

  it("is delivered once by two drains at once", async () => {
    let handled = 0;
    installSubscribers([onMessage("twice", async () => void (handled += 1))]);
    for (let i = 0; i < 30; i += 1) await send("twice", { i });
    await Promise.all([
      drainOutbox(product.services),
      drainOutbox(product.services),
      drainOutbox(product.services),
    ]);
    while ((await drainOutbox(product.services)) > 0);
    expect(handled).toBe(30);
  });

  it("is taken over when its worker died between the claim and the mark, and then counts once", async () => {
    const id = ctx.newId();
    let deliveries = 0;
    let bury: () => void = () => undefined;
    const buried = new Promise<void>((resolve) => (bury = resolve));
    installSubscribers([
      onMessage("crash", async (tx) => {
        noteEffect(tx, id);
        deliveries += 1;
        if (deliveries === 1) await buried;
      }),
    ]);
    await send("crash");
    const dying = drainOutbox(product.services);
    await until(() => deliveries > 0);
    expect(await drainOutbox(product.services)).toBe(0);
    await killTransactions();
    product.clock.advance({ minutes: 2 });
    expect(await drainOutbox(product.services)).toBe(1);
    bury();
    await dying;
    expect(await effects(id)).toBe(1);
    expect(await rowOf("crash")).toMatchObject({ attempts: 2, deadAt: null, lastError: null });
  });

  it("of which a late worker still holds an old lease is not marked by that worker", async () => {
    const attempts: number[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    installSubscribers([
      onMessageOutside("slow", async (_, message) => {
        attempts.push(message.attempt);
        if (message.attempt === 1) await held;
        else refuse("system.busy");
      }),
    ]);
    await send("slow");
    const slow = drainOutbox(product.services);
    await until(() => attempts.length > 0);
    product.clock.advance({ minutes: 2 });
    await drainOutbox(product.services);
    release();
    await slow;
    expect(attempts).toEqual([1, 2]);
    expect(await rowOf("slow")).toMatchObject({ publishedAt: null, attempts: 2 });
    product.clock.advance({ minutes: 60 });
  });

  it("leaves no effect of a handler that fails, and waits longer after each attempt", async () => {
    const id = ctx.newId();
    let fails = true;
    installSubscribers([
      onMessage("flaky", async (tx) => {
        noteEffect(tx, id);
        if (fails) throw new Error("the printer is out of paper");
      }),
    ]);
    await send("flaky");
    await drainOutbox(product.services);
    expect(await effects(id)).toBe(0);
    expect((await rowOf("flaky"))?.lastError).toContain("out of paper");
    expect(await drainOutbox(product.services)).toBe(0);
    product.clock.advance({ minutes: 1 });
    fails = false;
    expect(await drainOutbox(product.services)).toBe(1);
    expect(await effects(id)).toBe(1);
  });

  it("that nobody listens to is done, and says so", async () => {
    await send("nobody.cares");
    await drainOutbox(product.services);
    const row = await rowOf("nobody.cares");
    expect(row?.publishedAt).not.toBeNull();
    expect(row?.lastError).toBe("nobody listens");
  });

  it("goes back at once, uncounted, when the worker is told to stop before it begins", async () => {
    let handled = 0;
    installSubscribers([onMessage("stopped", async () => void (handled += 1))]);
    await send("stopped");
    await drainOutbox(product.services, { signal: AbortSignal.abort() });
    expect(handled).toBe(0);
    expect(await rowOf("stopped")).toMatchObject({ attempts: 0 });
    await drainOutbox(product.services);
    expect(handled).toBe(1);
  });

  it("keeps its place among what is swept until it is delivered and old", async () => {
    await send("kept");
    await drainOutbox(product.services);
    const real = Date.now();
    await sweepSpent(product.services, real + 2 * 3_600_000);
    expect(await rowOf("kept")).toBeDefined();
    const [live] = await ctx.rows("SELECT id FROM changes WHERE tenant_id = :tenant LIMIT 1");
    expect(live).toBeUndefined();
    await sweepSpent(product.services, real + 31 * 24 * 3_600_000);
    expect(await rowOf("kept")).toBeUndefined();
  });
});

describe("A message that fails again and again", () => {
  it("is dead after twelve attempts, is seen by who may, and can be put back", async () => {
    let fails = true;
    installSubscribers([
      onMessageOutside("hopeless", async () => {
        if (fails) throw new Error("nobody home");
      }),
    ]);
    await send("hopeless");
    for (let i = 0; i < 12; i += 1) {
      await drainOutbox(product.services);
      product.clock.advance({ hours: 1 });
    }
    expect(await rowOf("hopeless")).toMatchObject({ attempts: 12, publishedAt: null });
    expect(await drainOutbox(product.services)).toBe(0);

    const listed = await product.call<{ rows: { id: string }[] }>(
      tenant.admin.token,
      "deadLetters.list",
      { kind: "message" },
    );
    expect(listed.data.rows).toMatchObject([
      { kind: "message", topic: "hopeless", attempts: 12, lastError: "Error: nobody home" },
    ]);
    const letterId = listed.data.rows[0]!.id;
    const stranger = await givenTenant(product);
    const theirs = await product.call(stranger.admin.token, "deadLetters.rerun", { letterId });
    expect(theirs.error?.code).toBe("record.not_found");
    const { data } = await product.call<{ rows: unknown[] }>(
      stranger.admin.token,
      "deadLetters.list",
    );
    expect(data.rows).toEqual([]);
    const seller = await givenStaff(product, tenant, { roles: { permissions: ["orders.*"] } });
    expect((await product.call(seller.token, "deadLetters.list")).error?.code).toBe(
      "auth.forbidden",
    );

    fails = false;
    expect((await product.call(tenant.admin.token, "deadLetters.rerun", { letterId })).ok).toBe(
      true,
    );
    await drainOutbox(product.services);
    expect((await rowOf("hopeless"))?.publishedAt).not.toBeNull();
    const again = await product.call(tenant.admin.token, "deadLetters.rerun", { letterId });
    expect(again.error?.code).toBe("letter.not_dead");
  });
});

describe("A fact from outside", () => {
  const paid = { source: "test-pay", externalId: "N-1", payload: { cents: 1200 } };

  it("is taken in once, however often and however concurrently it is sent", async () => {
    const seen: unknown[] = [];
    installSubscribers([onOutside("test-pay", async (_, fact) => void seen.push(fact.payload))]);
    const answers = await Promise.all(Array.from({ length: 5 }, () => receiveOutside(ctx, paid)));
    expect(answers.filter((each) => each.isNew)).toHaveLength(1);
    expect(new Set(answers.map((each) => each.inboxId)).size).toBe(1);
    while ((await drainOutbox(product.services)) > 0);
    expect((await receiveOutside(ctx, paid)).isNew).toBe(false);
    expect(await drainOutbox(product.services)).toBe(0);
    expect(seen).toEqual([{ cents: 1200 }]);
  });

  it("of another tenant under the same id is another fact", async () => {
    const other = await givenTenant(product);
    const theirs = jobCtx(product.services, {
      tenantId: other.tenantId,
      name: "test",
      onBehalfOf: null,
      requestId: "r",
    });
    expect((await receiveOutside(theirs, paid)).isNew).toBe(true);
  });

  it("that nobody handles does not end in silence: it becomes a dead letter", async () => {
    await receiveOutside(ctx, { ...paid, source: "unknown" });
    for (let i = 0; i < 12; i += 1) {
      await drainOutbox(product.services);
      product.clock.advance({ hours: 1 });
    }
    const { data } = await product.call<{ rows: unknown[] }>(
      tenant.admin.token,
      "deadLetters.list",
      { kind: "inbox" },
    );
    expect(data.rows).toMatchObject([{ kind: "inbox", topic: "inbox.unknown" }]);
  });
});
