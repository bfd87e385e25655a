import type { Item, ItemUnits } from "@quanlian/shared/contract";
import { exact, ONE } from "@quanlian/shared/domain";
import { createCtx } from "../../kernel/access";
import { givenTenant, type GivenTenant } from "../../../../tests/support/given";
import {
  givenFactory,
  givenItem,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { convertQuantities, readUnitFactors, unitKey } from ".";

let product: TestProduct;
let tenant: GivenTenant;
let factory: GivenFactory;
let otherFactory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  factory = await givenFactory(product, tenant);
  otherFactory = await givenFactory(product, await givenTenant(product));
});
afterAll(() => product.close());

const call = <T>(operation: string, input: unknown, token = factory.token) =>
  product.call<T>(token, operation, input);

let last = 0;
const givenUnit = async (places = 0, token = factory.token): Promise<string> =>
  (
    await call<{ id: string }>(
      "units.create",
      { code: `箱${(last += 1)}`, name: "箱", places },
      token,
    )
  ).data.id;

const set = (item: { id: string; revision: number }, unitId: string, factor: string) =>
  call<ItemUnits>("itemUnits.set", { itemId: item.id, revision: item.revision, unitId, factor });

const jobOf = (of: GivenTenant) =>
  createCtx({
    services: product.services,
    actor: { kind: "job", tenantId: of.tenantId, name: "test", onBehalfOf: null },
    origin: { requestId: "test-request", operation: "test.read", address: "" },
    language: "zh-CN",
  });

describe("the units of an item", () => {
  it("are set, corrected and taken away, each as a change of the item", async () => {
    const item = await givenItem(factory);
    const box = await givenUnit();
    const first = (await set(item, box, "12")).data;
    expect(first).toMatchObject({
      itemId: item.id,
      revision: item.revision + 1,
      baseUnit: { id: factory.unitId },
      rows: [{ id: box, factor: "12" }],
    });
    const second = (await set({ ...item, revision: first.revision }, box, "24")).data;
    expect(second.rows).toMatchObject([{ id: box, factor: "24" }]);
    expect((await call("itemUnits.list", { itemId: item.id })).data).toEqual(second);

    const gone = { itemId: item.id, revision: second.revision, unitId: box };
    expect((await call<ItemUnits>("itemUnits.remove", gone)).data.rows).toEqual([]);
    const again = await call("itemUnits.remove", { ...gone, revision: second.revision + 1 });
    expect(again.error?.code).toBe("record.not_found");
  });

  it("refuse the item's own unit, an unknown one and a stale reader, and write nothing", async () => {
    const item = await givenItem(factory);
    const own = await set(item, factory.unitId, "2");
    expect(own.error?.issues?.[0]?.code).toBe("issue.unit_is_base");
    const foreign = await set(item, await givenUnit(0, otherFactory.token), "2");
    expect(foreign.error?.code).toBe("reference.not_found");
    const box = await givenUnit();
    expect((await set({ ...item, revision: item.revision + 1 }, box, "2")).error?.code).toBe(
      "revision.stale",
    );
    const list = await call<ItemUnits>("itemUnits.list", { itemId: item.id });
    expect(list.data).toMatchObject({ revision: item.revision, rows: [] });
    const others = await call("itemUnits.list", { itemId: item.id }, otherFactory.token);
    expect(others.error?.code).toBe("record.not_found");
  });
});

describe("quantities entered in other units", () => {
  it("are converted exactly, and every fault is named with its place", async () => {
    const item = await givenItem(factory);
    const box = await givenUnit(1);
    const stranger = await givenUnit();
    await set(item, box, "12").then((answer) => answer.data);
    const entries = [
      { unitId: null, quantity: "5" },
      { unitId: factory.unitId, quantity: "6" },
      { unitId: box, quantity: "2.5" },
      { unitId: box, quantity: "0.3" },
      { unitId: box, quantity: "0.25" },
      { unitId: stranger, quantity: "1" },
    ].map((entry, at) => ({
      ...entry,
      itemId: item.id,
      quantity: exact(entry.quantity),
      path: ["lines", at, "quantity"],
    }));
    const { converted, issues } = await convertQuantities(jobOf(tenant), entries);
    expect(converted.slice(0, 3)).toEqual([
      { quantity: exact("5"), factor: ONE },
      { quantity: exact("6"), factor: ONE },
      { quantity: exact("30"), factor: exact("12") },
    ]);
    expect(issues.map(({ path, code }) => [path[1], code])).toEqual([
      [3, "issue.unit_inexact"],
      [4, "issue.unit_places"],
      [5, "issue.unit_not_of_item"],
    ]);
  });

  it("have factors only for the tenant's own items", async () => {
    const item = await givenItem(factory);
    const pair = { itemId: item.id, unitId: null };
    const mine = await readUnitFactors(jobOf(tenant), [pair]);
    expect(mine.get(unitKey(pair))).toEqual({ factor: ONE, places: 0, basePlaces: 0 });
    expect((await readUnitFactors(jobOf(otherFactory.tenant), [pair])).size).toBe(0);
  });
});

