import type { SavedView } from "@quanlian/shared/contract";
import {
  givenStaff,
  givenTenant,
  type GivenStaff,
  type GivenTenant,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
let colleague: GivenStaff;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  colleague = await givenStaff(product, tenant, {
    roles: { permissions: ["parties.*"], masks: ["credit"] },
  });
  for (const [code, name, limit] of [
    ["C1", "安达五金", 100],
    ["C2", "北辰机械", 200],
    ["C3", "安泰轴承", 300],
  ] as const) {
    const made = await product.call(tenant.admin.token, "parties.create", {
      code,
      name,
      isCustomer: true,
      creditLimitCents: limit,
    });
    expect(made.error).toBeNull();
  }
});
afterAll(() => product.close());

const save = (token: string, view: object) =>
  product.call<SavedView>(token, "views.save", { resource: "parties", ...view });
const list = async (token: string) =>
  (await product.call<{ rows: SavedView[] }>(token, "views.list", { resource: "parties" })).data
    .rows;
const codes = async (token: string, query: object) =>
  (await product.call<{ rows: { code: string }[] }>(token, "parties.list", query)).data.rows.map(
    ({ code }) => code,
  );

describe("saved views", () => {
  it("keep a query under a name, and the list follows it; what the caller says himself wins", async () => {
    const query = {
      filter: { name: { contains: "安" } },
      sort: [{ field: "code", direction: "desc" }],
    };
    const { data: view } = await save(tenant.admin.token, { name: "安字头", query });
    expect(await codes(tenant.admin.token, { view: view.id })).toEqual(["C3", "C1"]);
    expect(await codes(tenant.admin.token, { view: view.id, filter: {} })).toEqual([
      "C3",
      "C2",
      "C1",
    ]);
    const counted = await product.call(tenant.admin.token, "parties.count", { view: view.id });
    expect(counted.data).toEqual({ count: 2 });
    const page = await product.call<{ nextCursor: string }>(tenant.admin.token, "parties.list", {
      view: view.id,
      limit: 1,
    });
    expect(
      await codes(tenant.admin.token, { view: view.id, cursor: page.data.nextCursor }),
    ).toEqual(["C1"]);
  });

  it("are replaced under the same name and removed by their owner", async () => {
    await save(tenant.admin.token, { name: "一", query: { search: "x" } });
    await save(tenant.admin.token, { name: "一", query: { search: "y" } });
    const own = (await list(tenant.admin.token)).filter(({ name }) => name === "一");
    expect(own).toMatchObject([{ query: { search: "y" }, own: true, shared: false }]);
    const removed = await product.call(tenant.admin.token, "views.remove", {
      resource: "parties",
      name: "一",
    });
    expect(removed.data).toEqual({ removed: true });
    expect((await list(tenant.admin.token)).some(({ name }) => name === "一")).toBe(false);
  });

  it("are used by colleagues only when shared, and never changed by them", async () => {
    const { data: secret } = await save(tenant.admin.token, {
      name: "私",
      query: { search: "安" },
    });
    const { data: shared } = await save(tenant.admin.token, {
      name: "公",
      query: { search: "北辰" },
      shared: true,
    });
    expect((await list(colleague.token)).map(({ name, own }) => [name, own])).toEqual([
      ["公", false],
    ]);
    expect(await codes(colleague.token, { view: shared.id })).toEqual(["C2"]);
    expect(
      (await product.call(colleague.token, "parties.list", { view: secret.id })).error!.code,
    ).toBe("record.not_found");
    const removed = await product.call(colleague.token, "views.remove", {
      resource: "parties",
      name: "公",
    });
    expect(removed.data).toEqual({ removed: false });
    expect(await codes(colleague.token, { view: shared.id })).toEqual(["C2"]);
    const other = await givenTenant(product);
    expect(
      (await product.call(other.admin.token, "parties.list", { view: shared.id })).error!.code,
    ).toBe("record.not_found");
    expect(await list(other.admin.token)).toEqual([]);
  });

  it("show no masked column to a colleague, and may not filter or sort by one for him", async () => {
    const columns = { columns: ["code", "creditLimitCents"] };
    const { data: wide } = await save(tenant.admin.token, {
      name: "额度列",
      query: columns,
      shared: true,
    });
    const seen = await product.call<{ rows: object[] }>(colleague.token, "parties.list", {
      view: wide.id,
    });
    expect(seen.data.rows.every((row) => !("creditLimitCents" in row))).toBe(true);
    const filter = { filter: { creditLimitCents: { gt: 150 } } };
    const { data: rich } = await save(tenant.admin.token, {
      name: "大额度",
      query: filter,
      shared: true,
    });
    expect(await codes(tenant.admin.token, { view: rich.id })).toEqual(["C2", "C3"]);
    expect(
      (await product.call(colleague.token, "parties.list", { view: rich.id })).error!.code,
    ).toBe("auth.field_masked");
    expect(
      (
        await product.call(colleague.token, "parties.export", {
          format: "csv",
          query: { view: rich.id },
        })
      ).error!.code,
    ).toBe("auth.field_masked");
  });

  it("are refused when the list would refuse their query, with every fault", async () => {
    const { status, error } = await save(tenant.admin.token, {
      name: "错",
      query: {
        filter: { nope: { eq: 1 }, code: { near: "x" } },
        sort: [{ field: "void", direction: "asc" }],
      },
    });
    expect([status, error!.code]).toEqual([422, "list.bad_filter"]);
    expect(error!.issues!.map(({ path }) => path.join(".")).sort()).toEqual([
      "query.filter.code",
      "query.filter.code.near",
      "query.filter.nope",
      "query.sort.0.field",
    ]);
    expect(
      (await save(tenant.admin.token, { resource: "nothing", name: "x", query: {} })).error!.code,
    ).toBe("record.not_found");
  });
});
