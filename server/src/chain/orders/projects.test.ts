import type { Item, Order, ProjectView } from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenTenant, type GivenTenant } from "../../../../tests/support/given";
import {
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { givenTerm } from "../../../../tests/support/given-orders";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
let factory: GivenFactory;
let bolt: Item;
let customerId: string;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  factory = await givenFactory(product, tenant);
  bolt = await givenItem(factory);
  const paymentTermId = await givenTerm(factory, {
    code: "MS",
    name: "按里程碑",
    kind: "milestones",
    stages: [
      { name: "签约", shareRate: "0.3", trigger: "on_confirm" },
      { name: "安装完成", shareRate: "0.7", trigger: "milestone", days: 10 },
    ],
  });
  customerId = await givenCustomer(factory, { paymentTermId });
}, 60_000);
afterAll(() => product.close());

const call = <T = ProjectView>(operation: string, input: unknown, token = factory.token) =>
  product.call<T>(token, operation, input);
const on = ({ id, revision }: ProjectView, rest: object = {}) => ({
  projectId: id,
  revision,
  ...rest,
});
const open = async (rest: object = {}) =>
  (
    await call("projects.create", {
      customerId,
      name: "三号车间改造",
      tasks: [
        { title: "现场测量", assigneeId: tenant.admin.userId },
        { title: "安装", dependsOnNo: 1, dueOn: "2026-12-20" },
      ],
      milestones: [{ name: "安装完成", dueOn: "2026-12-20" }],
      ...rest,
    })
  ).data;
const line = () => ({ mode: "project", itemId: bolt.id, quantity: "10", unitPrice: "10" });

