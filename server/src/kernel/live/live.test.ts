import { startProduct, type TestProduct } from "../../../../tests/support/product";
import {
  inventRights,
  givenStaff,
  givenTenant,
  type GivenStaff,
  type GivenTenant,
} from "../../../../tests/support/given";
import { until } from "../../../../tests/support/until";
import type { PartyActor } from "../access/actor";
import { defineRowPolicy } from "../access/row-rule";
import { readAccessToken, type AccessClaims } from "../access/tokens";
import { jobCtx } from "../access/worker-ctx";
import { insertRow } from "../db/insert-rows";
import { transact } from "../db/transact";
import type { Change } from "../db/tx";
import { createMetrics } from "../http/metrics";
import { createRateLimiter } from "../http/rate-limit";
import { declareAudience, mayHear, type ChangeEvent } from "./audiences";
import { createLiveHub, liveHub } from "./live-hub";
import { openLiveStream } from "./live-stream";
import { ChangeRow } from "./live.model";

const policy = defineRowPolicy("parcel", {
  owner: "owner_id",
  department: "department_id",
  customer: "customer_id",
});
declareAudience("parcel", policy, "parcels.show");

let product: TestProduct;
let tenant: GivenTenant;
let other: GivenTenant;
let courier: GivenStaff;

beforeAll(async () => {
  product = await startProduct();
  inventRights("parcels.show");
  tenant = await givenTenant(product);
  other = await givenTenant(product);
  courier = await givenStaff(product, tenant, {
    roles: { permissions: ["parcels.*"], scope: "own" },
  });
});
afterAll(async () => {
  liveHub(product.services).close();
  await product.close();
});

const booksOf = (tenantId: string) =>
  jobCtx(product.services, { tenantId, name: "test", onBehalfOf: null, requestId: "r" });

const change = (of: Partial<Change> & { tenantId?: string } = {}) =>
  transact(booksOf(of.tenantId ?? tenant.tenantId), async (tx) => {
    const id = tx.newId();
    tx.record({ type: "parcel", id, before: null, after: {}, ...of });
    return id;
  });

interface Waited {
  changes: { type: string; id: string }[];
  cursor: string;
  reset: boolean;
}
const wait = async (token: string, since?: string, timeoutSeconds = 0) =>
  (await product.call<Waited>(token, "changes.wait", { since, timeoutSeconds })).data;

describe("Waiting for changes", () => {
  it("begins with a cursor, tells what came after it once, and then nothing again", async () => {
    await change();
    const begun = await wait(tenant.admin.token);
    expect(begun).toMatchObject({ changes: [], reset: false });
    const id = await change();
    const told = await wait(tenant.admin.token, begun.cursor);
    expect(told.changes).toEqual([{ type: "parcel", id }]);
    expect((await wait(tenant.admin.token, told.cursor)).changes).toEqual([]);
  });

  it("is woken by a change that comes while it waits", async () => {
    const { cursor } = await wait(tenant.admin.token);
    const hub = liveHub(product.services);
    const before = hub.size;
    const waiting = wait(tenant.admin.token, cursor, 25);
    await until(() => hub.size > before);
    const id = await change();
    expect((await waiting).changes).toEqual([{ type: "parcel", id }]);
    expect(hub.size).toBe(before);
  });

  it("tells a change whose transaction took its id early and committed late", async () => {
    let commit: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (commit = resolve));
    let written: () => void = () => undefined;
    const wasWritten = new Promise<void>((resolve) => (written = resolve));
    const { cursor } = await wait(tenant.admin.token);
    const late = transact(booksOf(tenant.tenantId), async (tx) => {
      const subjectId = tx.newId();
      await insertRow(tx, ChangeRow, { subjectType: "parcel", subjectId });
      written();
      await gate;
      return subjectId;
    });
    await wasWritten;
    const early = await change();
    const first = await wait(tenant.admin.token, cursor);
    expect(first.changes.map((each) => each.id)).toEqual([early]);
    commit();
    const lateId = await late;
    const second = await wait(tenant.admin.token, first.cursor);
    expect(second.changes.map((each) => each.id)).toEqual([lateId]);
  });

  it("hears nothing of another tenant, of another's rows, nor of a kind that no room declared", async () => {
    const mine = await wait(courier.token);
    const admin = await wait(tenant.admin.token);
    await change({ tenantId: other.tenantId });
    await change({ ownerId: tenant.admin.userId });
    await change({ type: "undeclared", ownerId: courier.userId });
    const own = await change({ ownerId: courier.userId });
    expect((await wait(courier.token, mine.cursor)).changes).toEqual([{ type: "parcel", id: own }]);
    const heard = (await wait(tenant.admin.token, admin.cursor)).changes;
    expect(heard).toHaveLength(2);
    expect(heard.every((each) => each.type === "parcel")).toBe(true);
  });

  it("hears nothing without the permission to read such records", async () => {
    const clerk = await givenStaff(product, tenant, { roles: { permissions: ["orders.*"] } });
    const { cursor } = await wait(clerk.token);
    await change({ ownerId: clerk.userId });
    expect((await wait(clerk.token, cursor)).changes).toEqual([]);
  });

  it("refuses a cursor that it did not write, and starts over from one that is too old", async () => {
    for (const since of ["abc", Buffer.from("1,zz,-").toString("base64url")]) {
      const { error } = await product.call(tenant.admin.token, "changes.wait", { since });
      expect(error?.code).toBe("list.bad_cursor");
    }
    const old = Buffer.from("4096").toString("base64url");
    expect(await wait(tenant.admin.token, old)).toMatchObject({ changes: [], reset: true });
  });
});

