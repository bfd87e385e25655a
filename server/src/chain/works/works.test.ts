import type { Item, WorkOrderView } from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { drainOutbox } from "../../kernel/events/drain-outbox";
import {
  givenStaff,
  givenTenant,
  nextNumber,
  type GivenTenant,
} from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenFactory,
  givenItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { rowsOf } from "../../../../tests/support/given-orders";
import { givenRoutedItem, givenWork, report, scan } from "../../../../tests/support/given-works";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
  factory = await givenFactory(product, tenant);
}, 60_000);
afterAll(() => product.close());

const call = <T = WorkOrderView>(operation: string, input: unknown, token = factory.token) =>
  product.call<T>(token, operation, input);
const shown = async (id: string) => (await call("workOrders.show", { workOrderId: id })).data;
const audit = async () => (await runSelfAudit(product.services.config.databaseUrl)).faults;
const settle = () => drainOutbox(product.services);
const stockOf = async (item: Item) =>
  (await call<{ rows: Record<string, string>[] }>("inventory.stock", { itemIds: [item.id] })).data
    .rows[0];
const finish = (work: WorkOrderView, quantity: string, rest: object = {}) =>
  call("workOrders.finish", { workOrderId: work.id, quantity, ...rest });

interface Sent {
  results: { clientId: string; state: string; code: string | null; message: string | null }[];
}
const send = async (scans: object[], token = factory.token) =>
  (await call<Sent>("workScans.send", { scans }, token)).data.results;

afterEach(async () => {
  await settle();
  expect(await audit()).toEqual([]);
});

/** Ten frames of two steel each: cutting, then welding, which is inspected. */
async function tenFrames(options: { inspected?: boolean; pieceRate?: string } = {}) {
  const steel = await givenItem(factory, { standardCostPrice: "3" });
  await givenStock(factory, steel, "100", "3");
  const frame = await givenRoutedItem(
    factory,
    [[steel, "2"]],
    [
      { name: `下料${nextNumber()}`, pieceRate: options.pieceRate },
      { name: `焊接${nextNumber()}`, inspectionPoint: options.inspected ? "final" : "none" },
    ],
  );
  const order = await givenConfirmed(factory, await givenOrder(factory, [[frame, "10"]]));
  const work = await givenWork(factory, frame);
  const [cut, weld] = work.operations;
  return { steel, frame, order, work, cut: cut!, weld: weld! };
}

describe("material", () => {
  it("is taken from what is held for the work order, and is the work order's cost from then on", async () => {
    const { work, steel } = await tenFrames();
    const material = work.materials[0]!;
    expect(await stockOf(steel)).toMatchObject({ onHand: "100", reserved: "20" });
    const lines = [{ materialId: material.id, quantity: "20" }];
    const { data } = await call("workOrders.issue", { workOrderId: work.id, lines });
    expect(data).toMatchObject({ state: "in_progress", materials: [{ issuedQuantity: "20" }] });
    expect(await stockOf(steel)).toMatchObject({ onHand: "80", reserved: "0" });
    expect((await rowsOf(factory, "demands", steel))[0]).toMatchObject({
      ...{ state: "fulfilled", fulfilled: "20", reserved: "0" },
    });
  });

  it("beyond the plan needs a reason, and what others hold is never taken", async () => {
    const { work, steel } = await tenFrames();
    const materialId = work.materials[0]!.id;
    const more = { workOrderId: work.id, lines: [{ materialId, quantity: "21" }] };
    expect((await call("workOrders.issue", more)).error).toMatchObject({ code: "work.over_issue" });
    const { data } = await call("workOrders.issue", { ...more, reason: "切坏一根" });
    expect(data.materials).toMatchObject([{ issuedQuantity: "21" }]);
    await givenConfirmed(factory, await givenOrder(factory, [[steel, "75"]]));
    const others = { ...more, reason: "再来", lines: [{ materialId, quantity: "5" }] };
    expect((await call("workOrders.issue", others)).error).toMatchObject({
      code: "stock.reserved",
    });
  });

  it("comes back at what it was taken for: held again as far as planned, the rest free", async () => {
    const { work, steel } = await tenFrames();
    const materialId = work.materials[0]!.id;
    const take = { workOrderId: work.id, reason: "多领", lines: [{ materialId, quantity: "22" }] };
    await call("workOrders.issue", take);
    const back = (quantity: string) => ({
      workOrderId: work.id,
      lines: [{ materialId, quantity }],
    });
    expect((await call("workOrders.returnMaterial", back("23"))).error).toMatchObject({
      code: "work.over_return",
    });
    const { data } = await call("workOrders.returnMaterial", back("5"));
    expect(data.materials).toMatchObject([{ issuedQuantity: "17" }]);
    expect(await stockOf(steel)).toMatchObject({ onHand: "83", reserved: "3", valueCents: 24_900 });
  });
});