describe("a project", () => {
  it("may be edited while it is open, and its tasks until they are done", async () => {
    const project = await open();
    const edited = await call(
      "projects.update",
      on(project, { name: "三号车间二期", dueOn: null, note: "改名" }),
    );
    expect(edited.data).toMatchObject({ name: "三号车间二期", dueOn: null, note: "改名" });
    const stale = await call("projects.update", on(project, { name: "x" }));
    expect(stale.error).toMatchObject({ code: "revision.stale" });
    const task = { taskNo: 2, title: "安装调试", assigneeId: tenant.admin.userId, dueOn: null };
    const moved = await call("projects.updateTask", on(edited.data, task));
    expect(moved.data.tasks[1]).toMatchObject({ ...task, dependsOnNo: 1, state: "open" });
    const nobody = { taskNo: 1, assigneeId: "12345" };
    expect((await call("projects.updateTask", on(moved.data, nobody))).error).toMatchObject({
      ...{ code: "reference.not_found", facts: { field: "assigneeId" } },
    });
    const done = await call("projects.finishTask", on(moved.data, { taskNo: 1 }));
    const late = await call("projects.updateTask", on(done.data, { taskNo: 1, title: "y" }));
    expect(late.error).toMatchObject({ code: "state.illegal_move" });
    const unknown = await call("projects.updateTask", on(done.data, { taskNo: 9, title: "y" }));
    expect(unknown.error).toMatchObject({ code: "reference.not_found" });
  });

  it("makes what its orders are to be paid at a milestone fall due when that is reached", async () => {
    const project = await open();
    const draft = await givenOrder(factory, [], {
      customerId,
      projectId: project.id,
      lines: [{ ...line(), billedByMilestones: true }],
    });
    const input = { orderId: draft.id, revision: draft.revision };
    const { data: order } = await call<Order>("orders.confirm", input);
    expect(order.payments.map((each) => [each.amountCents, each.dueOn])).toEqual([
      [3_000, "2026-11-23"],
      [7_000, null],
    ]);
    const reached = await call(
      "projects.reachMilestone",
      on(project, { milestoneNo: 1, reachedOn: "2026-12-18", evidence: "验收单已签字" }),
    );
    expect(reached.data).toMatchObject({
      milestones: [{ state: "reached", reachedOn: "2026-12-18", evidence: "验收单已签字" }],
      orders: [{ id: order.id, state: "confirmed" }],
    });
    const { data: after } = await call<Order>("orders.show", { orderId: order.id });
    expect(after.payments[1]).toMatchObject({ amountCents: 7_000, dueOn: "2026-12-28" });
    const { data: items } = await call<{ rows: object[] }>("openItems.list", {
      filter: { party: { eq: customerId } },
    });
    expect(items.rows).toMatchObject([
      { number: `${order.number}-2`, amountCents: 7_000, dueOn: "2026-12-28" },
    ]);
    const again = await call(
      "projects.reachMilestone",
      on(reached.data, { milestoneNo: 1, evidence: "x" }),
    );
    expect(again.error).toMatchObject({ code: "state.illegal_move" });
    expect((await runSelfAudit(product.services.config.databaseUrl)).faults).toEqual([]);
  });

  it("is opened with the confirmation of an order that names none, with the term's milestones", async () => {
    const draft = await givenOrder(factory, [], {
      ...{ customerId, customerReference: "PO-77", lines: [line()] },
    });
    const input = { orderId: draft.id, revision: draft.revision };
    const { data: order } = await call<Order>("orders.confirm", input);
    const { data: project } = await call("projects.show", { projectId: order.projectId });
    expect(project).toMatchObject({
      name: "PO-77",
      state: "open",
      milestones: [{ name: "安装完成", state: "open" }],
      orders: [{ id: order.id }],
    });
  });

  it("is one of the customer's own", async () => {
    const project = await open();
    const foreign = await call("orders.create", {
      customerId: factory.customerId,
      requestedOn: "2026-12-31",
      projectId: project.id,
      lines: [line()],
    });
    expect(foreign.error).toMatchObject({ code: "reference.not_found" });
  });

  it("does its tasks one after the other, and ends when nothing is left", async () => {
    const project = await open();
    const early = await call("projects.finishTask", on(project, { taskNo: 2 }));
    expect(early.error).toMatchObject({ code: "project.task_waits", facts: { title: "现场测量" } });
    const first = (await call("projects.finishTask", on(project, { taskNo: 1 }))).data;
    const second = (await call("projects.finishTask", on(first, { taskNo: 2 }))).data;
    expect((await call("projects.finish", on(second))).error).toMatchObject({
      code: "project.unfinished",
      facts: { count: 1 },
    });
    const added = (
      await call("projects.addTask", on(second, { task: { title: "培训", dependsOnNo: 2 } }))
    ).data;
    const trained = (await call("projects.finishTask", on(added, { taskNo: 3 }))).data;
    const reached = await call(
      "projects.reachMilestone",
      on(trained, { milestoneNo: 1, evidence: "照片" }),
    );
    expect((await call("projects.finish", on(reached.data))).data.state).toBe("done");
  });

  it("is not given up while it has an order", async () => {
    const project = await open();
    const draft = await givenOrder(factory, [], {
      customerId,
      projectId: project.id,
      lines: [line()],
    });
    const refused = await call("projects.cancel", on(project, { reason: "停建" }));
    expect(refused.error).toMatchObject({ code: "project.has_orders" });
    await call("orders.cancel", { orderId: draft.id, revision: draft.revision, reason: "停建" });
    expect((await call("projects.cancel", on(project, { reason: "停建" }))).data.state).toBe(
      "cancelled",
    );
  });

  it("names every fault of its tasks and milestones at once", async () => {
    const refused = await call("projects.create", {
      customerId,
      name: "x",
      tasks: [
        { title: "a", assigneeId: "12345" },
        { title: "b", dependsOnNo: 2 },
      ],
      milestones: [{ name: "m" }, { name: "m" }],
    });
    expect(refused.error!.issues!.map((issue) => issue.path.join("."))).toEqual([
      "tasks.0.assigneeId",
      "tasks.1.dependsOnNo",
      "milestones.1.name",
    ]);
  });

  it("is nobody else's", async () => {
    const project = await open();
    const { token } = (await givenTenant(product)).admin;
    for (const operation of ["projects.show", "projects.finish"])
      expect(
        (
          await call(
            operation,
            operation === "projects.show" ? { projectId: project.id } : on(project),
            token,
          )
        ).error,
      ).toMatchObject({ code: "record.not_found" });
  });
});
