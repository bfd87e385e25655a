import type { Bom, Item } from "@quanlian/shared/contract";
import { day, exact } from "@quanlian/shared/domain";
import { createCtx } from "../../kernel/access";
import { givenStaff, givenTenant, type GivenTenant } from "../../../../tests/support/given";
import { givenBom, givenDraftBom, part } from "../../../../tests/support/given-catalog";
import {
  givenFactory,
  givenItem,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { readRecipes } from ".";

let product: TestProduct;
let tenant: GivenTenant;
let factory: GivenFactory;
let supplierId: string;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  factory = await givenFactory(product, tenant);
  const supplier = { code: "WX", name: "安达电镀", isSupplier: true };
  supplierId = (await call<{ id: string }>("parties.create", supplier)).data.id;
});
afterAll(() => product.close());

const call = <T>(operation: string, input: unknown, token = factory.token) =>
  product.call<T>(token, operation, input);

const made = (options: object = {}) => givenItem(factory, { supplyMode: "make", ...options });

const recipesOn = (itemId: string, on = "2026-11-23") =>
  readRecipes(
    createCtx({
      services: product.services,
      actor: { kind: "job", tenantId: tenant.tenantId, name: "test", onBehalfOf: null },
      origin: { requestId: "test-request", operation: "test.read", address: "" },
      language: "zh-CN",
    }),
    { itemIds: [itemId], on: day(on) },
  );
const partsOf = async (item: Item, on?: string) =>
  (await recipesOn(item.id, on)).recipes.get(item.id)?.components.map(({ itemId }) => itemId);

const setDefault = (bom: Bom) =>
  call<Bom>("boms.setDefault", { bomVersionId: bom.id, revision: bom.revision });

describe("alternatives", () => {
  it("are in force side by side, and plans follow the one that the item names", async () => {
    const [item, steel, brass] = [await made(), await givenItem(factory), await givenItem(factory)];
    const first = await givenBom(factory, item, { components: [part(steel, "1")] });
    const second = await givenBom(factory, item, {
      alternative: "B",
      components: [part(brass, "1")],
    });
    expect([first.alternative, first.isDefault]).toEqual(["main", true]);
    expect([second.alternative, second.isDefault]).toEqual(["B", false]);
    expect([first, second].map(({ effectiveTo }) => effectiveTo)).toEqual([null, null]);
    expect(await partsOf(item)).toEqual([steel.id]);

    expect((await setDefault(second)).data.isDefault).toBe(true);
    expect(await partsOf(item)).toEqual([brass.id]);
    const list = await call<{ rows: Bom[] }>("boms.list", { itemId: item.id });
    expect(list.data.rows.map((row) => [row.alternative, row.isDefault])).toEqual([
      ["B", true],
      ["main", false],
    ]);
    // What is drafted without a name is the next version of what plans follow.
    expect((await givenDraftBom(factory, item, {})).alternative).toBe("B");
  });

  it("have at most one version each on a day: a release ends the former one of its own", async () => {
    const [item, steel] = [await made(), await givenItem(factory)];
    const lines = { components: [part(steel, "1")] };
    const first = await givenBom(factory, item, lines);
    const other = await givenBom(factory, item, { ...lines, alternative: "B" });
    await givenBom(factory, item, lines, "2026-11-10");
    const show = async ({ id }: Bom) =>
      (await call<Bom>("boms.show", { bomVersionId: id })).data.effectiveTo;
    expect(await show(first)).toBe("2026-11-09");
    expect(await show(other)).toBeNull();
  });

  it("cannot become the default while nothing of them is in force", async () => {
    const [item, steel] = [await made(), await givenItem(factory)];
    await givenBom(factory, item, { components: [part(steel, "1")] });
    const later = { alternative: "B", components: [part(steel, "2")] };
    const future = await givenBom(factory, item, later, "2026-12-24");
    const drafted = await givenDraftBom(factory, item, { ...later, alternative: "C" });
    for (const bom of [future, drafted]) {
      expect((await setDefault(bom)).error?.code).toBe("bom.no_effective_version");
    }
    const stale = { ...future, revision: future.revision + 1 };
    expect((await setDefault(stale)).error?.code).toBe("revision.stale");
    expect((await call<Item>("items.show", { itemId: item.id })).data.defaultAlternative).toBe(
      "main",
    );
    const stranger = await givenTenant(product);
    const input = { bomVersionId: future.id, revision: future.revision };
    const foreign = await call("boms.setDefault", input, stranger.admin.token);
    expect(foreign.error?.code).toBe("record.not_found");
  });

  it("are all kept from containing themselves", async () => {
    const [a, b, steel] = [await made(), await made(), await givenItem(factory)];
    await givenBom(factory, a, { components: [part(steel, "1")] });
    await givenBom(factory, a, { alternative: "B", components: [part(b, "1")] });
    const { id, revision } = await givenDraftBom(factory, b, { components: [part(a, "1")] });
    const release = { bomVersionId: id, revision, effectiveFrom: "2026-11-01" };
    expect((await call("boms.release", release)).error?.code).toBe("bom.cycle");
  });
});