describe("scans", () => {
  it("count once, late, twice and out of order, and flow on in parts", async () => {
    const { work, cut, weld } = await tenFrames();
    const early = report(weld, "4", "2026-11-20T08:00:00Z");
    expect(await send([early])).toMatchObject([{ state: "waiting" }]);
    const first = report(cut, "6", "2026-11-19T08:00:00Z");
    expect(await send([first, first])).toMatchObject([{ state: "counted" }, { state: "counted" }]);
    expect(await send([early, first])).toMatchObject([{ state: "counted" }, { state: "counted" }]);
    const { operations, state } = await shown(work.id);
    expect(state).toBe("in_progress");
    expect(operations).toMatchObject([
      { state: "running", goodQuantity: "6", openQuantity: "4" },
      { state: "running", goodQuantity: "4", openQuantity: "2" },
    ]);
  });

  it("that are too many are refused by themselves, and the others count", async () => {
    const { cut, work } = await tenFrames();
    const results = await send([report(cut, "8"), report(cut, "3"), report(cut, "2")]);
    expect(results.map(({ state }) => state)).toEqual(["counted", "refused", "counted"]);
    expect(results[1]).toMatchObject({ code: "work.over_reported" });
    expect((await shown(work.id)).operations[0]).toMatchObject({
      goodQuantity: "10",
      state: "done",
    });
  });

  it("sent by two at the same moment count once", async () => {
    const { cut, work } = await tenFrames();
    const same = report(cut, "3");
    const all = await Promise.all([send([same]), send([same]), send([same])]);
    expect(all.flat().map(({ state }) => state)).toEqual(["counted", "counted", "counted"]);
    expect((await shown(work.id)).operations[0]).toMatchObject({ goodQuantity: "3" });
  });

  it("name every fault of every scan, and then none of them counts", async () => {
    const { cut, work } = await tenFrames();
    const refused = await call<Sent>("workScans.send", {
      scans: [
        report(cut, "1"),
        { ...report(cut, "1"), operationId: "12345" },
        { ...report(cut, "0"), scrap: "0" },
        { ...report(cut, "1"), scrap: "1" },
      ],
    });
    expect(refused.status).toBe(422);
    expect(refused.error!.issues!.map(({ path }) => path.join("."))).toEqual([
      "scans.2.good",
      "scans.3.cause",
    ]);
    const unknown = [{ ...report(cut, "1"), operationId: "12345", workers: [{ userId: "67890" }] }];
    const answer = await call<Sent>("workScans.send", { scans: unknown });
    expect(answer.error!.issues).toHaveLength(2);
    expect((await shown(work.id)).operations[0]).toMatchObject({ goodQuantity: "0" });
  });

  it("of a work order that is not in the workshop are refused", async () => {
    const steel = await givenItem(factory);
    const frame = await givenRoutedItem(factory, [[steel, "1"]], [{ name: "车" }]);
    await givenConfirmed(factory, await givenOrder(factory, [[frame, "2"]]));
    const [planned] = await rowsOf(factory, "workOrders", frame);
    const { operations } = await shown(planned!.id!);
    expect(await send([report(operations[0]!, "1")])).toMatchObject([
      { state: "refused", code: "work.not_open" },
    ]);
  });

  it("may be taken back until something has gone on from them, or dropped while they wait", async () => {
    const { work, cut, weld } = await tenFrames({ pieceRate: "0.5" });
    await send([report(cut, "6"), report(cut, "2")]);
    const filter = { workOrder: { eq: work.id } };
    const rows = async () =>
      (
        await call<{ rows: { id: string; good: string; state: string }[] }>("workScans.list", {
          filter,
        })
      ).data.rows;
    const two = (await rows()).find(({ good }) => good === "2")!;
    const back = { scanId: two.id, reason: "看错了" };
    expect((await call("workScans.reverse", back)).data.operations[0]).toMatchObject({
      goodQuantity: "6",
    });
    expect((await call("workScans.reverse", back)).error).toMatchObject({
      code: "state.illegal_move",
    });
    await send([report(weld, "5")]);
    const six = (await rows()).find(({ good }) => good === "6")!;
    expect((await call("workScans.reverse", { ...back, scanId: six.id })).error).toMatchObject({
      code: "work.gone_on",
    });
    await send([report(weld, "4")]);
    const waits = (await rows()).find(({ state }) => state === "waiting")!;
    expect((await call("workScans.drop", { ...back, scanId: waits.id })).ok).toBe(true);
  });
});

