import type { Party, Preview, Role, RoleChoices } from "@quanlian/shared/contract";
import {
  givenRole,
  givenStaff,
  givenTenant,
  nextNumber,
  type GivenStaff,
  type GivenTenant,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
let other: GivenTenant;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product, { functions: ["sales"] });
  other = await givenTenant(product);
});
afterAll(() => product.close());

const call = <T>(operation: string, input: object = {}, token = tenant.admin.token) =>
  product.call<T>(token, operation, input);

const previewOf = async ({ userId }: { userId: string }) => {
  const { data } = await call<Preview>("people.preview", { userId });
  return {
    ...data,
    operation: (name: string) => data.operations.find((each) => each.name === name)!,
    list: (name: string) => data.lists.find((each) => each.name === name)!,
  };
};

const party = async (token: string): Promise<Party> => {
  const number = nextNumber();
  const input = { code: `PV${number}`, name: `映川机电${number}`, isCustomer: true };
  return (await call<Party>("parties.create", input, token)).data;
};

describe("what a person would see", () => {
  it("is told by operation, with the roles that say so and what stands against them", async () => {
    const one = await givenRole(product, tenant, { permissions: ["orders.*", "workOrders.*"] });
    const two = await givenRole(product, tenant, { permissions: ["orders.list", "parties.list"] });
    const staff = await givenStaff(product, tenant, { roles: [] });
    const change = { userId: staff.userId, revision: 1, roleIds: [one, two] };
    await call("users.update", { ...change, denied: ["orders.cancel"] });
    const seen = await previewOf(staff);
    expect(seen.roles.map(({ id }) => id)).toEqual([one, two]);
    expect(seen.operation("orders.list")).toMatchObject({
      ...{ allowed: true, reason: "granted", roleIds: [one, two] },
    });
    expect(seen.operation("orders.confirm")).toMatchObject({ allowed: true, roleIds: [one] });
    expect(seen.operation("orders.cancel")).toMatchObject({ allowed: false, reason: "denied" });
    expect(seen.operation("parties.show")).toMatchObject({
      ...{ allowed: false, reason: "not_granted", roleIds: [] },
    });
    // The company has subscribed to sales alone.
    expect(seen.operation("workOrders.show")).toMatchObject({
      ...{ allowed: false, reason: "function_off", roleIds: [one] },
    });
    expect(seen.operation("portal.orders.list")).toBeUndefined();
  });

  it("is as it then is: each operation answers as the preview says", async () => {
    const roles = { permissions: ["parties.*", "items.list", "roles.list"] };
    const staff = await givenStaff(product, tenant, { roles, denied: ["parties.list"] });
    const seen = await previewOf(staff);
    for (const name of [
      "parties.list",
      "parties.count",
      "items.list",
      "units.list",
      "roles.list",
    ]) {
      const answer = await call(name, {}, staff.token);
      expect([name, answer.ok]).toEqual([name, seen.operation(name).allowed]);
    }
  });

  it("is told by list: whose rows, without which fields, and how many", async () => {
    const own = { permissions: ["parties.*"], scope: "own" as const, masks: ["credit" as const] };
    const [ann, ben]: GivenStaff[] = [
      await givenStaff(product, tenant, { roles: own }),
      await givenStaff(product, tenant, { roles: own }),
    ];
    const mine = await party(ann!.token);
    await party(ann!.token);
    const before = (await previewOf(ben!)).list("parties");
    expect(before).toMatchObject({
      ...{ allowed: true, subject: "party", scopes: ["own"], rowCount: 0, more: false },
      masked: ["creditLimitCents"],
    });
    expect((await previewOf(ann!)).list("parties").rowCount).toBe(2);
    const share = { partyId: mine.id, revision: 1, collaboratorIds: [ben!.userId] };
    expect((await call("parties.share", share, ann!.token)).ok).toBe(true);
    const after = (await previewOf(ben!)).list("parties");
    const count = await call<{ count: number }>("parties.count", {}, ben!.token);
    expect([after.rowCount, count.data.count]).toEqual([1, 1]);
    const all = (await previewOf(tenant.admin)).list("parties");
    const listed = await call<{ count: number }>("parties.count");
    expect(all).toMatchObject({ scopes: ["all"], masked: [], rowCount: listed.data.count });
    const closed = (await previewOf(ben!)).list("items");
    expect(closed).toMatchObject({ allowed: false, scopes: [], masked: [], rowCount: null });
  });

  it("of somebody without a role is nothing, and of another company's is not found", async () => {
    const staff = await givenStaff(product, tenant, { roles: [] });
    const seen = await previewOf(staff);
    expect(seen.operations.filter(({ allowed }) => allowed)).toEqual([]);
    expect(seen.lists.filter(({ allowed }) => allowed)).toEqual([]);
    const foreign = await call("people.preview", { userId: other.admin.userId });
    expect(foreign.error?.code).toBe("record.not_found");
  });
});

