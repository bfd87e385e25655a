import { givenCtx } from "../../../../tests/support/contexts";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { Refusal, refuse } from "../errors";
import { execute } from "./execute";
import { insertRow } from "./insert-rows";
import { transact } from "./transact";
import type { Tx } from "./tx";
import { ChangeRow } from "../live/live.model";

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const TENANT = "41";
const note = (tx: Tx, subjectId: string) =>
  insertRow(tx, ChangeRow, { subjectType: "note", subjectId });
const notes = async (subjectId: string) =>
  (
    await givenCtx(product, TENANT).rows(
      "SELECT c.id FROM changes c WHERE c.tenant_id = :tenant AND c.subject_id = :subjectId",
      { subjectId },
    )
  ).length;

describe("a transaction", () => {
  it("commits all of its work or none of it", async () => {
    const ctx = givenCtx(product, TENANT);
    await transact(ctx, (tx) => note(tx, "1"));
    const failing = transact(ctx, async (tx) => {
      await note(tx, "2");
      refuse("order.empty");
    });
    await expect(failing).rejects.toBeInstanceOf(Refusal);
    expect([await notes("1"), await notes("2")]).toEqual([1, 0]);
  });

  it("is joined by what runs inside it", async () => {
    const failing = transact(givenCtx(product, TENANT), async (tx) => {
      await transact(tx, (inner) => note(inner, "3"));
      throw new Error("after the inner one");
    });
    await expect(failing).rejects.toThrow("after the inner one");
    expect(await notes("3")).toBe(0);
  });

  it("is tried again as a whole after a deadlock, with fresh reads", async () => {
    let attempts = 0;
    await transact(givenCtx(product, TENANT), async (tx) => {
      attempts += 1;
      await note(tx, "4");
      if (attempts < 3) throw Object.assign(new Error("Deadlock found"), { errno: 1213 });
    });
    expect(attempts).toBe(3);
    expect(await notes("4")).toBe(1);
  });

  it("gives up with a refusal when deadlocks never end", async () => {
    const failing = transact(givenCtx(product, TENANT), () =>
      Promise.reject(Object.assign(new Error("Deadlock found"), { errno: 1213 })),
    );
    await expect(failing).rejects.toMatchObject({ code: "system.busy" });
  });

  it("does not try a refusal again", async () => {
    let attempts = 0;
    const failing = transact(givenCtx(product, TENANT), () => {
      attempts += 1;
      return Promise.resolve(refuse("order.empty"));
    });
    await expect(failing).rejects.toMatchObject({ code: "order.empty" });
    expect(attempts).toBe(1);
  });

  it("leaves a handle that does nothing any more once it is over", async () => {
    let escaped: Tx | undefined;
    await transact(givenCtx(product, TENANT), (tx) => {
      escaped = tx;
      return Promise.resolve();
    });
    expect(() => escaped!.record({ type: "note", id: "1", before: null, after: null })).toThrow(
      "is over",
    );
    await expect(async () => note(escaped!, "5")).rejects.toThrow("is over");
  });

  it("decides at READ COMMITTED, whatever the server's default is", async () => {
    const level = await transact(givenCtx(product, TENANT), (tx) =>
      tx.row<{ level: string }>("SELECT @@tx_isolation AS level"),
    );
    expect(level).toEqual({ level: "READ-COMMITTED" });
  });

  it("writes one audit row and one live event per document, from first to last state", async () => {
    await transact(givenCtx(product, TENANT), (tx) => {
      tx.record({ type: "note", id: "77", before: { state: "a" }, after: { state: "b" } });
      tx.record({ type: "note", id: "77", before: { state: "b" }, after: { state: "c" } });
      return Promise.resolve();
    });
    const rows = await givenCtx(product, TENANT).rows<{ before: string; after: string }>(
      "SELECT a.before, a.after FROM audit_entries a WHERE a.tenant_id = :tenant AND a.subject_id = 77",
    );
    expect(rows.map((row) => [row.before, row.after])).toEqual([
      ['{"state":"a"}', '{"state":"c"}'],
    ]);
    expect(await notes("77")).toBe(1);
  });

  it("tells of each line of a document from first to last, whichever note it stands in", async () => {
    const lines = (...of: [lineNo: number, state: string][]) => ({
      lines: of.map(([lineNo, state]) => ({ lineNo, state })),
    });
    await transact(givenCtx(product, TENANT), (tx) => {
      const about = { type: "note", id: "78" };
      tx.record({ ...about, before: lines([1, "a"], [2, "a"]), after: lines([1, "b"], [2, "b"]) });
      tx.record({ ...about, before: lines([2, "b"], [3, "x"]), after: lines([2, "c"], [3, "y"]) });
      return Promise.resolve();
    });
    const row = await givenCtx(product, TENANT).row<{ before: string; after: string }>(
      "SELECT a.before, a.after FROM audit_entries a WHERE a.tenant_id = :tenant AND a.subject_id = 78",
    );
    expect(JSON.parse(row!.before)).toEqual(lines([1, "a"], [2, "a"], [3, "x"]));
    expect(JSON.parse(row!.after)).toEqual(lines([1, "b"], [2, "c"], [3, "y"]));
  });
});

describe("the trail", () => {
  const change = (sql: string) =>
    product.services.db.withConnection((connection) => execute(connection, sql));

  it("cannot be rewritten or thinned out, not even by a connection of our own", async () => {
    await expect(change("UPDATE audit_entries SET operation = 'x'")).rejects.toThrow("append-only");
    await expect(change("DELETE FROM audit_entries")).rejects.toThrow("append-only");
  });
});