describe("inspection", () => {
  it("lets on what is passed or let through, sends the rest back or to scrap", async () => {
    const { work, cut, weld } = await tenFrames({ inspected: true });
    await send([report(cut, "10"), report(weld, "9", undefined, { defect: "1", cause: "焊穿" })]);
    const judge = (rest: object) =>
      call("workOrders.inspect", { workOrderId: work.id, operationId: weld.id, ...rest });
    expect((await finish(work, "1")).error).toMatchObject({ code: "work.over_finish" });
    const first = await judge({ passed: "5", concession: "1", rework: "2", scrap: "1" });
    expect(first.data).toMatchObject({ finishableQuantity: "6" });
    expect(first.data.operations[1]).toMatchObject({
      ...{ goodQuantity: "6", passedQuantity: "6", scrapQuantity: "1", defectQuantity: "1" },
      openQuantity: "2",
    });
    expect((await judge({ passed: "1" })).error).toMatchObject({ code: "work.over_inspected" });
    const second = await judge({ source: "defect", concession: "1" });
    expect(second.data).toMatchObject({ finishableQuantity: "7" });
    expect((await judge({ source: "defect" })).error).toMatchObject({ code: "request.invalid" });
  });
});

describe("finished goods", () => {
  it("are stock at planned cost with their lot, held by the order that waits; with the last the work order is over", async () => {
    const { work, frame, steel, cut, weld } = await tenFrames({ pieceRate: "0.5" });
    expect(work.plannedUnitCost).toBe("6.5");
    await send([report(cut, "10"), report(weld, "10")]);
    const lines = [{ materialId: work.materials[0]!.id, quantity: "18" }];
    await call("workOrders.issue", { workOrderId: work.id, lines });
    const part = await finish(work, "4");
    expect(part.data).toMatchObject({ state: "in_progress", finishedQuantity: "4" });
    expect(await stockOf(frame)).toMatchObject({ onHand: "4", reserved: "4", valueCents: 2_600 });
    expect((await finish(work, "7")).error).toMatchObject({ code: "work.over_finish" });
    const whole = await finish(work, "6");
    expect(whole.data).toMatchObject({ state: "finished", finishedQuantity: "10" });
    await settle();
    // Two steel were never taken: they are free, and the work order asks for them no more.
    expect(await stockOf(steel)).toMatchObject({ onHand: "82", reserved: "0" });

    const { revision } = await shown(work.id);
    const closed = await call("workOrders.close", { workOrderId: work.id, revision });
    expect(closed.data.state).toBe("closed");
    // 18 × 3.00 + 10 × 0.50 = 59.00 against 65.00: the goods still here are worth 6.00 less.
    expect(await stockOf(frame)).toMatchObject({ valueCents: 5_900 });
  });

  it("take with them what is taken by itself", async () => {
    const screw = await givenItem(factory, { backflush: true, standardCostPrice: "0.1" });
    await givenStock(factory, screw, "100", "0.1");
    const box = await givenRoutedItem(factory, [[screw, "4"]], [{ name: "装配" }]);
    await givenConfirmed(factory, await givenOrder(factory, [[box, "10"]]));
    const work = await givenWork(factory, box);
    await send([report(work.operations[0]!, "10")]);
    const { data } = await finish(work, "3");
    expect(data.materials).toMatchObject([{ backflush: true, issuedQuantity: "12" }]);
    expect(await stockOf(screw)).toMatchObject({ onHand: "88", reserved: "28" });
    await finish(work, "7");
    expect(await stockOf(screw)).toMatchObject({ onHand: "60", reserved: "0" });
  });
});

describe("a work order that brings less than it was to", () => {
  it("ends short, and what its order lacks is planned again by itself", async () => {
    const { work, frame, order, cut, weld } = await tenFrames();
    await send([report(cut, "10"), report(weld, "8", undefined, { scrap: "2", cause: "变形" })]);
    await finish(work, "8");
    const { revision } = await shown(work.id);
    const ended = await call("workOrders.complete", {
      ...{ workOrderId: work.id, revision, reason: "料不够补" },
    });
    expect(ended.data.state).toBe("finished");
    await settle();
    expect(await rowsOf(factory, "workOrders", frame)).toMatchObject([
      { state: "planned", quantity: "2" },
      { state: "finished", quantity: "10" },
    ]);
    const [demand] = await rowsOf(factory, "demands", frame);
    expect(demand).toMatchObject({ reserved: "8", pegged: "2", uncovered: "0" });
    const { data } = await call<{ lines: object[]; promisedOn: string | null }>("orders.show", {
      orderId: order.id,
    });
    expect(data.promisedOn).not.toBeNull();
    expect(data.lines).toMatchObject([{ reservedQuantity: "8", plannedQuantity: "2" }]);
  });

  it("may be taken back before anything was begun, and is planned again", async () => {
    const { work, frame, steel, cut } = await tenFrames();
    const { revision } = await shown(work.id);
    const input = { workOrderId: work.id, revision, reason: "换料" };
    expect((await call("workOrders.cancel", input)).data.state).toBe("cancelled");
    await settle();
    const states = (await rowsOf(factory, "workOrders", frame)).map(({ state }) => String(state));
    expect(states.sort((a, b) => a.localeCompare(b))).toEqual([...["cancelled", "planned"]]);
    expect(await stockOf(steel)).toMatchObject({ onHand: "100", reserved: "20" });
    expect(await send([report(cut, "1")])).toMatchObject([{ state: "refused" }]);
    expect(
      (await call("workOrders.cancel", { ...input, revision: revision + 1 })).error,
    ).toMatchObject({ code: "work.not_open" });
  });
});

