import { isMasked, may, readAccessToken, rowPredicate, defineRowPolicy } from "../../kernel/access";
import type { Actor, Services } from "../../kernel/access";
import {
  givenDepartment,
  givenOperator,
  givenRole,
  givenSession,
  givenStaff,
  givenTenant,
  type GivenRole,
  type GivenStaff,
  type GivenTenant,
} from "../../../../tests/support/given";
import { FakeClock } from "../../../../tests/support/fake-clock";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { createActorStore } from "./create-actor-store";

let product: TestProduct;
let tenant: GivenTenant;
beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
});
afterAll(() => product.close());

/** Another server process on the same database, with its own memory and a clock for what it keeps. */
function givenOtherProcess() {
  const services: Services = { ...product.services };
  let nowMs = 0;
  const store = createActorStore(() => nowMs);
  return {
    pass: (ms: number) => {
      nowMs += ms;
    },
    identify: (token: string) =>
      store.identify(
        services,
        readAccessToken(services.config.secret, token, services.clock.now()),
      ),
  };
}

async function actorOf(token: string): Promise<Actor> {
  const found = await givenOtherProcess().identify(token);
  if (!found) throw new Error("nobody");
  return found.actor;
}

async function givenHolderOf(roles: GivenRole[], rest: object = {}): Promise<GivenStaff> {
  const roleIds: string[] = [];
  for (const role of roles) roleIds.push(await givenRole(product, tenant, role));
  const staff = await givenStaff(product, tenant, { roles: [], ...rest });
  const input = { userId: staff.userId, revision: 1, roleIds };
  await product.call(tenant.admin.token, "users.update", input).then((answer) => answer.data);
  return staff;
}

describe("what is kept", () => {
  it("asks the database once, and then not for a second", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales", "buyer"] });
    const process = givenOtherProcess();
    const from = product.statements.length;
    await process.identify(staff.token);
    expect(product.statements.length - from).toBe(1);
    process.pass(999);
    await process.identify(staff.token);
    expect(product.statements.length - from).toBe(1);
    process.pass(1);
    await process.identify(staff.token);
    expect(product.statements.length - from).toBe(2);
  });

  it("notices a revocation made by another process within a second", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const process = givenOtherProcess();
    expect(await process.identify(staff.token)).not.toBeNull();
    const input = { userId: staff.userId };
    await product.call(tenant.admin.token, "people.revokeSessions", input);
    process.pass(1000);
    expect(await process.identify(staff.token)).toBeNull();
  });

  it("does not keep what was read before a change that came in between", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const session = await givenSession(product, staff.phone);
    const { db } = product.services;
    const lend = db.withConnection.bind(db);
    let revoked: Promise<unknown> | null = null;
    // The first statement is the one that identifies the caller: the revocation is committed right after it was read.
    const spy = jest.spyOn(db, "withConnection").mockImplementationOnce(async (work) => {
      const read = await lend(work);
      const input = { userId: staff.userId };
      revoked = product.call(tenant.admin.token, "people.revokeSessions", input);
      await revoked;
      return read;
    });
    await product.call(session.token, "roles.list");
    spy.mockRestore();
    expect(revoked).not.toBeNull();
    expect((await product.call(session.token, "roles.list")).status).toBe(401);
  });

  it("refuses a session that has expired, though its token has not", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const claims = readAccessToken(
      product.services.config.secret,
      staff.token,
      product.clock.now(),
    );
    const later = new FakeClock();
    later.advance({ days: 3650 });
    const identify = () =>
      createActorStore().identify({ ...product.services, clock: later }, claims);
    expect(await identify()).toBeNull();
    later.advance({ days: -1 });
    expect(await identify()).not.toBeNull();
  });

  it("gives up at once where the change was made: role, denial, department", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const can = () => product.call(staff.token, "users.list").then((answer) => answer.status);
    expect(await can()).toBe(403);
    const roleId = await givenRole(product, tenant, { permissions: ["users.list"] });
    const change = (revision: number, rest: object) =>
      product
        .call(tenant.admin.token, "users.update", { userId: staff.userId, revision, ...rest })
        .then((answer) => answer.data);
    await change(1, { roleIds: [roleId] });
    expect(await can()).toBe(200);
    await change(2, { denied: ["users.*"] });
    expect(await can()).toBe(403);
    await change(3, { denied: [] });
    expect(await can()).toBe(200);
    await product
      .call(tenant.admin.token, "roles.update", { roleId, revision: 1, permissions: [] })
      .then((answer) => answer.data);
    expect(await can()).toBe(403);
  });
});

