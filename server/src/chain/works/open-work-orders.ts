import { ONE, toDecimalText, type Day, type Exact } from "@quanlian/shared/domain";
import { insertRows, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { prefixes, takeNumbers } from "../../kernel/numbering";
import {
  WorkOrder,
  WorkOrderByProduct,
  WorkOrderMaterial,
  WorkOrderOperation,
} from "./work-order.model";
import { taskStates, workOrderStates } from "./work-order.states";

/** A work order as planning decided it. */
export interface PlannedWorkOrder {
  id: Id;
  itemId: Id;
  warehouseId: Id;
  quantity: Exact;
  startOn: Day;
  dueOn: Day;
  recipe: {
    bomVersionId: Id | null;
    baseQuantity: Exact;
    routing: { operations: readonly PlannedOperation[] };
  } | null;
  materials: readonly PlannedMaterial[];
  byProducts: readonly PlannedByProduct[];
}

export interface PlannedOperation {
  sequence: number;
  name: string;
  workCenterId: Id | null;
  setupMinutes: Exact;
  runMinutesPerUnit: Exact;
  pieceRate?: Exact;
  inspectionPoint?: "none" | "first_article" | "in_process" | "final";
  subcontracted?: boolean;
  supplierId?: Id | null;
  subcontractPrice?: Exact;
}

export interface PlannedByProduct {
  lineNo: number;
  itemId: Id;
  perBase: Exact;
  costShare: Exact;
}

export interface PlannedMaterial {
  /** The component's demand in the plan. */
  id: Id;
  lineNo: number;
  itemId: Id;
  warehouseId: Id;
  perBase: Exact;
  scrapRate: Exact;
  quantity: Exact;
  viaItemId: Id | null;
  replacesItemId: Id | null;
}

/**
 * Opens planned work orders with their recipes frozen in: a later change of the bill of materials or routing does not
 * reach them. Four statements, or five with by-products, however many. Answers their numbers in the order given.
 */
export async function openWorkOrders(
  tx: Tx,
  orders: readonly PlannedWorkOrder[],
): Promise<string[]> {
  if (orders.length === 0) return [];
  const numbers = await takeNumbers(tx, prefixes.workOrder, orders.length);
  await insertRows(
    tx,
    WorkOrder,
    orders.map((order, i) => ({
      id: order.id,
      number: numbers[i]!,
      itemId: order.itemId,
      warehouseId: order.warehouseId,
      state: workOrderStates.initial,
      quantity: order.quantity,
      bomVersionId: order.recipe?.bomVersionId ?? null,
      baseQuantity: order.recipe?.baseQuantity ?? ONE,
      startOn: order.startOn,
      dueOn: order.dueOn,
    })),
  );
  await insertRows(tx, WorkOrderMaterial, orders.flatMap(materialRows));
  await insertRows(tx, WorkOrderOperation, orders.flatMap(operationRows));
  await insertRows(tx, WorkOrderByProduct, orders.flatMap(byProductRows));
  orders.forEach((order, i) => recordOpened(tx, order, numbers[i]!));
  return numbers;
}

const materialRows = (order: PlannedWorkOrder) =>
  order.materials.map((material) => ({ ...material, workOrderId: order.id, issuedQuantity: 0n }));

const operationRows = (order: PlannedWorkOrder) =>
  (order.recipe?.routing.operations ?? []).map((operation) => ({
    ...operation,
    workOrderId: order.id,
    state: taskStates.initial,
  }));

const byProductRows = ({ id, byProducts }: PlannedWorkOrder) =>
  byProducts.map((each) => ({ ...each, workOrderId: id }));

function recordOpened(tx: Tx, order: PlannedWorkOrder, number: string): void {
  tx.record({
    type: "work_order",
    id: order.id,
    number,
    before: null,
    after: {
      state: workOrderStates.initial,
      itemId: order.itemId,
      quantity: toDecimalText(order.quantity),
      startOn: order.startOn,
      dueOn: order.dueOn,
    },
  });
}