describe("substitutes and by-products", () => {
  it("are kept in their order, read by planning, and frozen with the version", async () => {
    const [item, steel, brass, oak, chips] = [
      await made(),
      ...(await Promise.all([1, 2, 3, 4].map(() => givenItem(factory)))),
    ] as [Item, Item, Item, Item, Item];
    const substitutes = [{ itemId: oak.id, ratio: "2" }, { itemId: brass.id }];
    const bom = await givenBom(factory, item, {
      components: [part(steel, "3", { substitutes })],
      byProducts: [part(chips, "0.5", { costShare: "0.1" })],
    });
    expect(bom.components[0]!.substitutes).toMatchObject([
      { item: { id: oak.id }, ratio: "2" },
      { item: { id: brass.id }, ratio: "1" },
    ]);
    expect(bom.byProducts).toMatchObject([
      { lineNo: 1, item: { id: chips.id }, perBase: "0.5", costShare: "0.1" },
    ]);
    const { items, recipes } = await recipesOn(item.id);
    expect(recipes.get(item.id)).toMatchObject({
      components: [
        {
          substitutes: [
            { itemId: oak.id, ratio: exact("2") },
            { itemId: brass.id, ratio: exact("1") },
          ],
        },
      ],
      byProducts: [{ itemId: chips.id, perBase: exact("0.5"), costShare: exact("0.1") }],
    });
    // Substitutes are known, by-products are not planned for.
    expect([...items.keys()].sort()).toEqual([item.id, steel.id, brass.id, oak.id].sort());
    const change = { bomVersionId: bom.id, revision: bom.revision, byProducts: [] };
    expect((await call("boms.update", change)).error?.code).toBe("bom.frozen");
  });

  it("are replaced as a whole while the version is a draft", async () => {
    const [item, steel, oak] = [await made(), await givenItem(factory), await givenItem(factory)];
    const draft = await givenDraftBom(factory, item, {
      components: [part(steel, "1", { substitutes: [{ itemId: oak.id }] })],
      byProducts: [part(oak, "1")],
    });
    const changed = await call<Bom>("boms.update", {
      bomVersionId: draft.id,
      revision: draft.revision,
      alternative: "B",
      components: [part(steel, "2")],
      byProducts: [],
    });
    expect(changed.data).toMatchObject({
      alternative: "B",
      components: [{ perBase: "2", substitutes: [] }],
      byProducts: [],
    });
  });

  it("name every fault at once, and nothing is written", async () => {
    const [item, steel] = [await made(), await givenItem(factory)];
    const answer = await call("boms.create", {
      itemId: item.id,
      components: [
        part(steel, "1", {
          substitutes: [{ itemId: steel.id }, { itemId: item.id }, { itemId: "123" }],
        }),
      ],
      byProducts: [
        part(steel, "1", { costShare: "0.6" }),
        part(steel, "1", { costShare: "0.6" }),
        part(item, "1"),
      ],
      operations: [
        { name: "电镀", supplierId },
        { name: "抛光", subcontracted: true, supplierId: "9" },
      ],
    });
    expect(answer.error?.issues?.map(({ path, code }) => [path.join("."), code])).toEqual([
      ["components.0.substitutes.0.itemId", "issue.duplicate"],
      ["components.0.substitutes.1.itemId", "issue.component_is_parent"],
      ["components.0.substitutes.2.itemId", "issue.reference"],
      ["byProducts.1.itemId", "issue.duplicate"],
      ["byProducts.2.itemId", "issue.component_is_parent"],
      ["byProducts", "issue.cost_shares"],
      ["operations.0.supplierId", "issue.supplier_without_subcontract"],
      ["operations.1.supplierId", "issue.reference"],
    ]);
    const list = await call<{ rows: Bom[] }>("boms.list", { itemId: item.id });
    expect(list.data.rows).toEqual([]);
  });
});