describe("a role", () => {
  const roleOf = async (id: string) =>
    (await call<{ roles: Role[] }>("roles.list")).data.roles.find((role) => role.id === id);

  it("can be made of what there is, and scoped by every kind of record", async () => {
    const choices = (await call<RoleChoices>("roles.choices")).data;
    expect(choices.permissions.map(({ permission }) => permission)).toEqual(
      expect.arrayContaining(["orders.confirm", "parties.share", "roles.remove"]),
    );
    expect(choices.subjects).toEqual(expect.arrayContaining(["order", "party", "supplierPrice"]));
    const scopes = Object.fromEntries(choices.subjects.map((subject) => [subject, "own"]));
    const made = await call<Role>("roles.create", {
      ...{ code: `R${nextNumber()}`, name: "按记录", scope: "all", scopes },
      permissions: choices.permissions.map(({ permission }) => permission).slice(0, 200),
    });
    expect(made.data.scopes).toEqual(scopes);
    // Kinds with two words in their name, too.
    const update = { roleId: made.data.id, revision: 1, scopes: { work_order: "department" } };
    expect((await call<Role>("roles.update", update)).data.scopes).toEqual(update.scopes);
  });

  it("goes when nobody holds it, and stays while somebody does, even one who has left", async () => {
    const roleId = await givenRole(product, tenant, { permissions: ["items.list"] });
    const staff = await givenStaff(product, tenant, { roles: [] });
    const put = (revision: number, roleIds: string[]) =>
      call("users.update", { userId: staff.userId, revision, roleIds });
    expect((await put(1, [roleId])).ok).toBe(true);
    await call("users.leave", { userId: staff.userId, revision: 2 });
    const held = await call("roles.remove", { roleId, revision: 1 });
    expect(held.error).toMatchObject({ code: "record.in_use", facts: { holderCount: 1 } });
    expect(await roleOf(roleId)).toBeDefined();
    await call("users.rejoin", { userId: staff.userId, revision: 3 });
    expect((await put(4, [])).ok).toBe(true);
    expect((await call("roles.remove", { roleId, revision: 9 })).error?.code).toBe(
      "revision.stale",
    );
    expect((await call("roles.remove", { roleId, revision: 1 })).ok).toBe(true);
    expect(await roleOf(roleId)).toBeUndefined();
    expect((await put(5, [roleId])).error?.code).toBe("reference.not_found");
  });

  it("is either given or removed when both happen at once", async () => {
    for (let round = 0; round < 4; round += 1) {
      const roleId = await givenRole(product, tenant, { permissions: ["items.list"] });
      const staff = await givenStaff(product, tenant, { roles: [] });
      const [given, removed] = await Promise.all([
        call("users.update", { userId: staff.userId, revision: 1, roleIds: [roleId] }),
        call("roles.remove", { roleId, revision: 1 }),
      ]);
      expect([given.ok, removed.ok].filter(Boolean)).toHaveLength(1);
      expect(["reference.not_found", "record.in_use"]).toContain(
        (given.error ?? removed.error)?.code,
      );
    }
  });

  it("of the administrator cannot be removed, nor one that grants more than one holds", async () => {
    const { roles } = (await call<{ roles: Role[] }>("roles.list")).data;
    const administrator = roles.find(({ code }) => code === "administrator")!;
    const touch = { roleId: administrator.id, revision: administrator.revision };
    expect((await call("roles.remove", touch)).error?.code).toBe("role.frozen");
    const large = await givenRole(product, tenant, { permissions: ["orders.*"] });
    const { token } = await givenStaff(product, tenant, {
      roles: { permissions: ["roles.*"], masks: [] },
    });
    const refused = await call("roles.remove", { roleId: large, revision: 1 }, token);
    expect(refused.error?.code).toBe("auth.forbidden");
    const foreign = await call("roles.remove", { roleId: large, revision: 1 }, other.admin.token);
    expect(foreign.error?.code).toBe("record.not_found");
    expect(await roleOf(large)).toBeDefined();
  });
});
