import { z } from "zod";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import {
  givenStaff,
  givenTenant,
  type GivenStaff,
  type GivenTenant,
} from "../../../../tests/support/given";
import { until } from "../../../../tests/support/until";
import { createCtx } from "../access/create-ctx";
import type { Ctx } from "../access/ctx";
import { readAccessToken } from "../access/tokens";
import { transact } from "../db/transact";
import { refuse } from "../errors";
import type { Id } from "../ids/id";
import { defineJob, installJobs, type JobDefinition, type Progress } from "./define-job";
import { runNextJob } from "./run-job";
import { startJob } from "./start-job";

let product: TestProduct;
let tenant: GivenTenant;
let seller: GivenStaff;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  seller = await givenStaff(product, tenant, {
    roles: { permissions: ["jobs.*"], scope: "own" },
  });
});
afterAll(() => product.close());

const input = z.strictObject({ times: z.int() });
type Work = (ctx: Ctx, input: { times: number }, progress: Progress) => Promise<unknown>;

function installed(run: Work, rest: Partial<JobDefinition<{ times: number }>> = {}) {
  const job = defineJob({ kind: "test.count", input, run, ...rest });
  installJobs([job]);
  return job;
}

async function actorCtx(person: GivenStaff): Promise<Ctx> {
  const { services } = product;
  const claims = readAccessToken(services.config.secret, person.token, product.clock.now());
  const found = (await product.product.actors.identify(services, claims))!;
  const origin = { requestId: "request-1", operation: "test.start", address: "" };
  return createCtx({ services, actor: found.actor, origin, language: "zh-CN" });
}

async function started(job: JobDefinition<{ times: number }>, by = seller): Promise<Id> {
  return transact(await actorCtx(by), (tx) => startJob(tx, job, { times: 3 }));
}

const run = () => runNextJob(product.services, product.product.actors);

interface Shown {
  state: string;
  progressDone: number;
  progressTotal: number | null;
  result: unknown;
  error: { code: string } | null;
  attempts: number;
  actions: string[];
}
const show = async (jobId: Id, by = seller) =>
  (await product.call<Shown>(by.token, "jobs.show", { jobId })).data;

const noteEffect = (ctx: Ctx, id: Id) =>
  transact(ctx, async (tx) =>
    tx.record({ type: "effect", id, before: null, after: { done: true } }),
  );
const effects = async (id: Id) =>
  (
    await (
      await actorCtx(tenant.admin)
    ).rows("SELECT id FROM audit_entries WHERE tenant_id = :tenant AND subject_id = :id", { id })
  ).length;

