import { cast, col, fn, literal, Op, QueryTypes, where } from "sequelize";
import {
  asMine,
  Customer,
  finder,
  MINE,
  Order,
  PARTY,
  startShop,
  Tag,
  type Shop,
} from "../../../../tests/support/shop";
import { within } from "./scope";

/**
 * Every way of reading that Sequelize has, under the scope of tenant 1. Each attack answers whether isolation held; a
 * `TenancyViolation` holds it too. Anything else that is thrown fails the test, so that no attack passes by a mistake in it.
 */
let shop: Shop;
const customers = () => finder(Customer);
const orders = () => finder(Order);

type Row = Record<string, unknown>;
const mine = (rows: unknown) =>
  (rows as Row[]).length > 0 && (rows as Row[]).every((row) => row.tenantId === "1");
const ordersOf = (rows: unknown) => (rows as { orders: Row[] }[]).flatMap((row) => row.orders);

beforeAll(async () => {
  shop = await startShop();
  await shop.reset();
});
afterAll(() => shop.product.close());

const reads: Record<string, () => Promise<boolean>> = {
  findAll: async () => mine(await customers().findAll()),
  "findAll without hooks": async () => mine(await customers().findAll({ hooks: false } as never)),
  unscoped: async () => mine(await customers().unscoped().findAll()),
  "findByPk of another's": async () => (await customers().findByPk("2")) === null,
  "findOne raw": async () =>
    (await customers().findOne({ where: { id: "2" }, raw: true })) === null,
  "OR at the top": async () =>
    (await customers().findAll({ where: { [Op.or]: [{ id: "1" }, { id: "2" }] } })).length === 1,
  "a named tenant": async () =>
    (await customers().findAll({ where: { tenantId: "2" } })).length === 0,
  "a literal with OR": async () =>
    mine(await customers().findAll({ where: literal("1=1 OR 1=1") as never })),
  "a literal in an Op.and with OR": async () =>
    mine(await customers().findAll({ where: { [Op.and]: [literal("1=1 OR 1=1")] } })),
  "a literal that closes our brackets": async () =>
    mine(await customers().findAll({ where: literal("1=1) OR (1=1") as never })),
  "a literal that comments ours out": async () =>
    mine(await customers().findAll({ where: literal("1=1) -- ") as never })),
  "a literal with a hash comment": async () =>
    mine(await customers().findAll({ where: literal("1=1) # ") as never })),
  "a literal with an executable comment": async () =>
    mine(await customers().findAll({ where: literal("1=1 /*! ) OR (1=1 */") as never })),
  findAndCountAll: async () => {
    const found = await customers().findAndCountAll({ limit: 10 });
    return found.count === 2 && found.rows.length === 2;
  },
  count: async () => (await customers().count()) === 2,
  "count over an include": async () =>
    (await customers().count({ include: [{ association: "orders", required: true }] })) === 2,
  sum: async () => Number(await customers().sum("score")) === 5,
  max: async () => Number(await customers().max("score")) === 5,
  min: async () => Number(await customers().min("score")) === 0,
  "aggregate with groups": async () =>
    (
      (await customers().aggregate("score", "sum", {
        plain: false,
        group: ["tenantId"],
        attributes: ["tenantId"],
      } as never)) as unknown as Row[]
    ).length === 1,
  "include of many": async () => mine(ordersOf(await customers().findAll({ include: ["orders"] }))),
  "an include that stays LEFT": async () =>
    (await customers().findAll({ include: ["orders"] })).some((row) => row.id === "3"),
  "include of another's row": async () =>
    ((await orders().findOne({ where: { id: "11" }, include: ["customer"] })) as unknown as Row)
      .customer === null,
  "separate include": async () =>
    mine(
      ordersOf(await customers().findAll({ include: [{ association: "orders", separate: true }] })),
    ),
  "separate include with a limit": async () =>
    mine(
      ordersOf(
        await customers().findAll({
          include: [{ association: "orders", separate: true, limit: 5 }],
        }),
      ),
    ),
  "required include under a limit": async () =>
    (
      await customers().findAll({
        limit: 5,
        include: [{ association: "orders", required: true, where: { number: "o21" } }],
      })
    ).length === 0,
  "include joined by OR": async () =>
    mine(
      ordersOf(
        await customers().findAll({ include: [{ association: "orders", or: true } as never] }),
      ),
    ),
  "include with its own ON": async () =>
    mine(
      ordersOf(
        await customers().findAll({
          include: [{ association: "orders", on: literal("1=1 OR 1=1") as never }],
        }),
      ),
    ),
  "include joined RIGHT": async () =>
    mine(
      ordersOf(await customers().findAll({ include: [{ association: "orders", right: true }] })),
    ),
  "include with a filtering sub-query": async () =>
    mine(
      ordersOf(
        await customers().findAll({
          limit: 5,
          include: [{ association: "orders", required: true, subQueryFilter: true } as never],
        }),
      ),
    ),
  "include through a link": async () =>
    (await orders().findAll({ include: ["tags"] }))
      .flatMap((row) => (row as unknown as { tags: Row[] }).tags)
      .every((tag) => tag.tenantId === "1"),
  "include over three levels": async () =>
    mine(
      ordersOf(
        await customers().findAll({ include: [{ association: "orders", include: ["tags"] }] }),
      ),
    ),
  "include all nested": async () =>
    mine(await orders().findAll({ include: [{ all: true, nested: true }] } as never)),
  "a nested column": async () =>
    (await customers().findAll({ include: ["orders"], where: { "$orders.number$": "o21" } }))
      .length === 0,
  "a nested column that is SQL": async () =>
    mine(
      await customers()
        .findAll({ where: { "$(SELECT 1)$": 1 } })
        .catch(unknownColumn),
    ),
  "reload of a built row": async () => {
    const built = customers().build({ id: "2", tenantId: "1", code: "x" }, { isNewRecord: false });
    return built.reload().then(
      () => false,
      (error: Error) => /does not exist/.test(error.message),
    );
  },
  "an association's getter": async () => {
    const one = (await customers().findByPk("1")) as unknown as { getOrders(): Promise<Row[]> };
    return mine(await one.getOrders());
  },
  "an association's count": async () => {
    const one = (await customers().findByPk("1")) as unknown as { countOrders(): Promise<number> };
    return (await one.countOrders()) === 1;
  },
  "a getter through a link": async () => {
    const one = (await orders().findByPk("10")) as unknown as { getTags(): Promise<Row[]> };
    return mine(await one.getTags());
  },
  "SQL of one's own": async () => mine(await shop.sequelize.query("SELECT 1")),
  "SQL mapped to a model": async () =>
    mine(
      await shop.sequelize.query("SELECT * FROM shop_customers", {
        model: customers(),
        mapToModel: true,
      }),
    ),
  "SQL as raw type with bind": async () =>
    mine(
      await shop.sequelize.query("SELECT * FROM shop_customers WHERE id = $1", {
        bind: ["2"],
        type: QueryTypes.RAW,
      }),
    ),
  "SQL that begins as transaction control": async () =>
    shop.sequelize.transaction(async (transaction) =>
      mine(
        await shop.sequelize.query("BEGIN NOT ATOMIC SELECT * FROM shop_customers; END", {
          transaction,
        }),
      ),
    ),
  "SQL behind a COMMIT": async () =>
    shop.sequelize.transaction(async (transaction) =>
      mine(await shop.sequelize.query("COMMIT; SELECT * FROM shop_customers", { transaction })),
    ),
  "queryInterface.rawSelect": async () =>
    Number(
      await shop.sequelize
        .getQueryInterface()
        .rawSelect(
          "shop_customers",
          { attributes: [[fn("sum", col("score")), "x"]] } as never,
          "x",
        ),
    ) === 5,
  "queryInterface.select under another model": async () =>
    mine(
      await shop.sequelize.getQueryInterface().select(finder(Tag), "shop_customers", {} as never),
    ),
  "a sub-query among the attributes": async () =>
    mine(
      await customers().findAll({
        attributes: ["id", [literal("(SELECT SUM(score) FROM shop_customers)"), "all"]],
      }),
    ),
  "a sub-query far down in the where": async () => {
    let deep: object = { id: { [Op.in]: literal("(SELECT id FROM shop_customers)") } };
    for (let i = 0; i < 20; i += 1) deep = { [Op.and]: [deep] };
    return mine(await customers().findAll({ where: deep as never }));
  },
  "a sub-query in the order": async () =>
    mine(await customers().findAll({ order: [[literal("(SELECT 1)"), "ASC"]] })),
  "a sub-query as the group": async () =>
    mine(await customers().findAll({ group: literal("(SELECT 1)") as never })),
  "a sub-query in having": async () =>
    mine(await customers().findAll({ having: literal("EXISTS (SELECT 1)") as never })),
  "a function named by a sub-query": async () =>
    mine(
      await customers().findAll({
        attributes: [[fn("(SELECT MAX(name) FROM shop_customers) + ABS", 1), "x"]],
      }),
    ),
  "a column named by a sub-query": async () =>
    mine(
      await customers()
        .findAll({ attributes: ["tenantId", [col("(SELECT 1)"), "x"]] })
        .catch(unknownColumn),
    ),
  "a cast to a sub-query": async () =>
    mine(await customers().findAll({ attributes: [[cast("1", "INT) + (SELECT 1"), "x"]] })),
  "a comparison that is SQL": async () =>
    mine(
      await customers().findAll({
        where: where(col("id"), "= 1) OR (1 =" as never, 1 as never) as never,
      }),
    ),
  "another table without SELECT": async () =>
    mine(
      await customers().findAll({
        attributes: [[literal("name, tenant_id FROM shop_customers WHERE 1=1 -- "), "x"]],
      }),
    ),
  "groups and having": async () =>
    (
      await customers().findAll({
        attributes: ["tenantId", [fn("count", col("id")), "n"]],
        group: ["tenantId"],
        raw: true,
      })
    ).length === 1,
  "rows locked in a transaction": async () =>
    shop.sequelize.transaction(async (transaction) =>
      mine(await customers().findAll({ lock: true, skipLocked: true, transaction })),
    ),
  "a search path and other options": async () =>
    mine(
      await customers().findAll({
        searchPath: "mysql",
        benchmark: true,
        logging: () => undefined,
        useMaster: true,
      } as never),
    ),
  "an id that is a list, an object, a fraction": async () => {
    const ids = [["1", "2"], 1.5, "2 OR 1=1", "2' OR '1'='1"];
    const found = await Promise.all(ids.map((id) => customers().findAll({ where: { id } })));
    return found.flat().every((row) => row.tenantId === "1");
  },
};

