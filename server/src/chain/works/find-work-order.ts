import type { WorkOrderView } from "@quanlian/shared/contract";
import { exact, timesRatio, toDecimalText, type Exact } from "@quanlian/shared/domain";
import { isMasked, may, rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { openOf, type CountedTask } from "./count.rules";
import { finishableOf, isOpenWork } from "./lock-work";
import { workOrderPolicy } from "./work-order.resource";
import { workOrderStates } from "./work-order.states";

const plain = (decimal: string) => toDecimalText(exact(decimal));

type Header = Omit<
  WorkOrderView,
  "materials" | "operations" | "byProducts" | "finishableQuantity" | "masked" | "actions"
> & { plannedUnitCost: string };

/** One work order with the recipe frozen into it, how far it has come, and what may be done with it now: four statements. */
export async function findWorkOrder(
  ctx: Ctx,
  workOrderId: Id,
  permission = "workOrders.show",
): Promise<WorkOrderView> {
  const header = await ctx.row<Header>(
    `SELECT w.id, w.number, w.state, w.revision, w.item_id AS itemId, i.code AS itemCode, i.name AS itemName,
       u.name AS unit, w.warehouse_id AS warehouseId, w.quantity, w.finished_quantity AS finishedQuantity,
       w.planned_unit_cost AS plannedUnitCost, w.start_on AS startOn, w.due_on AS dueOn,
       w.bom_version_id AS bomVersionId, w.base_quantity AS baseQuantity
     FROM work_orders w JOIN items i ON i.tenant_id = :tenant AND i.id = w.item_id
       JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE w.tenant_id = :tenant AND w.id = :workOrderId
       AND ${rowPredicate(ctx.actor, workOrderPolicy, permission, "w")}`,
    { workOrderId },
  );
  if (!header) refuseNotFound("work_order");
  const tasks = await readOperations(ctx, workOrderId);
  const figures = { quantity: exact(header.quantity), finished: exact(header.finishedQuantity) };
  const finishable = finishableOf(figures, tasks.map(asCounted));
  const isHidden = isMasked(ctx.actor, permission, "cost");
  return {
    ...header,
    quantity: plain(header.quantity),
    finishedQuantity: plain(header.finishedQuantity),
    finishableQuantity: toDecimalText(finishable),
    plannedUnitCost: isHidden ? null : plain(header.plannedUnitCost),
    baseQuantity: plain(header.baseQuantity),
    materials: await readMaterials(ctx, workOrderId),
    operations: tasks.map((task, at) => presentTask(task, figures.quantity, tasks, at)),
    byProducts: await readByProducts(ctx, workOrderId),
    masked: isHidden ? ["cost"] : [],
    actions: actionsFor(ctx, header, finishable),
  };
}

async function readMaterials(ctx: Ctx, workOrderId: Id): Promise<WorkOrderView["materials"]> {
  const rows = await ctx.rows<WorkOrderView["materials"][number]>(
    `SELECT m.id, m.line_no AS lineNo, m.item_id AS itemId, i.code AS itemCode, i.name AS itemName, u.name AS unit,
       m.warehouse_id AS warehouseId, m.per_base AS perBase, m.scrap_rate AS scrapRate, m.quantity,
       m.issued_quantity AS issuedQuantity, m.backflush, m.via_item_id AS viaItemId,
       m.replaces_item_id AS replacesItemId
     FROM work_order_materials m JOIN items i ON i.tenant_id = :tenant AND i.id = m.item_id
       JOIN units u ON u.tenant_id = :tenant AND u.id = i.unit_id
     WHERE m.tenant_id = :tenant AND m.work_order_id = :workOrderId ORDER BY m.line_no, m.id`,
    { workOrderId },
  );
  return rows.map((row) => ({
    ...row,
    backflush: Boolean(row.backflush),
    perBase: plain(row.perBase),
    scrapRate: plain(row.scrapRate),
    quantity: plain(row.quantity),
    issuedQuantity: plain(row.issuedQuantity),
  }));
}

type TaskRow = Omit<WorkOrderView["operations"][number], "openQuantity">;

async function readOperations(ctx: Ctx, workOrderId: Id): Promise<TaskRow[]> {
  const rows = await ctx.rows<TaskRow>(
    `SELECT p.id, p.sequence, p.name, p.work_center_id AS workCenterId, COALESCE(c.name, '') AS workCenterName,
       p.assignee_id AS assigneeId, COALESCE(u.name, '') AS assigneeName, p.starts_on AS startsOn,
       p.setup_minutes AS setupMinutes, p.run_minutes_per_unit AS runMinutesPerUnit,
       p.inspection_point AS inspectionPoint, p.subcontracted, p.state, p.good_quantity AS goodQuantity,
       p.defect_quantity AS defectQuantity, p.scrap_quantity AS scrapQuantity, p.passed_quantity AS passedQuantity
     FROM work_order_operations p
       LEFT JOIN work_centers c ON c.tenant_id = :tenant AND c.id = p.work_center_id
       LEFT JOIN users u ON u.tenant_id = :tenant AND u.id = p.assignee_id
     WHERE p.tenant_id = :tenant AND p.work_order_id = :workOrderId ORDER BY p.sequence, p.id`,
    { workOrderId },
  );
  return rows.map((row) => ({ ...row, subcontracted: Boolean(row.subcontracted) }));
}

const asCounted = (task: TaskRow): CountedTask => ({
  ...{ id: task.id, sequence: task.sequence, state: task.state },
  inspects: task.inspectionPoint !== "none",
  ...{ good: exact(task.goodQuantity), defect: exact(task.defectQuantity) },
  ...{ scrap: exact(task.scrapQuantity), passed: exact(task.passedQuantity) },
});

function presentTask(task: TaskRow, ordered: Exact, tasks: readonly TaskRow[], at: number) {
  return {
    ...task,
    setupMinutes: plain(task.setupMinutes),
    runMinutesPerUnit: plain(task.runMinutesPerUnit),
    goodQuantity: plain(task.goodQuantity),
    defectQuantity: plain(task.defectQuantity),
    scrapQuantity: plain(task.scrapQuantity),
    passedQuantity: plain(task.passedQuantity),
    openQuantity: toDecimalText(openOf(ordered, tasks.map(asCounted), at)),
  };
}

/** Each action and when it makes sense. */
function actionsFor(ctx: Ctx, { state }: Header, finishable: Exact): string[] {
  const isOpen = isOpenWork({ state });
  const offered: readonly [action: string, when: boolean][] = [
    ["workOrders.release", workOrderStates.allows(state, "release")],
    ["workOrders.dispatch", isOpen],
    ["workOrders.issue", isOpen],
    ["workScans.send", isOpen],
    ["workOrders.inspect", isOpen],
    ["workOrders.finish", isOpen && finishable > 0n],
    ["workOrders.returnMaterial", isOpen],
    ["workOrders.complete", isOpen],
    ["workOrders.cancel", state === "released"],
    ["workOrders.close", workOrderStates.allows(state, "close")],
  ];
  return offered
    .filter(([action, when]) => when && may(ctx.actor, action))
    .map(([action]) => action);
}

/** What is expected beside the item, for the whole work order. */
async function readByProducts(ctx: Ctx, workOrderId: Id): Promise<WorkOrderView["byProducts"]> {
  const rows = await ctx.rows<ByProductRow>(
    `SELECT b.line_no AS lineNo, b.item_id AS itemId, i.code AS itemCode, i.name AS itemName,
       b.per_base AS perBase, w.base_quantity AS baseQuantity, w.quantity
     FROM work_order_by_products b
       JOIN work_orders w ON w.tenant_id = :tenant AND w.id = b.work_order_id
       JOIN items i ON i.tenant_id = :tenant AND i.id = b.item_id
     WHERE b.tenant_id = :tenant AND b.work_order_id = :workOrderId ORDER BY b.line_no`,
    { workOrderId },
  );
  return rows.map(({ perBase, baseQuantity, quantity, ...row }) => ({
    ...row,
    perBase: plain(perBase),
    quantity: toDecimalText(timesRatio(exact(quantity), exact(perBase), exact(baseQuantity))),
  }));
}

interface ByProductRow {
  lineNo: number;
  itemId: Id;
  itemCode: string;
  itemName: string;
  perBase: string;
  baseQuantity: string;
  quantity: string;
}
