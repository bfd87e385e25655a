import { createConnection, type Connection } from "mysql2/promise";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { givenStaff, givenTenant, type GivenTenant } from "../../../../tests/support/given";
import type { Ctx } from "../access/ctx";
import { jobCtx } from "../access/worker-ctx";
import { transact } from "../db/transact";
import { sealAudit } from "./seal-audit";
import { verifyAudit } from "./verify-audit";

let product: TestProduct;
let raw: Connection;
let tenant: GivenTenant;
let ctx: Ctx;

beforeAll(async () => {
  product = await startProduct();
  const at = new URL(product.services.config.databaseUrl);
  raw = await createConnection({
    host: at.hostname,
    user: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    socketPath: at.searchParams.get("socketPath") ?? undefined,
    port: Number(at.port) || 3306,
    database: at.pathname.slice(1),
    supportBigNumbers: true,
    bigNumberStrings: true,
  });
});
afterAll(async () => {
  await raw.end();
  await product.close();
});

beforeEach(async () => {
  tenant = await givenTenant(product);
  ctx = jobCtx(product.services, {
    tenantId: tenant.tenantId,
    name: "test",
    onBehalfOf: null,
    requestId: "r",
  });
  await sealAudit(product.services);
});

const change = (price: string) =>
  transact(ctx, async (tx) => {
    const id = tx.newId();
    tx.record({ type: "item", id, number: "A-1", before: { price: "1" }, after: { price } });
    return id;
  });

const verify = () => verifyAudit(ctx, { fromPlace: 1, limit: 100_000 });
const lastSealed = async () => {
  const row = await ctx.row<{ id: string; place: number }>(
    `SELECT id, sealed_place AS place FROM audit_entries WHERE tenant_id = :tenant AND sealed_place IS NOT NULL
     ORDER BY sealed_place DESC LIMIT 1`,
  );
  return row!;
};

async function withoutTriggers(work: () => Promise<unknown>): Promise<void> {
  const [[update], [remove]] = (await Promise.all(
    ["audit_entries_frozen", "audit_entries_kept"].map(async (name) => {
      const [rows] = await raw.query(`SHOW CREATE TRIGGER ${name}`);
      return (rows as { "SQL Original Statement": string }[]).map(
        (row) => row["SQL Original Statement"],
      );
    }),
  )) as [string[], string[]];
  await raw.query("DROP TRIGGER audit_entries_frozen");
  await raw.query("DROP TRIGGER audit_entries_kept");
  try {
    await work();
  } finally {
    await raw.query(update!);
    await raw.query(remove!);
  }
}

