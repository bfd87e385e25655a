import type { Preview, Role, User } from "@quanlian/shared/contract";
import {
  givenDepartment,
  givenRole,
  givenSession,
  givenStaff,
  givenTenant,
  nextPhone,
  PASSWORD,
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

const call = <T = User>(operation: string, input: object, by = tenant.admin.token) =>
  product.call<T>(by, operation, input);
const bare = (error: object | null) => ({ ...error, requestId: "" });
const roleId = async (code: string, of = tenant) => {
  const { data } = await product.call<{ roles: Role[] }>(of.admin.token, "roles.list");
  return data.roles.find((role) => role.code === code)!.id;
};

describe("creating", () => {
  it("lets a new person sign in with the given password, in the given roles and department", async () => {
    const departmentId = await givenDepartment(product, tenant, { name: "销售部" });
    const phone = nextPhone();
    const { data } = await call("users.create", {
      name: "陈一",
      phone: `+86 ${phone}`,
      password: PASSWORD,
      departmentId,
      roleIds: [await roleId("sales")],
    });
    expect(data).toMatchObject({
      name: "陈一",
      phone,
      departmentName: "销售部",
      state: "active",
      revision: 1,
      roles: [{ code: "sales" }],
    });
    expect(data.actions).toContain("users.leave");
    expect((await givenSession(product, phone)).name).toBe("陈一");
  });

  it("names every fault of the input at once and writes nothing", async () => {
    const phone = nextPhone();
    const answer = await call("users.create", {
      name: "陈二",
      phone,
      departmentId: other.departmentId,
      roleIds: [await roleId("sales"), await roleId("sales", other), "12345"],
    });
    expect(answer.status).toBe(422);
    expect(answer.error?.issues?.map((issue) => issue.path)).toEqual([
      ["departmentId"],
      ["roleIds", 1],
      ["roleIds", 2],
    ]);
    const listed = await call<{ users: User[] }>("users.list", { search: phone });
    expect(listed.data.users).toEqual([]);
  });

  it("refuses a phone that works here already, and takes one that works elsewhere", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const input = { name: "陈三", phone: staff.phone, roleIds: [] };
    const refused = await call("users.create", input);
    expect(refused.error).toMatchObject({ code: "record.duplicate", facts: { field: "phone" } });
    const { data } = await call("users.create", input, other.admin.token);
    expect(data.name).toBe("陈三");
  });

  it("makes one person of a phone that two companies enter in the same moment", async () => {
    const phone = nextPhone();
    const input = { name: "陈四", phone, password: PASSWORD, roleIds: [] };
    const answers = await Promise.all(
      [tenant, other].map((each) => call("users.create", input, each.admin.token)),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    const { data } = await product.call<{ signedIn: boolean; places: unknown[] }>(
      null,
      "sessions.signIn",
      { account: phone, password: PASSWORD },
    );
    expect(data.places).toHaveLength(2);
  });

  it("does not let anybody hand out a role that exceeds their own", async () => {
    const clerk = await givenStaff(product, tenant, {
      roles: { permissions: ["users.*", "orders.*"], scope: "own" },
    });
    const create = async (code: string) =>
      call(
        "users.create",
        { name: "陈五", phone: nextPhone(), roleIds: [await roleId(code)] },
        clerk.token,
      );
    expect((await create("administrator")).error?.code).toBe("auth.forbidden");
    const promote = await call(
      "users.update",
      { userId: clerk.userId, revision: 1, roleIds: [await roleId("administrator")] },
      clerk.token,
    );
    expect(promote.error?.code).toBe("auth.forbidden");
    const shown = await call("users.show", { userId: clerk.userId });
    expect(shown.data.roles.map((role) => role.code)).not.toContain("administrator");
  });
});

describe("changing", () => {
  it("refuses a stale revision and changes nothing", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const { userId } = staff;
    expect((await call("users.update", { userId, revision: 1, name: "甲" })).data.revision).toBe(2);
    const stale = await call("users.update", { userId, revision: 1, name: "乙", roleIds: [] });
    expect(stale.error?.code).toBe("revision.stale");
    const { data } = await call("users.show", { userId });
    expect(data).toMatchObject({ name: "甲", roles: [{ code: "sales" }] });
  });

  it("keeps one administrator at work, though the last two give up at once", async () => {
    const lonely = await givenTenant(product);
    const administrator = await roleId("administrator", lonely);
    const second = await givenStaff(product, lonely, { roles: ["administrator"] });
    const giveUp = (userId: string, operation: string, rest: object) =>
      call(operation, { userId, revision: 1, ...rest }, lonely.admin.token);
    const answers = await Promise.all([
      giveUp(lonely.admin.userId, "users.update", { roleIds: [] }),
      giveUp(second.userId, "users.leave", {}),
    ]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const refused = answers.find((answer) => !answer.ok)!;
    expect(refused.error?.code).toBe("user.last_administrator");
    const keeper = answers[0]!.ok ? second : lonely.admin;
    const shown = await call("users.show", { userId: keeper.userId }, keeper.token);
    expect(shown.data).toMatchObject({ state: "active", roles: [{ id: administrator }] });
    expect((await product.call(keeper.token, "sessions.me")).status).toBe(200);
  });

  it("does not let whoever is denied something lift the denial", async () => {
    const clerk = await givenStaff(product, tenant, {
      roles: { permissions: ["users.*", "orders.*"] },
      denied: ["orders.confirm"],
    });
    const lift = { userId: clerk.userId, revision: 1, denied: [] };
    expect((await call("users.update", lift, clerk.token)).error?.code).toBe("auth.forbidden");
    expect((await call("users.update", lift)).data.denied).toEqual([]);
  });

  it("moves only along its states", async () => {
    const { userId } = await givenStaff(product, tenant, { roles: ["sales"] });
    const rejoin = await call("users.rejoin", { userId, revision: 1 });
    expect(rejoin.error).toMatchObject({ code: "state.illegal_move", facts: { state: "active" } });
    expect((await call("users.leave", { userId, revision: 1 })).data.state).toBe("left");
    expect((await call("users.leave", { userId, revision: 2 })).error?.code).toBe(
      "state.illegal_move",
    );
    const back = (await call("users.rejoin", { userId, revision: 2 })).data;
    expect(back).toMatchObject({ state: "active", roles: [{ code: "sales" }] });
  });

  it.each(["users.show", "users.update", "users.leave", "people.preview", "people.revokeSessions"])(
    "%s answers for another company's user as for one that does not exist",
    async (operation) => {
      const rest = /update|leave/.test(operation) ? { revision: 1 } : {};
      const foreign = await call(operation, { userId: other.admin.userId, ...rest });
      const unknown = await call(operation, { userId: "12345", ...rest });
      expect(foreign.status).toBe(404);
      expect(bare(foreign.error)).toEqual(bare(unknown.error));
      expect((await product.call(other.admin.token, "sessions.me")).status).toBe(200);
    },
  );
});

describe("listing", () => {
  it("pages by id, finds by name and phone, and shows nobody of another company", async () => {
    const own = await givenTenant(product);
    const staff = await givenStaff(product, own, { roles: ["sales"], name: "百分之%十" });
    await givenStaff(product, own, { roles: ["buyer"] });
    const list = async (input: object) =>
      (await call<{ users: User[]; next: string | null }>("users.list", input, own.admin.token))
        .data;
    const first = await list({ limit: 2 });
    expect(first.users).toHaveLength(2);
    const rest = await list({ limit: 2, after: first.next });
    expect(rest).toMatchObject({ users: [{}], next: null });
    expect((await list({ search: "%" })).users.map((user) => user.id)).toEqual([staff.userId]);
    expect((await list({ search: staff.phone.slice(0, 11) })).users[0]?.id).toBe(staff.userId);
    expect((await list({ search: other.admin.phone })).users).toEqual([]);
    expect((await list({ state: "left" })).users).toEqual([]);
  });
});

it("previews what a person would see, as the rules would decide it", async () => {
  const departmentId = await givenDepartment(product, tenant);
  const below = await givenDepartment(product, tenant, { parentId: departmentId });
  const one = await givenRole(product, tenant, {
    permissions: ["orders.*"],
    scope: "own",
    masks: ["cost", "margin"],
  });
  const two = await givenRole(product, tenant, {
    permissions: ["orders.list"],
    scope: "department",
    scopes: { order: "below" },
    masks: ["cost"],
  });
  const { userId } = await givenStaff(product, tenant, { roles: [], department: departmentId });
  await call("users.update", { userId, revision: 1, roleIds: [one, two], denied: ["orders.drop"] });
  const { data } = await call<Preview>("people.preview", { userId });
  expect(data.departmentIds.sort()).toEqual([departmentId, below].sort());
  expect(data.denied).toEqual(["orders.drop"]);
  const seen = new Map(data.permissions.map((each) => [each.permission, each]));
  expect(seen.get("orders.*")).toMatchObject({ scopes: ["own"], masks: ["cost", "margin"] });
  expect(seen.get("orders.list")?.scopes.sort()).toEqual(["department", "own"]);
  expect(seen.get("orders.list")?.subjects.order?.sort()).toEqual(["below", "own"]);
  expect(seen.get("orders.list")?.masks).toEqual(["cost"]);
});
