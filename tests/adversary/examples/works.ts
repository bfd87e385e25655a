import type { WorkOrderView } from "@quanlian/shared/contract";
import { nextNumber } from "../../support/given";
import { makeItem, orderInput, raw, type Holder } from "../holder";
import { makeConfirmed } from "./orders";
import { exported, list, of, type Example, type Examples } from "./example";

/** A work order of one operation and one material, planned for an order of the owner's. */
async function planned(h: Holder): Promise<WorkOrderView> {
  const item = await makeItem(h, "make");
  const bom = await h.call("boms.create", {
    itemId: item.id,
    note: h.tenantMark,
    components: [{ itemId: h.partId, perBase: "1" }],
    operations: [{ name: h.tenantMark, workCenterId: h.workCenterId, pieceRate: "1" }],
  });
  const release = { bomVersionId: bom.id, revision: bom.revision, effectiveFrom: "2026-01-01" };
  await h.call("boms.release", release);
  const { lines, ...input } = orderInput(h);
  const drafted = {
    ...input,
    lines: [{ ...lines[0], itemId: item.id, quantity: "3", unitPrice: "1" }],
  };
  await makeConfirmed(h, drafted);
  const filter = { itemCode: { eq: item.code } };
  const { rows } = await h.call<{ rows: { id: string }[] }>("workOrders.list", { filter });
  return h.call<WorkOrderView>("workOrders.show", { workOrderId: rows[0]!.id });
}

async function released(h: Holder): Promise<WorkOrderView> {
  const { id: workOrderId, revision } = await planned(h);
  return h.call<WorkOrderView>("workOrders.release", { workOrderId, revision });
}

const scans = (work: WorkOrderView, good = "2") => ({
  scans: [
    {
      ...{ clientId: `adversary-${nextNumber()}`, kind: "report", good },
      ...{ operationId: work.operations[0]!.id, at: "2026-11-20T08:00:00Z" },
    },
  ],
});

async function reported(h: Holder): Promise<WorkOrderView> {
  const work = await released(h);
  await h.call("workScans.send", scans(work));
  return h.call<WorkOrderView>("workOrders.show", { workOrderId: work.id });
}

async function supplied(h: Holder, work: WorkOrderView) {
  const { itemId, warehouseId } = work.materials[0]!;
  const line = { itemId, warehouseId, quantity: "5", unitCost: h.cost };
  await h.call("inventory.adjust", { reason: h.tenantMark, lines: [line] });
  return work;
}

const lines = (h: Holder, work: WorkOrderView, quantity = "1") => ({
  ...{ workOrderId: work.id, reason: h.tenantMark },
  lines: [{ materialId: work.materials[0]!.id, quantity }],
});

async function issued(h: Holder): Promise<WorkOrderView> {
  const work = await supplied(h, await released(h));
  return h.call<WorkOrderView>("workOrders.issue", lines(h, work));
}

async function scanOf(h: Holder, state: "counted" | "waiting"): Promise<string> {
  const work = await reported(h);
  if (state === "waiting") {
    // A second operation would wait; of one operation, what waits is what the books are told.
    await raw(
      h.product,
      `UPDATE work_scans SET state = 'waiting' WHERE work_order_id = ${work.id}`,
    );
    await raw(
      h.product,
      `UPDATE work_order_operations SET good_quantity = 0, passed_quantity = 0 WHERE work_order_id = ${work.id}`,
    );
  }
  const filter = { workOrder: { eq: work.id } };
  const { rows } = await h.call<{ rows: { id: string }[] }>("workScans.list", { filter });
  return rows[0]!.id;
}

const moving = async (
  h: Holder,
  make: (h: Holder) => Promise<WorkOrderView>,
  rest: object = {},
) => {
  const { id: workOrderId, revision } = await make(h);
  return of({ workOrderId, revision, ...rest });
};

