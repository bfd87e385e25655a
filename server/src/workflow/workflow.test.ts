import type { Approval, Task } from "@quanlian/shared/contract";
import { transact } from "../kernel/db";
import {
  givenDepartment,
  givenStaff,
  givenTenant,
  type GivenStaff,
  type GivenTenant,
} from "../../../tests/support/given";
import {
  decided,
  givenApproval,
  givenStaffCtx,
  givenTask,
} from "../../../tests/support/given-workflow";
import {
  givenCustomer,
  givenFactory,
  type GivenFactory,
} from "../../../tests/support/given-factory";
import { startProduct, type TestProduct } from "../../../tests/support/product";
import { closeTasks, requestApproval, withdrawApproval } from ".";

let product: TestProduct;
let tenant: GivenTenant;
let factory: GivenFactory;
/** Asks; decides everywhere; decides in his own department; sees and holds nothing to decide with. */
let seller: GivenStaff;
let boss: GivenStaff;
let chief: GivenStaff;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  factory = await givenFactory(product, tenant);
  const department = await givenDepartment(product, tenant);
  // Not "approvals.*": that would let them decide their own requests.
  const permissions = [
    "approvals.list",
    "approvals.show",
    "approvals.approve",
    "approvals.refuse",
    "parties.hold",
    "tasks.*",
  ];
  seller = await givenStaff(product, tenant, { roles: { permissions, scope: "own" }, department });
  boss = await givenStaff(product, tenant, { roles: { permissions, masks: ["margin"] } });
  chief = await givenStaff(product, tenant, {
    roles: { permissions, scope: "all", scopes: { party: "department" } },
    department: await givenDepartment(product, tenant),
  });
});
afterAll(() => product.close());

const asked = async (options = {}) => {
  const subjectId = await givenCustomer(factory);
  return { subjectId, approvalId: await givenApproval(product, seller, { subjectId, ...options }) };
};
const show = async (approvalId: string, { token } = boss) =>
  (await product.call<Approval>(token, "approvals.show", { approvalId })).data;