const unknownColumn = (error: Error) => {
  if (/Unknown column/.test(error.message)) return [{ tenantId: "1" }];
  throw error;
};

describe("a tenant's reads", () => {
  it.each(Object.keys(reads))("stay within the tenant: %s", async (name) => {
    const held = await asMine(reads[name]!).catch((error: Error) => {
      if (error.name === "TenancyViolation") return true;
      throw error;
    });
    expect(held).toBe(true);
  });

  it("tell two ids apart that are equal as floating point numbers", async () => {
    await shop.raw(
      `INSERT INTO shop_tags VALUES (9007199254740992,1,'even'),(9007199254740993,1,'odd')`,
    );
    const found = await asMine(() => finder(Tag).findAll({ where: { id: "9007199254740993" } }));
    expect(found.map((tag) => tag.name)).toEqual(["odd"]);
  });
});

describe("without an actor", () => {
  const attempts: Record<string, () => Promise<unknown>> = {
    findAll: () => customers().findAll(),
    count: () => customers().count(),
    sum: () => customers().sum("score"),
    update: () => customers().update({ name: "x" }, { where: {} }),
    destroy: () => customers().destroy({ where: {} }),
    increment: () => customers().increment("score", { where: {} as never }),
    create: () => customers().create({ id: "9", code: "q", score: 1 }, { validate: false }),
    bulkCreate: () => customers().bulkCreate([{ id: "9", code: "q", score: 1 }]),
    query: () => shop.sequelize.query("SELECT 1"),
  };
  it.each(Object.keys(attempts))("%s is refused", async (name) => {
    await expect(
      attempts[name]!().catch((error: Error) => Promise.reject(new Error(error.name))),
    ).rejects.toThrow(/TenancyViolation/);
  });
});

describe("a customer's contact", () => {
  it("reads the own rows only, also by include", async () => {
    const found = await within(PARTY, () => customers().findAll({ include: ["orders"] }));
    expect(found.map((row) => row.id)).toEqual(["1"]);
    expect(ordersOf(found).map((row) => row.id)).toEqual(["10"]);
    expect(await within(PARTY, () => orders().count())).toBe(1);
  });

  it("cannot read a table without a column for customers, nor as another kind of party", async () => {
    await expect(within(PARTY, () => finder(Tag).findAll())).rejects.toThrow(/no customer column/);
    await expect(within(PARTY, () => orders().findAll({ include: ["tags"] }))).rejects.toThrow(
      /no customer column/,
    );
    const supplier = { ...MINE, party: { kind: "supplier" as const, partyId: "1" } };
    await expect(within(supplier, () => orders().findAll())).rejects.toThrow(/no supplier column/);
  });
});