describe("A job", () => {
  it("runs under its starter's rights, shows its progress and keeps its result", async () => {
    let actor: unknown;
    let seen: Shown | undefined;
    const job = installed(async (ctx, { times }, progress) => {
      actor = ctx.actor;
      product.clock.advance({ minutes: 0.1 });
      await progress(times - 1, times, "almost");
      seen = await show(jobId);
      return { counted: times };
    });
    const jobId = await started(job);
    expect(await show(jobId)).toMatchObject({ state: "queued", actions: ["jobs.cancel"] });
    expect(await run()).toBe(true);
    expect(actor).toMatchObject({ kind: "staff", userId: seller.userId });
    expect(seen).toMatchObject({ state: "running", progressDone: 2, progressTotal: 3 });
    expect(await show(jobId)).toMatchObject({
      state: "succeeded",
      result: { counted: 3 },
      actions: [],
    });
    expect(await run()).toBe(false);
  });

  it("does not begin when the transaction that queued it is rolled back", async () => {
    const job = installed(async () => null);
    const ctx = await actorCtx(seller);
    await expect(
      transact(ctx, async (tx) => {
        await startJob(tx, job, { times: 1 });
        refuse("system.busy");
      }),
    ).rejects.toThrow("system.busy");
    expect(await run()).toBe(false);
  });

  it("that is cancelled while it waits never runs", async () => {
    let ran = false;
    const job = installed(async () => void (ran = true));
    const jobId = await started(job);
    const answer = await product.call<Shown>(seller.token, "jobs.cancel", { jobId });
    expect(answer.data).toMatchObject({ state: "cancelled" });
    expect(await run()).toBe(false);
    expect(ran).toBe(false);
    const again = await product.call(seller.token, "jobs.cancel", { jobId });
    expect(again.error?.code).toBe("job.not_cancellable");
  });

  it("that is cancelled while it runs stops at its next progress and leaves nothing", async () => {
    const effect = product.services.ids.next();
    const job = installed(async (ctx, _, progress) => {
      await noteEffect(ctx, effect);
      await product.call(seller.token, "jobs.cancel", { jobId });
      product.clock.advance({ minutes: 0.1 });
      await progress(1, 3);
      throw new Error("it went on");
    });
    const jobId = await started(job);
    await run();
    expect(await show(jobId)).toMatchObject({ state: "cancelled", error: null });
    expect(await effects(effect)).toBe(0);
  });

  it("whose worker was killed is taken over, and the late worker can write nothing more", async () => {
    const effect = product.services.ids.next();
    let attempt = 0;
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    const job = installed(async (ctx) => {
      attempt += 1;
      const mine = attempt;
      await noteEffect(ctx, effect);
      if (mine === 1) await asleep;
      return mine;
    });
    const jobId = await started(job);
    const late = run();
    await until(() => attempt > 0);
    expect(await run()).toBe(false);
    product.clock.advance({ minutes: 2 });
    expect(await run()).toBe(true);
    wake();
    await late;
    expect(await show(jobId)).toMatchObject({ state: "succeeded", result: 2, attempts: 2 });
    expect(await effects(effect)).toBe(1);
  });

  it("that is refused has failed, with the refusal to read, and is not tried again", async () => {
    const job = installed(async () => refuse("import.faulty", { count: 3 }));
    const jobId = await started(job);
    await run();
    expect(await show(jobId)).toMatchObject({
      state: "failed",
      error: { code: "import.faulty", facts: { count: 3 } },
    });
    product.clock.advance({ hours: 2 });
    expect(await run()).toBe(false);
  });

  it("that breaks is tried five times, is then dead, and can be run again", async () => {
    let fails = true;
    const job = installed(async () => {
      if (fails) throw new Error("disk full");
      return "done";
    });
    const jobId = await started(job);
    for (let i = 0; i < 5; i += 1) {
      expect(await run()).toBe(true);
      product.clock.advance({ hours: 1 });
    }
    expect(await run()).toBe(false);
    expect(await show(jobId)).toMatchObject({ state: "dead", attempts: 5 });
    const listed = await product.call<{ rows: unknown[] }>(tenant.admin.token, "deadLetters.list", {
      kind: "job",
    });
    expect(listed.data.rows).toMatchObject([{ id: jobId, kind: "job", topic: "test.count" }]);
    fails = false;
    await product.call(tenant.admin.token, "deadLetters.rerun", { letterId: jobId });
    await run();
    expect(await show(jobId)).toMatchObject({ state: "succeeded", result: "done" });
  });

  it("of a person who has left since is refused, not run with his rights", async () => {
    const leaver = await givenStaff(product, tenant, { roles: { permissions: ["jobs.*"] } });
    let ran = false;
    const job = installed(async () => void (ran = true));
    const jobId = await started(job, leaver);
    await product
      .call(leaver.token, "sessions.signOut")
      .then((answer) => expect(answer.ok).toBe(true));
    await run();
    expect(ran).toBe(false);
    expect(await show(jobId, tenant.admin)).toMatchObject({
      state: "failed",
      error: { code: "auth.expired" },
    });
  });

  it("for the books sees the whole tenant, in the audit under its starter's name", async () => {
    let actor: unknown;
    const job = installed(async (ctx) => void (actor = ctx.actor), { runAs: "books" });
    await started(job);
    await run();
    expect(actor).toMatchObject({ kind: "job", onBehalfOf: { id: seller.userId } });
  });

  it("is nobody's but its starter's, his department's or an administrator's, within the tenant", async () => {
    const job = installed(async () => null);
    const jobId = await started(job);
    const colleague = await givenStaff(product, tenant, {
      roles: { permissions: ["jobs.*"], scope: "own" },
    });
    const stranger = await givenTenant(product);
    for (const other of [colleague, stranger.admin]) {
      for (const operation of ["jobs.show", "jobs.cancel"]) {
        const { error } = await product.call(other.token, operation, { jobId });
        expect(error?.code).toBe("record.not_found");
      }
      const { data } = await product.call<{ rows: unknown[] }>(other.token, "jobs.list");
      expect(data.rows).toEqual([]);
    }
    const { data } = await product.call<{ rows: { id: string }[]; nextCursor: string }>(
      tenant.admin.token,
      "jobs.list",
      { limit: 1 },
    );
    expect(data.rows.map((row) => row.id)).toEqual([jobId]);
    expect(data.nextCursor).toBe(jobId);
    expect(await show(jobId)).toMatchObject({ state: "queued" });
    await run();
  });
});
