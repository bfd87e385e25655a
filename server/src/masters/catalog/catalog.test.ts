import type { Bom, InputOf, Item, catalogContract } from "@quanlian/shared/contract";
import { day, exact, toDecimalText } from "@quanlian/shared/domain";
import { createCtx } from "../../kernel/access";
import { insertRows, transact } from "../../kernel/db";
import { givenStaff, givenTenant, type GivenTenant } from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { BomComponent, BomVersion } from "./bom.model";
import { readLotRules, readRecipes } from ".";

type CreateBom = InputOf<(typeof catalogContract)["boms.create"]>;
type Components = Record<string, string>;

let product: TestProduct;
let tenant: GivenTenant;
let other: GivenTenant;
let unitId: string;
let last = 0;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  other = await givenTenant(product);
  unitId = (await givenUnit(tenant)).id;
});
afterAll(() => product.close());

const call = <T>(operation: string, input: unknown = {}, of = tenant) =>
  product.call<T>(of.admin.token, operation, input);

const givenUnit = async (of: GivenTenant, places = 0) =>
  (await call<{ id: string }>("units.create", { code: `U${(last += 1)}`, name: "件", places }, of))
    .data;

const newItem = (values: object = {}) => {
  last += 1;
  return { code: `I${last}`, name: `合页${last}`, unitId, supplyMode: "make", ...values };
};

const givenItem = async (values: object = {}, of = tenant): Promise<Item> =>
  (await call<Item>("items.create", newItem(values), of)).data;

const draft = (itemId: string, components: Components, rest: Partial<CreateBom> = {}) =>
  call<Bom>("boms.create", {
    itemId,
    components: Object.entries(components).map(([id, perBase]) => ({ itemId: id, perBase })),
    ...rest,
  });

const release = (bom: Bom, effectiveFrom = "2026-11-01") =>
  call<Bom>("boms.release", { bomVersionId: bom.id, revision: bom.revision, effectiveFrom });

const givenBom = async (itemId: string, components: Components, from?: string): Promise<Bom> =>
  (await release((await draft(itemId, components)).data, from)).data;

const jobOf = (of: GivenTenant) =>
  createCtx({
    services: product.services,
    actor: { kind: "job", tenantId: of.tenantId, name: "test", onBehalfOf: null },
    origin: { requestId: "test-request", operation: "test.read", address: "" },
    language: "zh-CN",
  });

const today = day("2026-11-23");