describe("piece wages", () => {
  it("are paid at the rate of the day, shared by a group to the cent, and seen by their earner alone", async () => {
    const { cut, work, frame } = await tenFrames({ pieceRate: "0.5" });
    const worker = () =>
      givenStaff(product, tenant, { roles: { permissions: ["wages.*"], scope: "own" } });
    const [one, two] = [await worker(), await worker()];
    const workers = [{ userId: one.userId, share: 2 }, { userId: two.userId }];
    const rate = { itemId: frame.id, operation: cut.name, rate: "1", validFrom: "2026-11-22" };
    await call("pieceRates.set", rate);
    await send([
      { ...report(cut, "1", "2026-11-21T02:00:00Z"), workers },
      { ...report(cut, "5", "2026-11-22T02:00:00Z"), workers },
    ]);
    const slip = async (token?: string) =>
      (
        await call<{ rows: { workerId: string; amountCents: number }[] }>(
          "wages.month",
          { month: "2026-11" },
          token,
        )
      ).data.rows;
    const own = await slip(one.token);
    expect(own).toMatchObject([{ workerId: one.userId }]);
    // 0.50 and 5.00, two thirds of each rounded half up: 33 + 333.
    expect(own[0]!.amountCents).toBe(366);
    const rows = await slip();
    expect(rows.find(({ workerId }) => workerId === two.userId)!.amountCents).toBe(184);
    expect(work.plannedUnitCost).toBe("6.5");
  });

  it("of a month that is locked count for the day on which they come in", async () => {
    const { cut } = await tenFrames({ pieceRate: "0.5" });
    const running = await call("wages.lockMonth", { month: "2026-11" });
    expect(running.error).toMatchObject({ code: "wage.month_running" });
    await call("wages.lockMonth", { month: "2026-09" });
    const again = await call("wages.lockMonth", { month: "2026-09" });
    expect(again.error).toMatchObject({ code: "wage.month_locked" });
    const late = report(cut, "1", "2026-09-15T02:00:00Z");
    await send([late]);
    const filter = { state: { eq: "counted" } };
    const { rows } = (
      await call<{ rows: { scannedAt: string; workedOn: string }[] }>("workScans.list", {
        ...{ filter, sort: [{ field: "scannedAt", direction: "asc" }] },
      })
    ).data;
    expect(rows[0]).toMatchObject({
      scannedAt: "2026-09-15T02:00:00.000Z",
      workedOn: "2026-11-23",
    });
  });
});

it("a dispatcher gives operations to people, who find them among their tasks; the traveller carries codes", async () => {
  const { work, cut } = await tenFrames();
  const welder = await givenStaff(product, tenant, { roles: ["workshop"] });
  const tasks = [{ operationId: cut.id, assigneeId: welder.userId, startsOn: "2026-11-25" }];
  const { data } = await call("workOrders.dispatch", {
    ...{ workOrderId: work.id, revision: work.revision, tasks },
  });
  expect(data.operations[0]).toMatchObject({ assigneeId: welder.userId, startsOn: "2026-11-25" });
  const filter = { assignee: { eq: welder.userId } };
  const listed = await call<{ rows: object[] }>("workTasks.list", { filter }, welder.token);
  expect(listed.data.rows).toHaveLength(1);
  expect((await send([scan(cut, "start")], welder.token))[0]).toMatchObject({ state: "counted" });
  const traveller = await call<{ code: string; tasks: { code: string }[] }>(
    "workOrders.traveller",
    {
      workOrderId: work.id,
    },
  );
  expect(traveller.data).toMatchObject({ code: `WO:${work.id}` });
  expect(traveller.data.tasks[0]).toMatchObject({ code: `WT:${cut.id}` });
});