async function finished(h: Holder): Promise<WorkOrderView> {
  const work = await released(h);
  await h.call("workScans.send", scans(work, "3"));
  return h.call<WorkOrderView>("workOrders.finish", { workOrderId: work.id, quantity: "3" });
}

async function inspected(h: Holder): Promise<unknown> {
  const work = await released(h);
  const [scan] = scans(work, "1").scans;
  await h.call("workScans.send", { scans: [{ ...scan, defect: "1", cause: "x" }] });
  const operationId = work.operations[0]!.id;
  const input = { workOrderId: work.id, operationId, source: "defect", scrap: "1" };
  return h.call("workOrders.inspect", input);
}

const rate = (h: Holder) => ({
  ...{ itemId: h.productId, operation: h.tenantMark, rate: "1", validFrom: "2026-11-01" },
});
const rated = (h: Holder) => h.call("pieceRates.set", rate(h));

/** A list that has something of the holder's in it, told by a mark. */
const after =
  (make: (h: Holder) => Promise<unknown>, field: string) =>
  async (h: Holder): Promise<Example> => {
    await make(h);
    return of({ filter: { [field]: { contains: h.tenantMark } } });
  };

/** What the workshop does. */
export const worksExamples: Examples = {
  "workTasks.list": list((h) => h.tenantMark, "name"),
  "workTasks.count": list((h) => h.tenantMark, "name"),
  "workTasks.export": exported(),
  "workScans.list": after(reported, "operation"),
  "workScans.count": after(reported, "operation"),
  "workScans.export": exported(),
  "workMovements.list": after(issued, "reason"),
  "workMovements.count": after(issued, "reason"),
  "workMovements.export": exported(),
  "workInspections.list": after(inspected, "operation"),
  "workInspections.count": after(inspected, "operation"),
  "workInspections.export": exported(),
  "pieceRates.list": after(rated, "operation"),
  "pieceRates.count": after(rated, "operation"),
  "pieceRates.export": exported(),
  "pieceRates.set": (h) => of(rate(h)),
  "wages.list": after(reported, "operation"),
  "wages.count": after(reported, "operation"),
  "wages.export": exported(),
  "wages.month": () => of({ month: "2026-11" }),
  "wages.lockMonth": (): Example => {
    const year = 1999 + (nextNumber() % 20);
    return of({ month: `${year}-0${1 + (nextNumber() % 9)}` });
  },
  "workOrders.dispatch": async (h) => {
    const { id: workOrderId, revision, operations } = await released(h);
    const task = { operationId: operations[0]!.id, assigneeId: h.owner.userId };
    return of({ workOrderId, revision, tasks: [{ ...task, workCenterId: h.workCenterId }] });
  },
  "workOrders.traveller": async (h) => of({ workOrderId: (await planned(h)).id }),
  "workOrders.issue": async (h) => of(lines(h, await supplied(h, await released(h)))),
  "workOrders.returnMaterial": async (h) => of(lines(h, await issued(h))),
  "workScans.send": async (h) => of(scans(await released(h))),
  "workScans.drop": async (h) => of({ scanId: await scanOf(h, "waiting"), reason: "x" }),
  "workScans.reverse": async (h) => of({ scanId: await scanOf(h, "counted"), reason: "x" }),
  "workOrders.inspect": async (h) => {
    const work = await released(h);
    const [scan] = scans(work, "1").scans;
    await h.call("workScans.send", { scans: [{ ...scan, defect: "1", cause: "x" }] });
    const operationId = work.operations[0]!.id;
    return of({ workOrderId: work.id, operationId, source: "defect", scrap: "1" });
  },
  "workOrders.finish": async (h) => of({ workOrderId: (await reported(h)).id, quantity: "1" }),
  "workOrders.complete": (h) => moving(h, released, { reason: "x" }),
  "workOrders.cancel": (h) => moving(h, released, { reason: "x" }),
  "workOrders.close": (h) => moving(h, finished),
};