describe("items", () => {
  it("are kept as typed and found again", async () => {
    const values = {
      name: "不锈钢合页",
      lotMultiple: "0.500",
      leadTimeDays: 3,
      standardCostPrice: "3.85",
      safetyStock: "20",
    };
    const item = await givenItem(values);
    expect(item).toMatchObject({ ...values, lotMultiple: "0.5", unitPlaces: 0, active: true });
    expect((await call<Item>("items.show", { itemId: item.id })).data).toEqual(item);
    const list = await call<{ rows: { id: string }[] }>("items.list", { search: "锈钢合" });
    expect(list.data.rows).toMatchObject([{ id: item.id, unit: { id: unitId } }]);
    const lots = await readLotRules(jobOf(tenant), [item.id]);
    expect(lots.get(item.id)).toMatchObject({ unitPlaces: 0, lotMultiple: exact("0.5") });
    expect((await readLotRules(jobOf(other), [item.id])).size).toBe(0);
  });

  it("tell a taken code and every unknown reference at once, and write nothing", async () => {
    const { code } = await givenItem();
    const foreignUnit = await givenUnit(other);
    const customer = await call<{ id: string }>("parties.create", {
      code: "ONLY-CUSTOMER",
      name: "远景",
      isCustomer: true,
    });
    const foreignStore = await call<{ id: string }>(
      "warehouses.create",
      { code: "W", name: "仓" },
      other,
    );
    const input = newItem({
      code,
      unitId: foreignUnit.id,
      homeWarehouseId: foreignStore.data.id,
      defaultSupplierId: customer.data.id,
    });
    const answer = await call("items.create", input);
    expect(answer.error?.issues?.map((issue) => issue.path.join("."))).toEqual([
      "code",
      "unitId",
      "homeWarehouseId",
      "defaultSupplierId",
    ]);
    const list = await call<{ count: number }>("items.count", { filter: { code: { eq: code } } });
    expect(list.data.count).toBe(1);
  });

  it("take their own tenant's warehouse and supplier, and let them go again", async () => {
    const store = await call<{ id: string }>("warehouses.create", { code: "HW", name: "主仓" });
    const supplier = await call<{ id: string }>("parties.create", {
      code: "SUPPLIER",
      name: "安达",
      isSupplier: true,
    });
    const named = { homeWarehouseId: store.data.id, defaultSupplierId: supplier.data.id };
    const item = await givenItem(named);
    expect(item).toMatchObject(named);
    const input = { itemId: item.id, revision: 1, homeWarehouseId: null };
    const changed = await call<Item>("items.update", input);
    expect(changed.data).toMatchObject({ homeWarehouseId: null, revision: 2 });
    expect((await call("items.update", input)).error?.code).toBe("revision.stale");
  });

  it("hide their cost from a masked role, which cannot write, filter or sort by it either", async () => {
    const item = await givenItem({ standardCostPrice: "98765.4321" });
    const { token } = await givenStaff(product, tenant, {
      roles: { permissions: ["items.*"], masks: ["cost"] },
    });
    const shown = await product.call<Item>(token, "items.show", { itemId: item.id });
    expect(shown.data).toMatchObject({ standardCostPrice: null, masked: ["standardCostPrice"] });
    const write = { itemId: item.id, revision: 1, standardCostPrice: "1" };
    const refused = await product.call(token, "items.update", write);
    expect(refused.error?.code).toBe("auth.field_masked");
    const filter = { filter: { standardCostPrice: { gt: "98765" } } };
    expect((await product.call(token, "items.count", filter)).ok).toBe(false);
    const other = await product.call<Item>(token, "items.update", {
      ...write,
      standardCostPrice: undefined,
      spec: "M3",
    });
    expect(other.data).toMatchObject({ spec: "M3", standardCostPrice: null });
    const list = await product.call(token, "items.list", {});
    expect(JSON.stringify(list.data)).not.toContain("98765");
  });

  it("go out of use, unless something in force or to come is made of them", async () => {
    const [parent, part] = [await givenItem(), await givenItem()];
    const bom = await givenBom(parent.id, { [part.id]: "1" }, "2027-01-01");
    const input = { itemId: part.id, revision: 1 };
    const used = await call("items.deactivate", input);
    expect(used.error).toMatchObject({ code: "record.in_use", facts: { codes: [parent.code] } });
    await call("boms.retire", { bomVersionId: bom.id, revision: bom.revision });
    const gone = await call<Item>("items.deactivate", input);
    expect(gone.data).toMatchObject({ active: false, revision: 2 });
    const again = await call("items.deactivate", { ...input, revision: 2 });
    expect(again.error?.code).toBe("item.inactive");
    const answer = await draft(parent.id, { [part.id]: "1" });
    expect(answer.error?.issues?.[0]).toMatchObject({
      path: ["components", 0, "itemId"],
      code: "issue.item_inactive",
    });
    expect((await draft(part.id, {})).error?.code).toBe("item.inactive");
  });

  it("and units of another tenant are not found, exactly as ids that do not exist", async () => {
    const [item, part] = [await givenItem(), await givenItem()];
    const bom = (await draft(item.id, { [part.id]: "1" })).data;
    const attempts: [string, (itemId: string, bomVersionId: string) => object][] = [
      ["items.show", (itemId) => ({ itemId })],
      ["items.update", (itemId) => ({ itemId, revision: 1, name: "x" })],
      ["items.deactivate", (itemId) => ({ itemId, revision: 1 })],
      ["items.whereUsed", (itemId) => ({ itemId })],
      ["items.structure", (itemId) => ({ itemId })],
      ["boms.list", (itemId) => ({ itemId })],
      ["boms.create", (itemId) => ({ itemId })],
      ["boms.show", (_, bomVersionId) => ({ bomVersionId })],
      ["boms.update", (_, bomVersionId) => ({ bomVersionId, revision: 1, note: "x" })],
      ["boms.retire", (_, bomVersionId) => ({ bomVersionId, revision: 1 })],
      [
        "boms.release",
        (_, bomVersionId) => ({ bomVersionId, revision: 1, effectiveFrom: "2026-12-01" }),
      ],
    ];
    for (const [operation, input] of attempts) {
      const foreign = await call(operation, input(item.id, bom.id), other);
      const missing = await call(operation, input("987654321", "987654321"), other);
      expect(`${operation} ${foreign.status}`).toBe(`${operation} 404`);
      expect({ ...foreign.error, requestId: "" }).toEqual({ ...missing.error, requestId: "" });
    }
    expect((await call<Item>("items.show", { itemId: item.id })).data).toEqual(item);
    expect((await call<Bom>("boms.show", { bomVersionId: bom.id })).data).toEqual(bom);
  });
});

