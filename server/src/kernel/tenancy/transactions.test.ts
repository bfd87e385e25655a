import { Sequelize, type Options } from "sequelize";
import {
  asMine,
  Customer,
  finder,
  Order,
  startShop,
  Tag,
  type Shop,
} from "../../../../tests/support/shop";
import { createCtx, type Actor, type Ctx } from "../access";
import { insertRows, loadForUpdate, transact, updateRows, type Tx } from "../db";
import { defineRowPolicy } from "../access";

/** The ways of writing that do not go through Sequelize, and handles that outlive what they were made for. */
let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.product.close());
beforeEach(() => shop.reset());

const job: Actor = { kind: "job", tenantId: "1", name: "test", onBehalfOf: null };
const customer: Actor = {
  kind: "customer",
  ...{ tenantId: "1", personId: "5", contactId: "6", partyId: "1", sessionId: "7" },
  ...{ name: "contact", functions: [] },
};
const ctxOf = (actor: Actor): Ctx =>
  createCtx({
    services: shop.product.services,
    actor,
    origin: { requestId: "test", operation: "test", address: "" },
    language: "en",
  });
const inside = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => transact(ctxOf(actor), work);
const violation = expect.objectContaining({ name: "TenancyViolation" }) as Error;

describe("rows that are inserted together", () => {
  it("belong to the tenant, whatever they say", async () => {
    await inside(job, (tx) => insertRows(tx, Tag, [{ id: "50", name: "a" }]));
    expect(await shop.raw("SELECT tenant_id AS t FROM shop_tags WHERE id = 50")).toEqual([
      { t: "1" },
    ]);
    const foreign = { id: "51", name: "b", tenantId: "2" };
    await expect(inside(job, (tx) => insertRows(tx, Tag, [foreign]))).rejects.toThrow(violation);
    expect(await shop.raw("SELECT id FROM shop_tags WHERE id = 51")).toEqual([]);
  });

  it("belong to the customer whose contact inserts them", async () => {
    const order = { id: "60", customerId: "1", amount: 1 };
    await inside(customer, (tx) => insertRows(tx, Order, [order]));
    for (const customerId of ["3", null]) {
      const stolen = { ...order, id: "61", customerId };
      await expect(inside(customer, (tx) => insertRows(tx, Order, [stolen]))).rejects.toThrow(
        violation,
      );
    }
    await expect(
      inside(customer, (tx) => insertRows(tx, Tag, [{ id: "62", name: "a" }])),
    ).rejects.toThrow(/no customer column/);
    expect(await shop.raw("SELECT id FROM shop_orders WHERE id >= 60")).toEqual([{ id: "60" }]);
  });
});

describe("rows that are updated together", () => {
  it("are the tenant's, and stay so", async () => {
    const rows = [
      { id: "1", name: "HACK" },
      { id: "2", name: "HACK" },
    ];
    expect(await inside(job, (tx) => updateRows(tx, Tag, ["name"], rows))).toBe(1);
    expect(await shop.raw("SELECT name FROM shop_tags WHERE id = 2")).toEqual([{ name: "theirs" }]);
    const moved = [{ id: "1", tenantId: "2" }];
    await expect(inside(job, (tx) => updateRows(tx, Tag, ["tenantId"], moved))).rejects.toThrow(
      violation,
    );
  });

  it("are the customer's whose contact updates them, and stay so", async () => {
    const rows = [
      { id: "10", amount: 7 },
      { id: "12", amount: 7 },
    ];
    expect(await inside(customer, (tx) => updateRows(tx, Order, ["amount"], rows))).toBe(1);
    const moved = [{ id: "10", customerId: "3" }];
    await expect(
      inside(customer, (tx) => updateRows(tx, Order, ["customerId"], moved)),
    ).rejects.toThrow(violation);
  });

  it("are named by ids alone", async () => {
    for (const id of ["1 OR 1=1", "1.5", "", "-1"]) {
      const rows = [{ id, name: "HACK" }];
      await expect(inside(job, (tx) => updateRows(tx, Tag, ["name"], rows))).rejects.toThrow(
        TypeError,
      );
    }
  });
});

describe("a handle", () => {
  it("does nothing after its transaction's end", async () => {
    let kept!: Tx;
    await inside(job, async (tx) => void (kept = tx));
    expect(() => kept.scope).toThrow(/is over/);
    expect(() => kept.send("DELETE FROM shop_tags")).toThrow(/is over/);
    await expect(insertRows(kept, Tag, [{ id: "70", name: "late" }])).rejects.toThrow(/is over/);
    expect(() => kept.books.record({ type: "x", id: "1", before: null, after: null })).toThrow(
      /is over/,
    );
  });

  it("does nothing for a promise that nobody awaited", async () => {
    let late!: () => Promise<unknown>;
    await inside(job, async (tx) => {
      late = async () => tx.write("UPDATE shop_tags SET name = 'late' WHERE tenant_id = :tenant");
    });
    await expect(late()).rejects.toThrow(/is over/);
  });

  it("of somebody who is nobody yet reads nothing", () => {
    const nobody = ctxOf({ kind: "anyone" });
    const operator = ctxOf({ kind: "operator", personId: "1", sessionId: "2", name: "op" });
    for (const ctx of [nobody, operator])
      expect(() => ctx.rows("SELECT t.id FROM shop_tags t WHERE t.tenant_id = :tenant")).toThrow(
        violation,
      );
  });

  it("that only reads cannot write", () => {
    expect(() => ctxOf(job).rows("DELETE FROM shop_tags WHERE tenant_id = :tenant")).toThrow(
      violation,
    );
  });
});

describe("another database handle", () => {
  it("of Sequelize cannot lend its transaction to a model of ours without being asked for an actor", async () => {
    const { host, ...config } = shop.sequelize.config as unknown as Record<string, string>;
    const other = new Sequelize("mysql://localhost", {
      ...config,
      ...{ host, dialect: "mysql", logging: false },
      dialectOptions: (shop.sequelize as unknown as { options: Options }).options.dialectOptions,
    });
    const transaction = await other.transaction();
    await expect(finder(Customer).findAll({ transaction })).rejects.toThrow(violation);
    const rows = await asMine(() => finder(Customer).findAll({ transaction }));
    expect(rows.every((row) => row.tenantId === "1")).toBe(true);
    await transaction.rollback();
    await other.close();
  });
});

describe("a document that is loaded to be changed", () => {
  const policy = defineRowPolicy("shopOrder", { customer: "customer_id" });
  it.each([
    ["another tenant's", job, "20"],
    ["another customer's", customer, "12"],
  ])("is not found when it is %s", async (_, actor, id) => {
    await expect(
      inside(actor, (tx) => loadForUpdate(tx, Order, policy, "x", id)),
    ).rejects.toMatchObject({
      code: "record.not_found",
    });
  });
});
