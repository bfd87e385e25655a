import { literal } from "sequelize";
import {
  asMine,
  Customer,
  finder,
  Order,
  PARTY,
  startShop,
  Tag,
  type Shop,
} from "../../../../tests/support/shop";
import { within } from "./scope";

/** Every way of writing that Sequelize has, under the scope of tenant 1: the other tenant's rows stay as they were. */
let shop: Shop;
const customers = () => finder(Customer);
const orders = () => finder(Order);
const stranger = (table = customers(), id = "2", rest = {}) =>
  table.build({ id, tenantId: "1", code: "x", score: 1, ...rest }, { isNewRecord: false });
const now = { revision: 1, createdAt: new Date(), updatedAt: new Date() };
const fresh = { id: "99", code: "n", name: "n", score: 1, ...now };
const copy = literal("(SELECT name FROM shop_customers WHERE id = 2)") as unknown as string;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.product.close());
beforeEach(() => shop.reset());

type Setter = Record<string, (...args: unknown[]) => Promise<unknown>>;
const found = async (table: ReturnType<typeof finder>, id: string) =>
  (await table.findByPk(id)) as unknown as Setter;

const writes: Record<string, () => Promise<unknown>> = {
  "update of all": () => customers().update({ name: "HACK" }, { where: {} }),
  "update by id": () => customers().update({ name: "HACK" }, { where: { id: "2" } }),
  "update without hooks": () =>
    customers().update({ name: "HACK" }, { where: { id: "2" }, hooks: false }),
  "update with individual hooks": () =>
    customers().update({ name: "HACK" }, { where: {}, individualHooks: true }),
  "update with a literal that closes our brackets": () =>
    customers().update({ name: "HACK" }, { where: literal("1=1) OR (1=1") as never }),
  "update of the tenant": () => customers().update({ tenantId: "2" }, { where: { id: "1" } }),
  "update of the tenant to nothing": () =>
    customers().update({ tenantId: null } as never, { where: { id: "1" }, validate: false }),
  "update by a sub-query": () => customers().update({ name: copy }, { where: { id: "1" } }),
  "create by a sub-query": () => customers().create({ ...fresh, name: copy }, { validate: false }),
  "save of a built row": () => stranger().set("name", "HACK").save(),
  "update of a built row": () => stranger().update({ name: "HACK" }),
  "increment of all": () => customers().increment("score", { where: {} as never, by: 1 }),
  "decrement by id": () => customers().decrement("score", { where: { id: "2" }, by: 1 }),
  "increment of a built row": () => stranger().increment("score"),
  "increment of the tenant": () =>
    customers().increment({ tenantId: "1" } as never, { where: { id: "1" } }),
  "destroy of all": () => customers().destroy({ where: {} }),
  "destroy without hooks": () => customers().destroy({ where: {}, hooks: false }),
  "destroy truncating": () => customers().destroy({ truncate: true }),
  truncate: () => customers().truncate(),
  "destroy of a built row": () => stranger().destroy(),
  "create for another tenant": () => customers().create({ ...fresh, tenantId: "2" }),
  "bulkCreate for another tenant": () =>
    customers().bulkCreate([{ ...fresh, tenantId: "2" }], { hooks: false }),
  "bulkCreate over another's id": () =>
    customers().bulkCreate([{ ...fresh, id: "2" }], { updateOnDuplicate: ["name"] }),
  "create over another's id": () =>
    customers().create({ ...fresh, id: "2" }, {
      updateOnDuplicate: ["name"],
      validate: false,
    } as never),
  upsert: () => customers().upsert({ ...fresh, id: "2", name: "HACK" }),
  "association that takes": async () => (await found(customers(), "1")).setOrders!(["20"]),
  "association that adds": async () => (await found(customers(), "1")).addOrder!("20"),
  "association that removes": async () => (await found(customers(), "1")).setOrders!([]),
  "link that is removed": async () => (await found(orders(), "10")).removeTag!("2"),
  "queryInterface.bulkDelete": () =>
    shop.sequelize.getQueryInterface().bulkDelete("shop_customers", {}),
  "queryInterface.bulkDelete under another model": () =>
    shop.sequelize.getQueryInterface().bulkDelete("shop_customers", {}, {}, finder(Tag)),
  "queryInterface.bulkUpdate": () =>
    shop.sequelize.getQueryInterface().bulkUpdate("shop_customers", { name: "HACK" }, { id: "2" }),
  "queryInterface.bulkInsert": () =>
    shop.sequelize
      .getQueryInterface()
      .bulkInsert("shop_customers", [{ tenant_id: "2", id: "98", code: "evil" }]),
  "queryInterface.dropTable": () => shop.sequelize.getQueryInterface().dropTable("shop_tags"),
  "sync by force": () => shop.sequelize.sync({ force: true }),
  drop: () => shop.sequelize.drop(),
};