describe("an approval", () => {
  it("lets whoever may agree, moves its document once, and tells by whom", async () => {
    const { approvalId, subjectId } = await asked();
    const { data } = await product.call<Approval>(boss.token, "approvals.approve", {
      approvalId,
      revision: 1,
      note: "可以",
    });
    expect(data).toMatchObject({
      state: "approved",
      deciderName: boss.name,
      note: "可以",
      revision: 2,
      actions: [],
    });
    const moves = decided.filter((fact) => fact.subjectId === subjectId);
    expect(moves).toEqual([
      { approvalId, subjectType: "party", subjectId, approved: true, note: "可以" },
    ]);
  });

  it("goes back with a reason when it is refused", async () => {
    const { approvalId, subjectId } = await asked();
    const without = await product.call(boss.token, "approvals.refuse", { approvalId, revision: 1 });
    expect(without.error?.code).toBe("request.invalid");
    const { data } = await product.call<Approval>(boss.token, "approvals.refuse", {
      approvalId,
      revision: 1,
      note: "太低",
    });
    expect(data.state).toBe("refused");
    expect(decided.at(-1)).toMatchObject({ subjectId, approved: false, note: "太低" });
  });

  it("is never decided by who asked, unless he may do that", async () => {
    const { approvalId } = await asked();
    const own = await product.call(seller.token, "approvals.approve", { approvalId, revision: 1 });
    expect(own.error?.code).toBe("approval.own_request");
    expect(await show(approvalId, seller)).toMatchObject({ state: "pending", actions: [] });
    const mine = await givenApproval(product, tenant.admin, {
      subjectId: await givenCustomer(factory),
    });
    const free = await product.call(tenant.admin.token, "approvals.approve", {
      approvalId: mine,
      revision: 1,
    });
    expect(free.ok).toBe(true);
  });

  it("is decided only by who holds its permission within his row scope for the document", async () => {
    const { approvalId } = await asked();
    const outside = await product.call(chief.token, "approvals.approve", {
      approvalId,
      revision: 1,
    });
    expect(outside.error?.code).toBe("auth.forbidden");
    expect((await show(approvalId, chief)).actions).toEqual([]);
    const other = await asked({ permission: "orders.approve" });
    const lacking = await product.call(boss.token, "approvals.refuse", {
      approvalId: other.approvalId,
      revision: 1,
      note: "x",
    });
    expect(lacking.error?.code).toBe("auth.forbidden");
    expect((await show(other.approvalId)).state).toBe("pending");
  });

  it("is decided once: a second decision and a stale revision are refused", async () => {
    const { approvalId } = await asked();
    const stale = await product.call(boss.token, "approvals.approve", { approvalId, revision: 7 });
    expect(stale.error?.code).toBe("revision.stale");
    const answers = await Promise.all(
      [boss, tenant.admin].map(({ token }) =>
        product.call(token, "approvals.approve", { approvalId, revision: 1 }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await show(approvalId)).state).toBe("approved");
    const again = await product.call(boss.token, "approvals.refuse", {
      approvalId,
      revision: 2,
      note: "x",
    });
    expect(again.error?.code).toBe("state.illegal_move");
    const ctx = await givenStaffCtx(product, boss.token);
    const facts = await ctx.rows(
      "SELECT f.id FROM facts f WHERE f.tenant_id = :tenant AND f.name = 'approvalDecided' AND f.subject_id = :approvalId",
      { approvalId },
    );
    expect(facts).toHaveLength(1);
  });

  it("waits once per document, and can be asked for again when it was withdrawn", async () => {
    const { approvalId, subjectId } = await asked();
    await expect(givenApproval(product, seller, { subjectId })).rejects.toThrow();
    const ctx = await givenStaffCtx(product, seller.token);
    const subject = { subjectType: "party", subjectId };
    await transact(ctx, (tx) => withdrawApproval(tx, subject));
    await transact(ctx, (tx) => withdrawApproval(tx, subject));
    expect(await show(approvalId)).toMatchObject({ state: "withdrawn", actions: [], revision: 2 });
    const late = await product.call(boss.token, "approvals.approve", { approvalId, revision: 2 });
    expect(late.error?.code).toBe("state.illegal_move");
    expect((await show(await givenApproval(product, seller, { subjectId }))).state).toBe("pending");
  });

  it("hides a masked fact of its reasons, in the text as well", async () => {
    const reasons = [
      { code: "test", facts: { line: 1, rate: "0.07" }, masks: { rate: "margin" as const } },
    ];
    const { approvalId } = await asked({ reasons });
    expect((await show(approvalId)).reasons[0]!.facts).toEqual({ line: 1, rate: "***" });
    const whole = (await show(approvalId, tenant.admin)).reasons[0]!.facts;
    expect(whole).toEqual({ line: 1, rate: "0.07" });
  });

  it("is not found by another company", async () => {
    const { approvalId } = await asked();
    const stranger = await givenTenant(product);
    const answer = await product.call(stranger.admin.token, "approvals.approve", {
      approvalId,
      revision: 1,
    });
    expect(answer.error?.code).toBe("record.not_found");
  });

  it("needs a reason", async () => {
    const ctx = await givenStaffCtx(product, seller.token);
    const request = {
      subjectType: "party",
      subjectId: factory.customerId,
      number: "x",
      ownerId: null,
      departmentId: null,
      permission: "parties.hold",
      reasons: [],
    };
    await expect(transact(ctx, (tx) => requestApproval(tx, request))).rejects.toThrow(
      "without a reason",
    );
  });
});

describe("a task", () => {
  const create = (input: object, { token } = seller) =>
    product.call<Task>(token, "tasks.create", { title: "回访", ...input });

  it("is one's own unless a colleague is named, and is done once", async () => {
    const own = (await create({ dueOn: "2026-12-01" })).data;
    expect(own).toMatchObject({ assigneeId: seller.userId, dueOn: "2026-12-01", state: "open" });
    const { data } = await product.call<Task>(seller.token, "tasks.complete", {
      taskId: own.id,
      revision: 1,
    });
    expect(data).toMatchObject({ state: "done", actions: [] });
    expect(data.closedAt).not.toBeNull();
    for (const operation of ["tasks.complete", "tasks.drop", "tasks.update"]) {
      const again = await product.call(seller.token, operation, { taskId: own.id, revision: 2 });
      expect(again.error?.code).toBe("state.illegal_move");
    }
  });

  it("moves to whoever takes it, and out of the sight of who may see only his own", async () => {
    const { id } = (await create({})).data;
    const given = await product.call<Task>(seller.token, "tasks.update", {
      taskId: id,
      revision: 1,
      assigneeId: boss.userId,
      title: "请老板回访",
    });
    expect(given.data).toMatchObject({ assigneeId: boss.userId, title: "请老板回访" });
    const gone = await product.call(seller.token, "tasks.show", { taskId: id });
    expect(gone.error?.code).toBe("record.not_found");
    const list = await product.call<{ rows: { id: string }[] }>(boss.token, "tasks.list", {
      filter: { assignee: { eq: boss.userId } },
    });
    expect(list.data.rows.map((row) => row.id)).toContain(id);
    expect((await product.call(boss.token, "tasks.drop", { taskId: id, revision: 2 })).ok).toBe(
      true,
    );
  });

  it("is given to nobody outside the company", async () => {
    const stranger = await givenTenant(product);
    const answer = await create({ assigneeId: stranger.admin.userId });
    expect(answer.error).toMatchObject({
      code: "reference.not_found",
      facts: { field: "assigneeId" },
    });
  });

  it("that a flow gave is closed by the event that it waited for, of its code alone", async () => {
    const subjectId = await givenCustomer(factory);
    const subject = { subjectType: "party", subjectId };
    const [call, check] = [
      await givenTask(product, seller, { subjectId, code: "call" }),
      await givenTask(product, seller, { subjectId, code: "check" }),
    ];
    const ctx = await givenStaffCtx(product, boss.token);
    expect(await transact(ctx, (tx) => closeTasks(tx, subject, "call"))).toBe(1);
    const states = async () =>
      Promise.all(
        [call, check].map(
          async (taskId) =>
            (await product.call<Task>(seller.token, "tasks.show", { taskId })).data.state,
        ),
      );
    expect(await states()).toEqual(["done", "open"]);
    expect(await transact(ctx, (tx) => closeTasks(tx, subject))).toBe(1);
    expect(await transact(ctx, (tx) => closeTasks(tx, subject))).toBe(0);
    expect(await states()).toEqual(["done", "done"]);
  });
});
