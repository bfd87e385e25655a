import type { Bom, ImportAnswer, Item } from "@quanlian/shared/contract";
import { givenStaff, givenTenant } from "../../../../tests/support/given";
import {
  givenFactory,
  givenItem,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;
let unit: string;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
  const { data } = await product.call<{ rows: { id: string; code: string }[] }>(
    factory.token,
    "units.list",
  );
  unit = data.rows.find(({ id }) => id === factory.unitId)!.code;
});
afterAll(() => product.close());

const imported = (name: string, rows: string[], token = factory.token) => {
  const contentBase64 = Buffer.from(rows.join("\n")).toString("base64");
  return product.call<ImportAnswer>(token, name, { file: { name: "rows.csv", contentBase64 } });
};

const show = async (itemId: string) =>
  (await product.call<Item>(factory.token, "items.show", { itemId })).data;

describe("importing items", () => {
  it("changes what a row says and keeps what its empty cells leave open", async () => {
    const item = await givenItem(factory, { spec: "M8", leadTimeDays: 9, safetyStock: "5" });
    const rows = [
      "物料编码,物料名称,规格型号,单位编码,供应方式,安全库存",
      `${item.code},改过的名称,,${unit},外购,7.50`,
    ];
    expect((await imported("items.import", rows)).data).toMatchObject({ changedCount: 1 });
    expect(await show(item.id)).toMatchObject({
      ...{ name: "改过的名称", spec: "M8", leadTimeDays: 9, safetyStock: "7.5" },
      revision: item.revision + 1,
    });
    expect((await imported("items.import", rows)).data).toMatchObject({ unchangedCount: 1 });
  });

  it("refuses another unit, another tracking after stock has moved, and what contradicts itself", async () => {
    const item = await givenItem(factory);
    await givenStock(factory, item, "3");
    await product.call(factory.token, "units.create", { code: "kg9", name: "千克", places: 3 });
    const refused = await imported("items.import", [
      "物料编码,物料名称,单位编码,供应方式,物料类型,追踪方式,安全库存",
      `${item.code},x,kg9,外购,,,`,
      `${(await givenItem(factory)).code},x,${unit},外购,服务,,5`,
      `NEW-1,x,${unit},外购,商品,,`,
    ]);
    expect(refused.error?.issues?.map(({ path, code }) => [path[1], path[2], code])).toEqual([
      [2, "unit", "import.fixed"],
      [3, "safetyStock", "issue.service_has_no_stock"],
    ]);
    const tracked = await imported("items.import", [
      "物料编码,物料名称,单位编码,供应方式,追踪方式",
      `${item.code},x,${unit},外购,批次`,
    ]);
    expect(tracked.error?.issues).toMatchObject([{ code: "import.fixed_by_stock" }]);
    const found = await product.call<{ count: number }>(factory.token, "items.count", {
      filter: { code: { eq: "NEW-1" } },
    });
    expect(found.data.count).toBe(0);
  });

  it("takes no cost from whoever may not see costs", async () => {
    const roles = { permissions: ["items.*"], masks: ["cost" as const] };
    const clerk = await givenStaff(product, factory.tenant, { roles });
    const head = "物料编码,物料名称,单位编码,供应方式,标准成本";
    const refused = await imported("items.import", [head, `C-1,x,${unit},外购,12`], clerk.token);
    expect(refused.error).toMatchObject({
      code: "auth.field_masked",
      facts: { fields: ["standardCostPrice"] },
    });
    const without = await imported("items.import", [head, `C-1,x,${unit},外购,`], clerk.token);
    expect(without.data.createdCount).toBe(1);
  });
});

describe("importing bills of materials", () => {
  const HEAD = "父件编码,子件编码,用量,损耗率,生效日期";

  it("makes the next version of a changed bill, with the routing of the one before", async () => {
    const made = await givenItem(factory, { supplyMode: "make" });
    const part = await givenItem(factory);
    const { data: bom } = await product.call<Bom>(factory.token, "boms.create", {
      itemId: made.id,
      components: [{ itemId: part.id, perBase: "2" }],
      operations: [{ name: "焊接", setupMinutes: "10", runMinutesPerUnit: "5" }],
    });
    const release = { bomVersionId: bom.id, revision: bom.revision, effectiveFrom: "2026-11-01" };
    void (await product.call(factory.token, "boms.release", release)).data;
    const same = [HEAD, `${made.code},${part.code},2.0,,`];
    expect((await imported("boms.import", same)).data).toMatchObject({ unchangedCount: 1 });

    const next = [HEAD, `${made.code},${part.code},3,2%,`];
    expect((await imported("boms.import", next)).data).toMatchObject({ changedCount: 1 });
    const versions = await product.call<{ rows: { id: string; effectiveTo: string | null }[] }>(
      factory.token,
      "boms.list",
      { itemId: made.id },
    );
    expect(versions.data.rows.map(({ effectiveTo }) => effectiveTo)).toEqual([null, "2026-11-22"]);
    const { data: latest } = await product.call<Bom>(factory.token, "boms.show", {
      bomVersionId: versions.data.rows[0]!.id,
    });
    expect(latest).toMatchObject({
      components: [{ perBase: "3", scrapRate: "0.02" }],
      operations: [{ name: "焊接", setupMinutes: "10" }],
    });
    // Its version of today is in force by now; another of the same day would be two at once.
    const again = await imported("boms.import", [HEAD, `${made.code},${part.code},4,,`]);
    expect(again.error?.issues).toMatchObject([{ code: "import.bom_in_the_way" }]);
  });

  it("refuses bills that contain each other, also by what is in force already, and writes none", async () => {
    const [a, b, c] = await Promise.all(
      [1, 2, 3].map(() => givenItem(factory, { supplyMode: "make" })),
    );
    void (await imported("boms.import", [HEAD, `${a!.code},${b!.code},1,,`])).data;
    const refused = await imported("boms.import", [
      HEAD,
      `${b!.code},${c!.code},1,,`,
      `${c!.code},${a!.code},1,,`,
    ]);
    expect(refused.error?.issues).toMatchObject([{ code: "import.bom_cycle" }]);
    const versions = await product.call<{ rows: object[] }>(factory.token, "boms.list", {
      itemId: c!.id,
    });
    expect(versions.data.rows).toEqual([]);
  });
});

describe("importing parties", () => {
  it("creates and changes them, and refuses a wrong credit code, no role and another's party", async () => {
    const head = "单位编码,单位名称,是客户,是供应商,统一社会信用代码,税率";
    const created = await imported("parties.import", [head, "D-1,慈溪恒丰,是,否,,13%"]);
    expect(created.data.createdCount).toBe(1);
    const changed = await imported("parties.import", [head, "d-1,慈溪恒丰,是,是,,0.13"]);
    expect(changed.data).toMatchObject({ changedCount: 1, createdCount: 0 });
    const refused = await imported("parties.import", [
      head,
      "D-2,x,是,否,91330200123456789X,",
      "D-3,x,否,否,,",
    ]);
    expect(refused.error?.issues?.map(({ path, code }) => [path[2], code])).toEqual([
      ["creditCode", "issue.credit_code"],
      ["isCustomer", "issue.party_role"],
    ]);
    const roles = { permissions: ["parties.import"], scope: "own" as const };
    const clerk = await givenStaff(product, factory.tenant, { roles });
    const foreign = await imported("parties.import", [head, "D-1,y,是,否,,"], clerk.token);
    expect(foreign.error?.issues).toMatchObject([
      { path: ["rows", 2, "code"], code: "import.taken" },
    ]);
  });
});