describe("operations", () => {
  const plating = {
    name: "电镀",
    subcontracted: true,
    inspectionPoint: "final",
    pieceRate: "0.25",
    subcontractPrice: "1.8",
  };

  it("are kept with rate, inspection and subcontractor", async () => {
    const item = await made();
    const bom = await givenBom(factory, item, { operations: [{ ...plating, supplierId }] });
    expect(bom.operations).toMatchObject([{ ...plating, supplierId, sequence: 10 }]);
  });

  it("hide their rates from whoever may not see costs, who carries them on unseen", async () => {
    const item = await made();
    const priced = await givenBom(factory, item, { operations: [plating] });
    const planner = await givenStaff(product, tenant, {
      roles: { permissions: ["boms.*"], scope: "all", masks: ["cost"] },
    });
    const as = <T>(operation: string, input: object) => call<T>(operation, input, planner.token);
    const shown = await as<Bom>("boms.show", { bomVersionId: priced.id });
    expect(shown.data.operations).toMatchObject([{ pieceRate: null, subcontractPrice: null }]);

    const naming = await as("boms.create", { itemId: item.id, operations: [plating] });
    expect(naming.error?.code).toBe("auth.field_masked");
    const drafted = await as<Bom>("boms.create", {
      itemId: item.id,
      operations: [{ name: "电镀" }, { name: "抛光" }],
    });
    const { id, revision } = drafted.data;
    const changed = await as("boms.update", {
      bomVersionId: id,
      revision,
      operations: [{ name: "去毛刺" }, { name: "电镀", setupMinutes: "5" }],
    });
    expect(changed.ok).toBe(true);
    const full = await call<Bom>("boms.show", { bomVersionId: id });
    expect(full.data.operations.map((each) => [each.name, each.pieceRate])).toEqual([
      ["去毛刺", "0"],
      ["电镀", "0.25"],
    ]);
  });
});

describe("where an item is used", () => {
  it("is told over all levels, by component and by substitute, with the alternatives", async () => {
    const [top, frame, steel, brass] = [
      await made(),
      await made(),
      await givenItem(factory),
      await givenItem(factory),
    ];
    await givenBom(factory, top, { components: [part(frame, "2")] });
    await givenBom(factory, frame, {
      alternative: "B",
      components: [part(steel, "4", { substitutes: [{ itemId: brass.id }] })],
    });
    const uses = async (item: Item, deep: boolean) => {
      const { data } = await call<{ rows: Record<string, unknown>[] }>("items.whereUsed", {
        itemId: item.id,
        deep,
      });
      return data.rows.map((row) => [row.level, (row.item as Item).id, row.use, row.componentId]);
    };
    expect(await uses(steel, false)).toEqual([[1, frame.id, "component", steel.id]]);
    expect(await uses(steel, true)).toEqual([
      [1, frame.id, "component", steel.id],
      [2, top.id, "component", frame.id],
    ]);
    expect(await uses(brass, true)).toEqual([[1, frame.id, "substitute", brass.id]]);
    expect(await uses(top, true)).toEqual([]);
  });
});