describe("The audit chain", () => {
  it("holds every entry once sealed, and reports what is not sealed yet", async () => {
    const before = await verify();
    expect(before).toMatchObject({ ok: true, unsealed: 0, firstBad: null });
    await change("2");
    await change("3");
    expect(await verify()).toMatchObject({ ok: true, unsealed: 2, checked: before.checked });
    expect(await sealAudit(product.services)).toBe(2);
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0, checked: before.checked + 2 });
  });

  it("has no gap and no double place when several sealers work at once", async () => {
    for (let i = 0; i < 60; i += 1) await change(String(i));
    const sealed = await Promise.all(Array.from({ length: 4 }, () => sealAudit(product.services)));
    expect(sealed.reduce((sum, each) => sum + each, 0)).toBe(60);
    const { ok, checked, unsealed } = await verify();
    expect({ ok, unsealed }).toEqual({ ok: true, unsealed: 0 });
    expect(checked).toBe((await lastSealed()).place);
  });

  it("can be verified in parts, each going on from where the last ended", async () => {
    for (let i = 0; i < 5; i += 1) await change(String(i));
    await sealAudit(product.services);
    const first = await verifyAudit(ctx, { fromPlace: 1, limit: 3 });
    expect(first).toMatchObject({ ok: true, checked: 3, nextPlace: 4 });
    const rest = await verifyAudit(ctx, { fromPlace: 4, limit: 1_000 });
    expect(rest).toMatchObject({ ok: true, nextPlace: null });
    expect(rest.checked).toBe((await lastSealed()).place - 3);
  });

  it("cannot be edited, sealed or not, nor shortened", async () => {
    const subject = await change("2");
    const update = `UPDATE audit_entries SET actor_name = 'nobody' WHERE subject_id = ${subject}`;
    await expect(raw.query(update)).rejects.toThrow("append-only");
    await sealAudit(product.services);
    await expect(raw.query(update)).rejects.toThrow("append-only");
    await expect(
      raw.query(`DELETE FROM audit_entries WHERE subject_id = ${subject}`),
    ).rejects.toThrow("append-only");
  });

  it("names the first entry that was changed behind the product's back", async () => {
    const first = await change("2");
    await change("3");
    await sealAudit(product.services);
    await withoutTriggers(() =>
      raw.query(`UPDATE audit_entries SET \`after\` = '{"price":"1"}' WHERE subject_id = ${first}`),
    );
    const entry = await ctx.row<{ id: string; place: number }>(
      "SELECT id, sealed_place AS place FROM audit_entries WHERE tenant_id = :tenant AND subject_id = :firstId",
      { firstId: first },
    );
    const { ok, firstBad } = await verify();
    expect(ok).toBe(false);
    expect(firstBad).toEqual({ place: entry!.place, entryId: entry!.id, fault: "changed" });
  });

  it("misses an entry that was taken out of its middle, and one cut off its end", async () => {
    await change("2");
    await sealAudit(product.services);
    const middle = await lastSealed();
    await change("3");
    await sealAudit(product.services);
    const last = await lastSealed();
    await withoutTriggers(() => raw.query(`DELETE FROM audit_entries WHERE id = ${last.id}`));
    expect((await verify()).firstBad).toEqual({
      place: last.place,
      entryId: null,
      fault: "missing",
    });
    await withoutTriggers(() => raw.query(`DELETE FROM audit_entries WHERE id = ${middle.id}`));
    expect((await verify()).firstBad).toMatchObject({ place: middle.place, fault: "missing" });
  });

  it("does not agree with a head that was set back over its last entries", async () => {
    await change("2");
    await sealAudit(product.services);
    const last = await lastSealed();
    const [rows] = await raw.query(
      `SELECT sealed_hash AS hash FROM audit_entries WHERE tenant_id = ${tenant.tenantId} AND sealed_place = ${last.place - 1}`,
    );
    const { hash } = (rows as { hash: string }[])[0]!;
    await raw.query(
      `UPDATE audit_chains SET place = ${last.place - 1}, hash = '${hash}' WHERE tenant_id = ${tenant.tenantId}`,
    );
    expect((await verify()).firstBad).toEqual({
      place: last.place,
      entryId: last.id,
      fault: "head",
    });
  });
});

describe("The audit of a record", () => {
  it("is read by who may, without values for a person from whom any are hidden", async () => {
    const subjectId = await change("2");
    const query = { subjectType: "item", subjectId };
    const full = await product.call<{ rows: unknown[] }>(tenant.admin.token, "audit.list", query);
    expect(full.data.rows).toMatchObject([
      { fields: ["price"], before: { price: "1" }, after: { price: "2" } },
    ]);
    const clerk = await givenStaff(product, tenant, {
      roles: { permissions: ["audit.read"], masks: ["cost"] },
    });
    const masked = await product.call<{ rows: unknown[] }>(clerk.token, "audit.list", query);
    expect(masked.data.rows).toMatchObject([{ fields: ["price"], before: null, after: null }]);
    expect((await product.call(clerk.token, "audit.verify")).error?.code).toBe("auth.forbidden");
    const stranger = await givenTenant(product);
    const theirs = await product.call<{ rows: unknown[] }>(
      stranger.admin.token,
      "audit.list",
      query,
    );
    expect(theirs.data.rows).toEqual([]);
  });
});