describe("roles add up", () => {
  const policy = defineRowPolicy("order", { owner: "owner_id", department: "department_id" });

  it("joins the row scopes of all roles that grant the permission by OR", async () => {
    const above = await givenDepartment(product, tenant);
    const below = await givenDepartment(product, tenant, { parentId: above });
    const lowest = await givenDepartment(product, tenant, { parentId: below });
    const staff = await givenHolderOf(
      [
        { permissions: ["orders.list"], scope: "own" },
        { permissions: ["orders.*"], scope: "own", scopes: { order: "department" } },
        { permissions: ["demands.list"], scope: "all" },
      ],
      { department: below },
    );
    const rule = rowPredicate(await actorOf(staff.token), policy, "orders.list", "o");
    expect(rule).toBe(`(o.owner_id IN (${staff.userId}) OR o.department_id IN (${below}))`);

    const leader = await givenHolderOf([{ permissions: ["orders.*"], scope: "below" }], {
      department: above,
    });
    const wide = rowPredicate(await actorOf(leader.token), policy, "orders.list", "o");
    for (const id of [above, below, lowest]) expect(wide).toContain(id);

    const all = await givenHolderOf([
      { permissions: ["orders.list"], scope: "own" },
      { permissions: ["orders.list"], scope: "all" },
    ]);
    expect(rowPredicate(await actorOf(all.token), policy, "orders.list", "o")).toBe("1 = 1");
  });

  it("hides a field only if every role that grants the permission hides it", async () => {
    const both = await givenHolderOf([
      { permissions: ["orders.*"], masks: ["cost", "margin"] },
      { permissions: ["orders.list"], masks: ["cost"] },
    ]);
    const actor = await actorOf(both.token);
    expect(isMasked(actor, "orders.list", "cost")).toBe(true);
    expect(isMasked(actor, "orders.list", "margin")).toBe(false);
    expect(isMasked(actor, "orders.confirm", "margin")).toBe(true);
  });

  it("takes away what is denied, whatever the roles grant", async () => {
    const staff = await givenHolderOf([{ permissions: ["*"] }], { denied: ["orders.confirm"] });
    const actor = await actorOf(staff.token);
    expect(may(actor, "orders.confirm")).toBe(false);
    expect(may(actor, "orders.list")).toBe(true);
  });

  it("grants nothing to whoever has no role", async () => {
    const staff = await givenStaff(product, tenant, { roles: [] });
    const actor = await actorOf(staff.token);
    expect(may(actor, "orders.list")).toBe(false);
    expect(rowPredicate(actor, policy, "orders.list", "o")).toBe("1 = 0");
  });
});

describe("who is nobody any more", () => {
  it("refuses whoever has left, from the next request on, and lets them back after rejoining", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    expect((await product.call(staff.token, "sessions.me")).status).toBe(200);
    const { userId } = staff;
    await product.call(tenant.admin.token, "users.leave", { userId, revision: 1 });
    expect((await product.call(staff.token, "sessions.me")).status).toBe(401);
    await product.call(tenant.admin.token, "users.rejoin", { userId, revision: 2 });
    // The old session stays ended: coming back means signing in.
    expect((await product.call(staff.token, "sessions.me")).status).toBe(401);
  });

  it("refuses everybody of a closed company, and admits them again once it is open", async () => {
    const closing = await givenTenant(product);
    const operator = await givenOperator(product);
    const update = (revision: number, state: string) =>
      product.call(operator.token, "tenants.update", {
        tenantId: closing.tenantId,
        revision,
        state,
      });
    expect((await update(1, "closed")).status).toBe(200);
    expect((await product.call(closing.admin.token, "roles.list")).status).toBe(401);
    const signIn = () =>
      product.call(null, "sessions.signIn", {
        account: closing.admin.phone,
        password: "correct horse 1",
      });
    expect((await signIn()).status).toBe(401);
    expect((await update(2, "open")).status).toBe(200);
    expect((await product.call(closing.admin.token, "roles.list")).status).toBe(200);
    expect((await signIn()).status).toBe(200);
  });

  it("refuses a function that the company has not subscribed to, and admits it once it has", async () => {
    const small = await givenTenant(product, { functions: ["sales"] });
    expect(await actorOf(small.admin.token)).toMatchObject({ functions: ["sales"] });
    const operator = await givenOperator(product);
    await product.call(operator.token, "tenants.update", {
      tenantId: small.tenantId,
      revision: 1,
      functions: ["sales", "planning"],
    });
    expect(await actorOf(small.admin.token)).toMatchObject({ functions: ["sales", "planning"] });
  });
});