describe("a bill of materials", () => {
  it("is drafted with numbered lines, and every faulty line is told", async () => {
    const [item, part] = [await givenItem(), await givenItem()];
    const foreign = await givenItem({ unitId: (await givenUnit(other)).id }, other);
    const answer = await call("boms.create", {
      itemId: item.id,
      components: [part.id, item.id, foreign.id].map((itemId) => ({ itemId, perBase: "1" })),
      operations: [{ name: "冲压", workCenterId: "987654321" }],
    });
    expect(answer.error?.issues?.map((issue) => `${issue.path.join(".")} ${issue.code}`)).toEqual([
      "components.1.itemId issue.component_is_parent",
      "components.2.itemId issue.reference",
      "operations.0.workCenterId issue.reference",
    ]);
    const operations = [{ name: "冲压", setupMinutes: "15", runMinutesPerUnit: "0.5" }];
    const made = await draft(
      item.id,
      { [part.id]: "2.5" },
      {
        baseQuantity: "10",
        operations: operations as CreateBom["operations"],
      },
    );
    expect(made.data).toMatchObject({
      version: 1,
      state: "draft",
      effectiveFrom: null,
      baseQuantity: "10",
      components: [{ lineNo: 1, item: { code: part.code }, perBase: "2.5", scrapRate: "0" }],
      operations: [{ sequence: 10, ...operations[0], workCenterId: null }],
      actions: ["boms.update", "boms.release", "boms.retire"],
    });
    expect((await draft(item.id, {})).data.version).toBe(2);
  });

  it("is changed as a draft and frozen once released", async () => {
    const [item, part, better] = [await givenItem(), await givenItem(), await givenItem()];
    const { data: first } = await draft(item.id, { [part.id]: "1" });
    const input = { bomVersionId: first.id, revision: 1 };
    const components = [{ itemId: better.id, perBase: "3", scrapRate: "0.02" }];
    const changed = await call<Bom>("boms.update", { ...input, components });
    expect(changed.data.components).toMatchObject([{ item: { id: better.id }, perBase: "3" }]);
    expect(changed.data.revision).toBe(2);
    expect((await call("boms.update", { ...input, note: "x" })).error?.code).toBe("revision.stale");
    const released = await release(changed.data);
    expect(released.data).toMatchObject({ state: "released", effectiveFrom: "2026-11-01" });
    const late = { ...input, revision: released.data.revision, components: [] };
    expect((await call("boms.update", late)).error?.code).toBe("bom.frozen");
    const shown = await call<Bom>("boms.show", { bomVersionId: first.id });
    expect(shown.data.components).toHaveLength(1);
    expect((await release(released.data)).error?.code).toBe("state.illegal_move");
  });

  it("takes the place of the former version from its day on, never before another's", async () => {
    const [item, part] = [await givenItem(), await givenItem()];
    const first = await givenBom(item.id, { [part.id]: "1" }, "2026-11-01");
    await givenBom(item.id, { [part.id]: "2" }, "2026-12-01");
    const former = await call<Bom>("boms.show", { bomVersionId: first.id });
    expect(former.data).toMatchObject({ effectiveTo: "2026-11-30", revision: 3 });
    const { data: third } = await draft(item.id, { [part.id]: "3" });
    for (const from of ["2026-12-01", "2026-10-01"]) {
      const refused = await release(third, from);
      expect(refused.error).toMatchObject({ code: "bom.overlap", facts: { version: 2 } });
    }
    const perBaseOn = async (on: string) => {
      const { recipes } = await readRecipes(jobOf(tenant), { itemIds: [item.id], on: day(on) });
      const component = recipes.get(item.id)?.components[0];
      return component && toDecimalText(component.perBase);
    };
    expect(await perBaseOn("2026-10-31")).toBeUndefined();
    expect(await perBaseOn("2026-11-30")).toBe("1");
    expect(await perBaseOn("2026-12-01")).toBe("2");
    const { data } = await call<{ rows: Bom[] }>("boms.list", { itemId: item.id });
    expect(data.rows.map((row) => row.version)).toEqual([3, 2, 1]);
  });

  it("is not released empty, nor with an item out of use", async () => {
    const [item, part] = [await givenItem(), await givenItem()];
    const { data: empty } = await draft(item.id, {});
    expect((await release(empty)).error?.code).toBe("bom.empty");
    const { data: full } = await draft(item.id, { [part.id]: "1" });
    await call("items.deactivate", { itemId: part.id, revision: 1 });
    const refused = await release(full);
    expect(refused.error).toMatchObject({ code: "item.inactive", facts: { code: part.code } });
    const shown = await call<Bom>("boms.show", { bomVersionId: full.id });
    expect(shown.data).toMatchObject({ state: "draft", revision: 1 });
  });

  it("never lets an item contain itself, over however many levels", async () => {
    const [a, b, c] = [await givenItem(), await givenItem(), await givenItem()];
    await givenBom(a.id, { [b.id]: "1" });
    await givenBom(b.id, { [c.id]: "1" });
    const { data: closing } = await draft(c.id, { [a.id]: "1" });
    const refused = await release(closing);
    expect(refused.error).toMatchObject({
      code: "bom.cycle",
      facts: { items: [c.code, a.code, b.code, c.code] },
    });
    const list = await call<{ rows: Bom[] }>("boms.list", { itemId: c.id });
    expect(list.data.rows).toMatchObject([{ state: "draft", effectiveFrom: null }]);
  });
});

