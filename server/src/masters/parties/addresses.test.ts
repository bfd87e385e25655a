import type { Party, PartyAddress } from "@quanlian/shared/contract";
import { createCtx } from "../../kernel/access";
import {
  givenStaff,
  givenTenant,
  type GivenStaff,
  type GivenTenant,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { findDeliveryAddress } from ".";

let product: TestProduct;
let tenant: GivenTenant;
let other: GivenTenant;
let admin: GivenStaff;
let last = 0;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  other = await givenTenant(product);
  admin = tenant.admin;
});
afterAll(() => product.close());

const call = <T = PartyAddress>(token: string, operation: string, input: unknown) =>
  product.call<T>(token, operation, input);

const party = async (token = admin.token): Promise<Party> => {
  last += 1;
  const input = { code: `A${last}`, name: `石桥泵业${last}`, isCustomer: true };
  return (await call<Party>(token, "parties.create", input)).data;
};

const add = async (partyId: string, values: object = {}) => {
  const input = { partyId, recipient: "周师傅", line: "东港路 8 号", ...values };
  return (await call(admin.token, "addresses.create", input)).data;
};

const addressesOf = async (partyId: string) =>
  (await call<Party>(admin.token, "parties.show", { partyId })).data.addresses;

const ctxOf = (tenantId: string) =>
  createCtx({
    services: product.services,
    actor: { kind: "job", tenantId, name: "test", onBehalfOf: null },
    origin: { requestId: "test-request", operation: "test.read", address: "" },
    language: "zh-CN",
  });

describe("addresses of a party", () => {
  it("are shown with it, the first one being its default until another takes its place", async () => {
    const { id } = await party();
    const first = await add(id, { phone: "+86 139-1111-2222", region: "浙江省宁波市北仑区" });
    expect(first).toMatchObject({
      ...{ recipient: "周师傅", phone: "13911112222", region: "浙江省宁波市北仑区" },
      ...{ isDefaultDelivery: true, revision: 1 },
    });
    const second = await add(id, { label: "二号仓" });
    expect(second.isDefaultDelivery).toBe(false);
    const third = await add(id, { label: "三号仓", isDefaultDelivery: true });
    expect((await addressesOf(id)).map((each) => [each.id, each.isDefaultDelivery])).toEqual([
      [third.id, true],
      [first.id, false],
      [second.id, false],
    ]);
    const back = { addressId: first.id, revision: 2, isDefaultDelivery: true, line: "西港路 1 号" };
    expect((await call(admin.token, "addresses.update", back)).data).toMatchObject({
      line: "西港路 1 号",
      isDefaultDelivery: true,
    });
    expect((await addressesOf(id)).filter((each) => each.isDefaultDelivery)).toHaveLength(1);
  });

  it("stay one default when several come at once", async () => {
    const { id } = await party();
    await Promise.all([1, 2, 3, 4].map(() => add(id, { isDefaultDelivery: true })));
    expect((await addressesOf(id)).filter((each) => each.isDefaultDelivery)).toHaveLength(1);
  });

  it("are removed once, and are in no answer afterwards", async () => {
    const { id } = await party();
    const address = await add(id);
    const stale = { addressId: address.id, revision: 2 };
    expect((await call(admin.token, "addresses.remove", stale)).error?.code).toBe("revision.stale");
    expect(await addressesOf(id)).toHaveLength(1);
    const remove = { addressId: address.id, revision: 1 };
    expect((await call(admin.token, "addresses.remove", remove)).ok).toBe(true);
    expect(await addressesOf(id)).toEqual([]);
    expect((await call(admin.token, "addresses.remove", remove)).status).toBe(404);
    const update = { ...remove, revision: 2, line: "x" };
    expect((await call(admin.token, "addresses.update", update)).status).toBe(404);
    expect((await add(id)).isDefaultDelivery).toBe(true);
  });

  it("tell all faults of the values at once", async () => {
    const { id: partyId } = await party();
    const input = { partyId, recipient: " ", phone: "12", line: "", region: "x".repeat(129) };
    const answer = await call(admin.token, "addresses.create", input);
    expect(answer.error?.issues?.map((issue) => issue.path.join(".")).sort()).toEqual(
      ["line", "phone", "recipient", "region"].sort(),
    );
    expect(await addressesOf(partyId)).toEqual([]);
  });

  it("are out of reach with their party: another tenant's, and a colleague's", async () => {
    const mine = await party();
    const address = await add(mine.id);
    const roles = { permissions: ["parties.*", "addresses.*"], scope: "own" as const };
    const colleague = await givenStaff(product, tenant, { roles });
    for (const { token } of [other.admin, colleague]) {
      const attempts: [string, (partyId: string, addressId: string) => object][] = [
        ["addresses.create", (partyId) => ({ partyId, recipient: "x", line: "x" })],
        ["addresses.update", (_, addressId) => ({ addressId, revision: 1, line: "x" })],
        ["addresses.remove", (_, addressId) => ({ addressId, revision: 1 })],
      ];
      for (const [operation, input] of attempts) {
        const foreign = await call(token, operation, input(mine.id, address.id));
        const missing = await call(token, operation, input("987654321", "987654321"));
        expect(foreign.status).toBe(404);
        expect({ ...foreign.error, requestId: "" }).toEqual({ ...missing.error, requestId: "" });
      }
    }
    expect(await addressesOf(mine.id)).toEqual([address]);
  });
});

describe("where goods go", () => {
  it("is the named address, or the default one; a copy that keeps nothing else", async () => {
    const { id } = await party();
    const home = await add(id, { region: "江苏省苏州市" });
    const branch = await add(id, { recipient: "钱班长", line: "枫桥路 2 号" });
    const ctx = ctxOf(tenant.tenantId);
    expect(await findDeliveryAddress(ctx, id, null)).toEqual({
      addressId: home.id,
      recipient: "周师傅",
      phone: null,
      region: "江苏省苏州市",
      line: "东港路 8 号",
    });
    expect(await findDeliveryAddress(ctx, id, branch.id)).toMatchObject({ recipient: "钱班长" });
  });

  it("is unknown for another party's, another tenant's and a removed address", async () => {
    const [mine, theirs] = [await party(), await party()];
    const address = await add(mine.id);
    const ctx = ctxOf(tenant.tenantId);
    expect(await findDeliveryAddress(ctx, theirs.id, address.id)).toBeUndefined();
    expect(await findDeliveryAddress(ctx, theirs.id, null)).toBeUndefined();
    const elsewhere = ctxOf(other.tenantId);
    expect(await findDeliveryAddress(elsewhere, mine.id, address.id)).toBeUndefined();
    await call(admin.token, "addresses.remove", { addressId: address.id, revision: 1 });
    expect(await findDeliveryAddress(ctx, mine.id, address.id)).toBeUndefined();
    expect(await findDeliveryAddress(ctx, mine.id, null)).toBeUndefined();
  });
});