describe("what an item is", () => {
  const create = (values: object) =>
    call<Item>("items.create", {
      code: `N${(last += 1)}`,
      name: "性质",
      unitId: factory.unitId,
      supplyMode: "buy",
      ...values,
    });

  it("is kept as typed", async () => {
    const catchUnitId = await givenUnit(3);
    const values = { tracking: "lot", shelfLifeDays: 90, catchUnitId } as const;
    const item = (await create(values)).data;
    expect(item).toMatchObject({ ...values, kind: "goods", isPhantom: false });
    const service = (await create({ kind: "service" })).data;
    expect(service).toMatchObject({ kind: "service", tracking: "none", catchUnitId: null });
    const phantom = (await create({ supplyMode: "make", isPhantom: true })).data;
    expect(phantom.isPhantom).toBe(true);
    const found = await call<{ rows: Item[] }>("items.list", {
      filter: { kind: { eq: "service" }, code: { eq: service.code } },
    });
    expect(found.data.rows).toMatchObject([{ id: service.id }]);
  });

  it("must fit together: every contradiction is told at once", async () => {
    const service = await create({
      kind: "service",
      tracking: "serial",
      shelfLifeDays: 5,
      catchUnitId: factory.unitId,
      safetyStock: "1",
      isPhantom: true,
    });
    expect(service.error?.issues?.map((issue) => [issue.path[0], issue.code])).toEqual([
      ["catchUnitId", "issue.catch_unit_is_base"],
      ["tracking", "issue.service_has_no_stock"],
      ["shelfLifeDays", "issue.service_has_no_stock"],
      ["catchUnitId", "issue.service_has_no_stock"],
      ["safetyStock", "issue.service_has_no_stock"],
      ["isPhantom", "issue.phantom_is_made"],
    ]);
    const undated = await create({ shelfLifeDays: 5 });
    expect(undated.error?.issues).toMatchObject([{ code: "issue.shelf_life_needs_lots" }]);
    for (const values of [{ isCustom: true }, { tracking: "lot" }, { supplyMode: "buy" }]) {
      const phantom = await create({ supplyMode: "make", isPhantom: true, ...values });
      expect(phantom.error?.issues).toMatchObject([{ code: "issue.phantom_is_made" }]);
    }
  });

  it("is checked with what it keeps when only one field changes", async () => {
    const item = (await create({ tracking: "lot", shelfLifeDays: 30 })).data;
    const change = { itemId: item.id, revision: item.revision, tracking: "none" };
    const answer = await call("items.update", change);
    expect(answer.error?.issues).toMatchObject([
      { path: ["shelfLifeDays"], code: "issue.shelf_life_needs_lots" },
    ]);
    expect((await call("items.show", { itemId: item.id })).data).toEqual(item);
  });

  it("cannot change in what stock is told apart by, once stock has moved", async () => {
    const item = (await create({})).data;
    const still = { itemId: item.id, revision: item.revision, tracking: "lot" };
    const untouched = (await call<Item>("items.update", still)).data;
    expect(untouched.tracking).toBe("lot");
    const back = { ...still, revision: untouched.revision, tracking: "none" };
    const plain = (await call<Item>("items.update", back)).data;
    await call("inventory.adjust", {
      reason: "期初",
      lines: [{ itemId: item.id, warehouseId: factory.warehouseId, quantity: "3", unitCost: "1" }],
    }).then((answer) => answer.data);

    const change = { itemId: item.id, revision: plain.revision };
    const answer = await call("items.update", { ...change, tracking: "serial", name: "另一个" });
    expect(answer.error).toMatchObject({
      code: "item.has_history",
      facts: { code: item.code, fields: "追溯方式" },
    });
    expect((await call<Item>("items.show", { itemId: item.id })).data).toEqual(plain);
    const renamed = await call<Item>("items.update", { ...change, tracking: "none", name: "改名" });
    expect(renamed.data.name).toBe("改名");
  });
});