describe("releases at once", () => {
  it("of several drafts of an item leave at most one version in force on any day", async () => {
    const [item, part] = [await givenItem(), await givenItem()];
    const days = ["2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13", "2026-11-10"];
    const drafts = await Promise.all(days.map(() => draft(item.id, { [part.id]: "1" })));
    const answers = await Promise.all(drafts.map((each, at) => release(each.data, days[at])));
    for (const { error } of answers) if (error) expect(error.code).toBe("bom.overlap");
    expect(answers.some((answer) => answer.ok)).toBe(true);
    const { data } = await call<{ rows: Bom[] }>("boms.list", { itemId: item.id });
    const spans = data.rows
      .filter((row) => row.state === "released")
      .map((row) => [row.effectiveFrom!, row.effectiveTo ?? "9999-12-31"] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    expect(spans.length).toBe(answers.filter((answer) => answer.ok).length);
    for (let at = 1; at < spans.length; at += 1) {
      expect(spans[at]![0] > spans[at - 1]![1]).toBe(true);
    }
  });

  it("of two items into each other let one through", async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await givenItem(), await givenItem()];
      const { data: down } = await draft(a.id, { [b.id]: "1" });
      const { data: up } = await draft(b.id, { [a.id]: "1" });
      const answers = await Promise.all([release(down), release(up)]);
      expect(answers.map((answer) => answer.error?.code ?? "ok").sort()).toEqual([
        "bom.cycle",
        "ok",
      ]);
    }
  });

  it("of one draft twice count once", async () => {
    const [item, part] = [await givenItem(), await givenItem()];
    const { data: only } = await draft(item.id, { [part.id]: "1" });
    const answers = await Promise.all([release(only), release(only)]);
    expect(answers.map((answer) => answer.error?.code ?? "ok").sort()).toEqual([
      "ok",
      "revision.stale",
    ]);
  });
});

