import type { Party, WrittenParty } from "@quanlian/shared/contract";
import { givenStaff, givenTenant, type GivenTenant } from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
let other: GivenTenant;
let last = 0;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  other = await givenTenant(product);
});
afterAll(() => product.close());

const call = <T = WrittenParty>(operation: string, input: unknown, token = tenant.admin.token) =>
  product.call<T>(token, operation, input);

const create = (values: object, token?: string) => {
  last += 1;
  const input = { code: `TX${last}`, name: `鸿渐精工${last}`, isCustomer: true, ...values };
  return call("parties.create", input, token);
};

const CODES = ["91310110324425929E", "91350100M000100Y43"];

describe("what an invoice says of a party", () => {
  const data = {
    region: "广东省东莞市",
    invoiceTitle: "鸿渐精工(东莞)有限公司",
    invoiceAddress: "长安镇 1 号",
    invoicePhone: "0769-88886666",
    bankName: "工商银行长安支行",
    bankAccount: "6222 0000-1111 2222",
    defaultInvoiceKind: "general",
  };

  it("is kept, shown and changed; an account number is kept as its digits", async () => {
    const made = (await create(data)).data;
    expect(made).toMatchObject({ ...data, bankAccount: "6222000011112222" });
    const change = { partyId: made.id, revision: 1, bankName: null, defaultInvoiceKind: "special" };
    const changed = (await call("parties.update", change)).data;
    expect(changed).toMatchObject({ bankName: null, defaultInvoiceKind: "special" });
    const plain = (await create({})).data;
    expect(plain).toMatchObject({
      invoiceTitle: "",
      bankName: null,
      defaultInvoiceKind: "special",
    });
  });

  it("hides the bank from whom it is masked for, and takes none from him", async () => {
    const made = (await create({ ...data, creditLimitCents: 5_000 })).data;
    const roles = { permissions: ["parties.*"], masks: ["bank" as const] };
    const { token } = await givenStaff(product, tenant, { roles });
    const shown = (await call<Party>("parties.show", { partyId: made.id }, token)).data;
    expect(shown).toMatchObject({
      ...{ bankName: null, bankAccount: null, creditLimitCents: 5_000 },
      masked: ["bankName", "bankAccount"],
    });
    const write = { partyId: made.id, revision: 1, bankAccount: "62220000111133" };
    expect((await call("parties.update", write, token)).error?.code).toBe("auth.field_masked");
    expect((await create({ bankName: "x" }, token)).error?.code).toBe("auth.field_masked");
    const level = { partyId: made.id, revision: 1, level: "A" };
    expect((await call("parties.update", level, token)).ok).toBe(true);
    const kept = (await call<Party>("parties.show", { partyId: made.id })).data;
    expect(kept).toMatchObject({ bankAccount: "6222000011112222", level: "A" });
  });

  it("is in the list, with region, owner and term, and can be asked for", async () => {
    const made = (await create({ region: "西藏自治区拉萨市" })).data;
    const filter = { region: { contains: "拉萨" }, owner: { eq: tenant.admin.userId } };
    const { rows } = (await call<{ rows: object[] }>("parties.list", { filter })).data;
    expect(rows).toMatchObject([
      {
        id: made.id,
        region: "西藏自治区拉萨市",
        owner: { id: tenant.admin.userId, label: tenant.admin.name },
        priceList: null,
      },
    ]);
    const sorts = ["owner", "priceList", "region"].map((field) => ({ field, direction: "asc" }));
    expect((await call("parties.list", { sort: sorts })).ok).toBe(true);
  });
});

describe("a company that is taken in a second time", () => {
  it("is refused by its credit code, whoever typed it, also when both come at once", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => create({ creditCode: CODES[0] })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const { error } of answers.filter(({ ok }) => !ok)) {
      expect(error).toMatchObject({ code: "record.duplicate", facts: { field: "creditCode" } });
    }
    const roles = { permissions: ["parties.*"], scope: "own" as const };
    const colleague = await givenStaff(product, tenant, { roles });
    const hidden = await create({ creditCode: CODES[0] }, colleague.token);
    expect(hidden.error?.code).toBe("record.duplicate");
    expect((await create({ creditCode: CODES[0] }, other.admin.token)).ok).toBe(true);

    const free = (await create({})).data;
    const take = { partyId: free.id, revision: 1, creditCode: CODES[0] };
    expect((await call("parties.update", take)).error?.code).toBe("record.duplicate");
    const holder = answers.find(({ ok }) => ok)!.data;
    const same = { partyId: holder.id, revision: 1, creditCode: CODES[0], level: "A" };
    expect((await call("parties.update", same)).ok).toBe(true);
    const give = { partyId: holder.id, revision: 2, creditCode: null };
    expect((await call("parties.update", give)).ok).toBe(true);
    expect((await call("parties.update", take)).ok).toBe(true);
  });

  it("is told by its name, however it is spelt; what is out of reach is only counted", async () => {
    const first = (await create({ name: "宁波沐阳(模具)有限公司" })).data;
    expect(first.sameName).toEqual({ count: 0, parties: [] });
    const second = (await create({ name: "宁波 沐阳模具 有限责任公司" })).data;
    expect(second.sameName).toEqual({
      count: 1,
      parties: [{ id: first.id, code: first.code, name: first.name }],
    });
    const roles = { permissions: ["parties.*"], scope: "own" as const };
    const colleague = await givenStaff(product, tenant, { roles });
    const third = await create({ name: "宁波沐阳模具" }, colleague.token);
    expect(third.data.sameName).toEqual({ count: 2, parties: [] });
    expect((await create({ name: "宁波沐阳模具" }, other.admin.token)).data.sameName.count).toBe(0);

    const renamed = { partyId: first.id, revision: 1, name: "宁波沐阳冲压有限公司" };
    expect((await call("parties.update", renamed)).data.sameName.count).toBe(0);
    const level = { partyId: second.id, revision: 1, level: "A" };
    expect((await call("parties.update", level)).data.sameName.count).toBe(0);
  });

  it("is found by its short name and its credit code", async () => {
    const made = (await create({ shortName: "沐阳汽配", creditCode: CODES[1] })).data;
    for (const search of ["沐阳汽配", CODES[1]!.slice(0, 12)]) {
      const { rows } = (await call<{ rows: object[] }>("parties.list", { search })).data;
      expect(rows).toMatchObject([{ id: made.id }]);
    }
  });
});