describe("a tenant's writes", () => {
  it.each(Object.keys(writes))("leave another tenant's rows alone: %s", async (name) => {
    const theirs = await foreignRows();
    const own = await shop.raw("SELECT id FROM shop_customers WHERE tenant_id = 1 AND id = 1");
    let refused: Error | null = null;
    await asMine(async () => writes[name]!()).catch((error: Error) => (refused = error));
    expect(await foreignRows()).toEqual(theirs);
    const leaked = await shop.raw(
      "SELECT 1 FROM shop_customers WHERE tenant_id = 1 AND name = 'theirs'",
    );
    expect(leaked).toEqual([]);
    // What was refused must have been refused for its reach, not for a mistake in the attack.
    if (refused) {
      expect((refused as Error).name).toBe("TenancyViolation");
      expect(
        await shop.raw("SELECT id FROM shop_customers WHERE tenant_id = 1 AND id = 1"),
      ).toEqual(own);
    }
  });

  it("stamp the tenant on what they create, whatever is left out", async () => {
    await asMine(() => customers().create(fresh, { hooks: false, validate: false }));
    await asMine(() => customers().bulkCreate([{ ...fresh, id: "98", code: "m" }]));
    const rows = await shop.raw("SELECT tenant_id AS t FROM shop_customers WHERE id IN (98, 99)");
    expect(rows).toEqual([{ t: "1" }, { t: "1" }]);
  });

  it("find nothing of another's to take over in findOrCreate", async () => {
    await shop.raw("DELETE FROM shop_customers WHERE id = 1");
    const [row, made] = await asMine(() =>
      customers().findOrCreate({ where: { code: "A" }, defaults: { ...fresh, tenantId: "1" } }),
    );
    expect([made, row.tenantId]).toEqual([true, "1"]);
  });

  it("still do what they are for", async () => {
    await asMine(() => customers().update({ name: "new" }, { where: { id: "1" } }));
    await asMine(() => orders().destroy({ where: { id: "10" } }));
    expect(await shop.raw("SELECT name FROM shop_customers WHERE id = 1")).toEqual([
      { name: "new" },
    ]);
    expect(await shop.raw("SELECT id FROM shop_orders WHERE id = 10")).toEqual([]);
  });
});

describe("a customer's contact", () => {
  const attempts: Record<string, () => Promise<unknown>> = {
    "update of all": () => orders().update({ number: "HACK" }, { where: {} }),
    "move to another customer": () => orders().update({ customerId: "3" }, { where: { id: "10" } }),
    "move to nobody": () => orders().update({ customerId: null }, { where: { id: "10" } }),
    "create for another": () =>
      orders().create(
        { id: "97", customerId: "3", number: "HACK", amount: 1, ...now },
        { validate: false },
      ),
    "destroy of all": () => orders().destroy({ where: {} }),
    "write to a table without customers": () =>
      finder(Tag).create({ id: "96", name: "HACK" }, { validate: false }),
  };
  it.each(Object.keys(attempts))("cannot touch another's rows: %s", async (name) => {
    const others =
      "SELECT * FROM shop_orders WHERE customer_id IS NULL OR customer_id <> 1 ORDER BY id";
    const before = await shop.raw(others);
    await within(PARTY, attempts[name]!).catch((error: Error) =>
      expect(error.name).toBe("TenancyViolation"),
    );
    expect(await shop.raw(others)).toEqual(before);
  });
});

async function foreignRows(): Promise<unknown> {
  const names = ["customers", "orders", "tags", "order_tags"];
  return Promise.all(
    names.map((name) => shop.raw(`SELECT * FROM shop_${name} WHERE tenant_id <> 1 ORDER BY id`)),
  );
}