describe("what planning reads", () => {
  it("is the whole structure down to what is bought, in three statements however deep", async () => {
    const [frame, plate] = [await givenItem(), await givenItem()];
    const screw = await givenItem({ supplyMode: "buy", lotMinimum: "100", leadTimeDays: 5 });
    const [top, spare] = [await givenItem(), await givenItem()];
    const unrelated = await givenItem();
    await givenBom(top.id, { [frame.id]: "2", [screw.id]: "8" });
    const centers = await call<{ id: string }>("workCenters.create", {
      code: "CNC",
      name: "加工中心",
      minutesPerDay: 480,
    });
    const operations = [
      {
        name: "切割",
        workCenterId: centers.data.id,
        setupMinutes: "10",
        runMinutesPerUnit: "0.25",
      },
    ];
    const frameBom = await draft(
      frame.id,
      { [plate.id]: "1.5", [screw.id]: "4" },
      {
        baseQuantity: "1",
        operations: operations as CreateBom["operations"],
      },
    );
    await release(frameBom.data);
    await draft(plate.id, { [unrelated.id]: "1" });
    await givenBom(spare.id, { [unrelated.id]: "1" });

    const ctx = jobOf(tenant);
    const before = product.statements.length;
    const read = await readRecipes(ctx, { itemIds: [top.id, frame.id], on: today });
    expect(product.statements.length - before).toBe(3);
    expect([...read.items.keys()].sort()).toEqual([top.id, frame.id, plate.id, screw.id].sort());
    expect([...read.recipes.keys()].sort()).toEqual([top.id, frame.id].sort());
    expect(read.items.get(screw.id)).toMatchObject({
      code: screw.code,
      supplyMode: "buy",
      lotMinimum: exact("100"),
      leadTimeDays: 5,
      homeWarehouseId: null,
      active: true,
    });
    expect(read.recipes.get(frame.id)).toEqual({
      bomVersionId: frameBom.data.id,
      baseQuantity: exact("1"),
      components: [
        { lineNo: 1, itemId: plate.id, perBase: exact("1.5"), scrapRate: 0n, substitutes: [] },
        { lineNo: 2, itemId: screw.id, perBase: exact("4"), scrapRate: 0n, substitutes: [] },
      ],
      byProducts: [],
      routing: {
        operations: [
          {
            sequence: 10,
            name: "切割",
            workCenterId: centers.data.id,
            setupMinutes: exact("10"),
            runMinutesPerUnit: exact("0.25"),
            pieceRate: 0n,
            inspectionPoint: "none",
            subcontracted: false,
            supplierId: null,
            subcontractPrice: 0n,
          },
        ],
      },
    });
    expect((await readRecipes(jobOf(other), { itemIds: [top.id], on: today })).items.size).toBe(0);
  });

  it("does not open what is bought, even if it could be made", async () => {
    const [item, part] = [await givenItem({ supplyMode: "buy" }), await givenItem()];
    await givenBom(item.id, { [part.id]: "1" });
    const read = await readRecipes(jobOf(tenant), { itemIds: [item.id], on: today });
    expect([...read.items.keys()]).toEqual([item.id]);
    expect(read.recipes.size).toBe(0);
  });

  it("ends although the data holds a cycle that no release let in", async () => {
    const [a, b] = [await givenItem(), await givenItem()];
    await givenBom(a.id, { [b.id]: "1" });
    await transact(jobOf(tenant), async (tx) => {
      const id = tx.newId();
      const version = {
        id,
        itemId: b.id,
        version: 1,
        baseQuantity: "1",
        state: "released" as const,
      };
      await insertRows(tx, BomVersion, [{ ...version, effectiveFrom: day("2026-01-01") }]);
      await insertRows(tx, BomComponent, [
        { bomVersionId: id, lineNo: 1, itemId: a.id, perBase: "1" },
      ]);
    });
    const read = await readRecipes(jobOf(tenant), { itemIds: [a.id], on: today });
    expect([...read.recipes.keys()].sort()).toEqual([a.id, b.id].sort());
    const shown = await call<{ lines: unknown[]; truncated: boolean }>("items.structure", {
      itemId: a.id,
      depth: 7,
    });
    expect(shown.data.lines).toHaveLength(7);
    expect(shown.data.truncated).toBe(true);
  });
});

describe("reading a structure", () => {
  it("shows each level under its parent with quantities for one, and where a part is used", async () => {
    const [top, frame, plate] = [await givenItem(), await givenItem(), await givenItem()];
    const { data: upper } = await call<Bom>("boms.create", {
      itemId: top.id,
      baseQuantity: "10",
      components: [{ itemId: frame.id, perBase: "20", scrapRate: "0.05" }],
    });
    await release(upper);
    await givenBom(frame.id, { [plate.id]: "1.5" });
    const shown = await call<{ lines: { level: number; quantity: string }[]; truncated: boolean }>(
      "items.structure",
      { itemId: top.id },
    );
    expect(shown.data).toMatchObject({
      truncated: false,
      lines: [
        { level: 1, item: { code: frame.code }, quantity: "2.1", scrapRate: "0.05" },
        { level: 2, item: { code: plate.code }, quantity: "3.15" },
      ],
    });
    const shallow = await call<{ lines: unknown[]; truncated: boolean }>("items.structure", {
      itemId: top.id,
      depth: 1,
    });
    expect(shallow.data).toMatchObject({ truncated: true });
    expect(shallow.data.lines).toHaveLength(1);
    const used = await call<{ rows: unknown[] }>("items.whereUsed", { itemId: plate.id });
    expect(used.data.rows).toMatchObject([{ item: { id: frame.id }, perBase: "1.5", version: 1 }]);
    const before = { itemId: plate.id, on: "2026-10-31" };
    expect((await call<{ rows: unknown[] }>("items.whereUsed", before)).data.rows).toEqual([]);
  });
});