describe("Who may hear of a change", () => {
  const event: ChangeEvent = {
    id: "1",
    tenantId: "10",
    subjectType: "parcel",
    subjectId: "2",
    customerId: "77",
    supplierId: "88",
  };
  const contact = (kind: PartyActor["kind"], partyId: string, tenantId = "10"): PartyActor => ({
    kind,
    tenantId,
    personId: "1",
    contactId: "2",
    partyId,
    sessionId: "3",
    name: "",
    functions: [],
  });

  it("is a customer's contact for rows of his own company alone", () => {
    expect(mayHear(contact("customer", "77"), event)).toBe(true);
    expect(mayHear(contact("customer", "78"), event)).toBe(false);
    expect(mayHear(contact("customer", "77", "11"), event)).toBe(false);
    expect(mayHear(contact("customer", "77"), { ...event, customerId: null })).toBe(false);
  });

  it("is no supplier where the kind of record is not shown to suppliers", () => {
    expect(mayHear(contact("supplier", "88"), event)).toBe(false);
  });

  it("is neither the operator nor anybody unknown", () => {
    const operator = { kind: "operator", personId: "1", sessionId: "2", name: "" } as const;
    expect(mayHear(operator, event)).toBe(false);
    expect(mayHear({ kind: "anyone" }, event)).toBe(false);
  });
});

describe("The stream", () => {
  const claimsOf = (person: GivenStaff): AccessClaims =>
    readAccessToken(product.services.config.secret, person.token, product.clock.now());
  const parts = () => ({
    services: product.services,
    registry: product.product.registry,
    actors: product.product.actors,
    limiter: createRateLimiter(() => 0),
    metrics: createMetrics(),
  });
  const ticketOf = async (token: string) =>
    (await product.call<{ ticket: string }>(token, "live.ticket")).data.ticket;

  it("carries the type and the id of what changed, over HTTP with a ticket", async () => {
    const ticket = await ticketOf(courier.token);
    const ending = new AbortController();
    const response = await fetch(`${product.url}/live?ticket=${ticket}`, {
      signal: ending.signal,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const notHis = await change({ ownerId: tenant.admin.userId });
    const his = await change({ ownerId: courier.userId });
    const reader = response.body!.getReader();
    let text = "";
    // Changes of the last seconds may be told as well: a client re-reads, so that does no harm.
    while (!text.includes(his)) text += Buffer.from((await reader.read()).value!).toString();
    expect(text).toContain(`event: change\ndata: {"type":"parcel","id":"${his}"}\n\n`);
    expect(text).not.toContain(notHis);
    ending.abort();
    await until(() => liveHub(product.services).size === 0);
  });

  it("opens with nothing but a ticket that is still good", async () => {
    const ticket = await ticketOf(courier.token);
    for (const wrong of ["", "?ticket=", `?ticket=${courier.token}`, "?ticket=a.b.c"]) {
      expect((await fetch(`${product.url}/live${wrong}`)).status).toBe(401);
    }
    product.clock.advance({ minutes: 2 });
    expect((await fetch(`${product.url}/live?ticket=${ticket}`)).status).toBe(401);
  });

  it("ends when its session is revoked", async () => {
    const leaver = await givenStaff(product, tenant, { roles: { permissions: ["parcels.*"] } });
    const stream = await openLiveStream(parts(), claimsOf(leaver));
    await stream.beat();
    expect(stream.body.writableEnded).toBe(false);
    await product.call(leaver.token, "sessions.signOut");
    await stream.beat();
    expect(stream.body.writableEnded).toBe(true);
    expect(liveHub(product.services).size).toBe(0);
  });

  it("ends after an hour, and when its client does not read", async () => {
    const aged = await openLiveStream(parts(), claimsOf(courier));
    product.clock.advance({ minutes: 61 });
    await aged.beat();
    expect(aged.body.writableEnded).toBe(true);
    const deaf = await openLiveStream(parts(), claimsOf(tenant.admin));
    for (let i = 0; i < 5; i += 1) {
      await transact(booksOf(tenant.tenantId), async (tx) => {
        for (let n = 0; n < 1_000; n += 1) {
          tx.record({ type: "parcel", id: tx.newId(), before: null, after: null });
        }
      });
      await liveHub(product.services).poll();
    }
    expect(deaf.body.writableEnded).toBe(true);
  });

  it("is not opened an eleventh time by one session", async () => {
    const streams = [];
    for (let i = 0; i < 10; i += 1) streams.push(await openLiveStream(parts(), claimsOf(courier)));
    await expect(openLiveStream(parts(), claimsOf(courier))).rejects.toThrow("rate.limited");
    streams.forEach((stream) => stream.end());
  });
});

describe("The hub", () => {
  it("tells each change once over overlapping looks, and a late one when it appears", async () => {
    const hub = createLiveHub(product.services);
    const heard: string[] = [];
    hub.add({
      sessionKey: "test",
      hear: (events) => heard.push(...events.map((event) => event.subjectId)),
      close: () => undefined,
    });
    await hub.poll();
    heard.length = 0;
    const first = await change();
    await hub.poll();
    await hub.poll();
    const second = await change();
    await hub.poll();
    expect(heard).toEqual([first, second]);
    hub.close();
  });
});
