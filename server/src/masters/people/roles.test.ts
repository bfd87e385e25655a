import type { Department, Role } from "@quanlian/shared/contract";
import {
  givenDepartment,
  givenRole,
  givenStaff,
  givenTenant,
  type GivenTenant,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
let other: GivenTenant;
beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  other = await givenTenant(product);
});
afterAll(() => product.close());

const bare = (error: object | null) => ({ ...error, requestId: "" });
const call = <T>(operation: string, input: object, by = tenant.admin.token) =>
  product.call<T>(by, operation, input);
const listRoles = async (of = tenant) =>
  (await call<{ roles: Role[] }>("roles.list", {}, of.admin.token)).data.roles;

describe("roles", () => {
  it("begin with those of the chain, of which only the administrator's is fixed", async () => {
    const roles = await listRoles();
    expect(roles.map((role) => role.code)).toEqual(
      expect.arrayContaining(["administrator", "owner", "sales", "planner", "buyer", "finance"]),
    );
    const administrator = roles.find((role) => role.code === "administrator")!;
    expect(administrator).toMatchObject({ permissions: ["*"], actions: [] });
    const touch = { roleId: administrator.id, revision: 1, permissions: [] };
    expect((await call("roles.update", touch)).error?.code).toBe("role.frozen");
    const sales = roles.find((role) => role.code === "sales")!;
    const { data } = await call<Role>("roles.update", {
      roleId: sales.id,
      revision: 1,
      name: "业务员",
      permissions: ["orders.*"],
      scopes: { order: "department" },
      masks: [],
    });
    expect(data).toMatchObject({
      name: "业务员",
      permissions: ["orders.*"],
      scopes: { order: "department" },
      masks: [],
      revision: 2,
    });
    expect((await listRoles()).find((role) => role.code === "sales")).toEqual(data);
  });

  it("refuse rights that stand for nothing, each by name, and keep those that do", async () => {
    const input = { code: "ghost", name: "幽灵", scope: "all" as const };
    const permissions = ["orders.list", "orders.fly", "ghosts.*", "quotes.*"];
    const made = await call("roles.create", { ...input, permissions, scopes: { ghost: "own" } });
    expect(made.error?.issues?.map(({ path }) => path.join("."))).toEqual([
      "permissions.1",
      "permissions.2",
      "scopes.ghost",
    ]);
    const roleId = await givenRole(product, tenant, { permissions: ["orders.list"] });
    const update = { roleId, revision: 1, permissions: ["orders.list", "orders.fly"] };
    expect((await call("roles.update", update)).error?.issues).toHaveLength(1);
    expect((await call("roles.update", { ...update, permissions: ["orders.*"] })).ok).toBe(true);
  });

  it("refuse a code that is taken, a stale revision and texts that are no permissions", async () => {
    const input = { code: "sales", name: "x", permissions: ["orders.list"], scope: "all" };
    expect((await call("roles.create", input)).error).toMatchObject({
      code: "record.duplicate",
      facts: { field: "code" },
    });
    const faulty = ["orders", "orders.", ".*", "Orders.*", "orders.**", "a b.c", "**", "1.*"];
    const answer = await call("roles.create", { ...input, code: "x", permissions: faulty });
    expect(answer.status).toBe(422);
    expect(answer.error?.issues?.map((issue) => issue.path)).toEqual(
      faulty.map((_, at) => ["permissions", at]),
    );
    const roleId = await givenRole(product, tenant, { permissions: [] });
    const stale = await call("roles.update", { roleId, revision: 7, name: "y" });
    expect(stale.error?.code).toBe("revision.stale");
  });

  it("cannot be made to grant more than their maker holds, nor be taken from their betters", async () => {
    const clerk = await givenStaff(product, tenant, {
      roles: { permissions: ["roles.*", "orders.*"], scope: "own", masks: ["cost"] },
    });
    const make = (rest: object) =>
      call(
        "roles.create",
        {
          code: `c${Object.keys(rest).join("")}`,
          name: "x",
          permissions: ["orders.*"],
          scope: "own",
          masks: ["cost"],
          ...rest,
        },
        clerk.token,
      );
    expect((await make({})).status).toBe(200);
    for (const rest of [{ permissions: ["*"] }, { scope: "all" }, { masks: [] }]) {
      expect((await make(rest)).error?.code).toBe("auth.forbidden");
    }
    const finance = (await listRoles()).find((role) => role.code === "finance")!;
    const strip = { roleId: finance.id, revision: 1, permissions: [] };
    expect((await call("roles.update", strip, clerk.token)).error?.code).toBe("auth.forbidden");
  });

  it("of another company do not exist", async () => {
    const [foreignRole] = await listRoles(other);
    const update = (roleId: string) => call("roles.update", { roleId, revision: 1, name: "x" });
    const foreign = await update(foreignRole!.id);
    expect(foreign.status).toBe(404);
    expect(bare(foreign.error)).toEqual(bare((await update("12345")).error));
    expect((await listRoles(other))[0]).toEqual(foreignRole);
  });
});

describe("departments", () => {
  const update = (departmentId: string, rest: object, revision = 1) =>
    call<Department>("departments.update", { departmentId, revision, ...rest });

  it("hang under one another, but never below themselves", async () => {
    const top = await givenDepartment(product, tenant);
    const middle = await givenDepartment(product, tenant, { parentId: top });
    const low = await givenDepartment(product, tenant, { parentId: middle });
    for (const parentId of [top, middle, low]) {
      expect((await update(top, { parentId })).error?.code).toBe("department.cycle");
    }
    expect((await update(low, { parentId: null })).data.parentId).toBeNull();
    expect((await update(top, { parentId: low })).data.parentId).toBe(low);
  });

  it("make no circle when two are moved at once", async () => {
    // Neither move touches a row of the other's: only the lock on the whole tree keeps them apart.
    const pairs = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const one = await givenDepartment(product, tenant);
        const two = await givenDepartment(product, tenant);
        const underOne = await givenDepartment(product, tenant, { parentId: one });
        const underTwo = await givenDepartment(product, tenant, { parentId: two });
        return { one, two, underOne, underTwo };
      }),
    );
    const answers = await Promise.all(
      pairs.map(({ one, two, underOne, underTwo }) =>
        Promise.all([update(one, { parentId: underTwo }), update(two, { parentId: underOne })]),
      ),
    );
    for (const pair of answers) expect(pair.filter((answer) => answer.ok)).toHaveLength(1);
  });

  it("refuse a code that is taken and a department of another company, above or as itself", async () => {
    const foreign = other.departmentId;
    const taken = await call("departments.create", { code: "company", name: "x" });
    expect(taken.error?.code).toBe("record.duplicate");
    const under = await call("departments.create", { code: "x1", name: "x", parentId: foreign });
    expect(under.status).toBe(422);
    expect(under.error?.issues?.[0]?.path).toEqual(["parentId"]);
    const renamed = await update(foreign, { name: "x" });
    expect(renamed.status).toBe(404);
    expect(bare(renamed.error)).toEqual(bare((await update("12345", { name: "x" })).error));
    const { data } = await call<{ departments: Department[] }>("departments.list", {});
    expect(data.departments.map((each) => each.id)).not.toContain(foreign);
    expect(data.departments.map((each) => each.code)).not.toContain("x1");
  });
});
