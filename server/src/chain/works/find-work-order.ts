import type { WorkOrderView } from "@quanlian/shared/contract";
import { exact, timesRatio, toDecimalText } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { workOrderPolicy } from "./work-order.resource";

const plain = (decimal: string) => toDecimalText(exact(decimal));

/** One work order with the recipe frozen into it: four statements. */
export async function findWorkOrder(
  ctx: Ctx,
  workOrderId: Id,
  permission = "workOrders.show",
): Promise<WorkOrderView> {
  const header = await ctx.row<Omit<WorkOrderView, "materials" | "operations" | "byProducts">>(
    `SELECT w.id, w.number, w.state, w.revision, w.item_id AS itemId, i.code AS itemCode, i.name AS itemName,
       w.warehouse_id AS warehouseId, w.quantity, w.start_on AS startOn, w.due_on AS dueOn,
       w.bom_version_id AS bomVersionId, w.base_quantity AS baseQuantity
     FROM work_orders w JOIN items i ON i.tenant_id = :tenant AND i.id = w.item_id
     WHERE w.tenant_id = :tenant AND w.id = :workOrderId
       AND ${rowPredicate(ctx.actor, workOrderPolicy, permission, "w")}`,
    { workOrderId },
  );
  if (!header) refuseNotFound("work_order");
  return {
    ...header,
    quantity: plain(header.quantity),
    baseQuantity: plain(header.baseQuantity),
    materials: await readMaterials(ctx, workOrderId),
    operations: await readOperations(ctx, workOrderId),
    byProducts: await readByProducts(ctx, workOrderId),
  };
}

async function readMaterials(ctx: Ctx, workOrderId: Id): Promise<WorkOrderView["materials"]> {
  const rows = await ctx.rows<WorkOrderView["materials"][number]>(
    `SELECT m.id, m.line_no AS lineNo, m.item_id AS itemId, i.code AS itemCode, i.name AS itemName,
       m.warehouse_id AS warehouseId, m.per_base AS perBase, m.scrap_rate AS scrapRate, m.quantity,
       m.via_item_id AS viaItemId, m.replaces_item_id AS replacesItemId
     FROM work_order_materials m JOIN items i ON i.tenant_id = :tenant AND i.id = m.item_id
     WHERE m.tenant_id = :tenant AND m.work_order_id = :workOrderId ORDER BY m.line_no, m.id`,
    { workOrderId },
  );
  return rows.map((row) => ({
    ...row,
    perBase: plain(row.perBase),
    scrapRate: plain(row.scrapRate),
    quantity: plain(row.quantity),
  }));
}

async function readOperations(ctx: Ctx, workOrderId: Id): Promise<WorkOrderView["operations"]> {
  const rows = await ctx.rows<WorkOrderView["operations"][number]>(
    `SELECT p.id, p.sequence, p.name, p.work_center_id AS workCenterId, p.setup_minutes AS setupMinutes,
       p.run_minutes_per_unit AS runMinutesPerUnit, p.inspection_point AS inspectionPoint, p.subcontracted, p.state
     FROM work_order_operations p
     WHERE p.tenant_id = :tenant AND p.work_order_id = :workOrderId ORDER BY p.sequence`,
    { workOrderId },
  );
  return rows.map((row) => ({
    ...row,
    subcontracted: Boolean(row.subcontracted),
    setupMinutes: plain(row.setupMinutes),
    runMinutesPerUnit: plain(row.runMinutesPerUnit),
  }));
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
