import {
  day,
  decimal,
  defineDocument,
  defineTable,
  flag,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";
import { taskStates, workOrderStates } from "./work-order.states";

/** What the workshop is asked to make, with the bill of materials and routing frozen into it. */
export class WorkOrder extends defineDocument("work_orders", {
  number: text(64),
  itemId: reference(),
  warehouseId: reference(),
  state: oneOf(...workOrderStates.names),
  quantity: decimal(),
  bomVersionId: nullable(reference()),
  baseQuantity: decimal(),
  startOn: day(),
  dueOn: day(),
  /** In stock already. */
  finishedQuantity: withDefault(decimal(), "0"),
  /** 元 each, at which a part of it enters stock; set when it is released. */
  plannedUnitCost: withDefault(decimal(), "0"),
  custom: nullable(json<Record<string, unknown>>()),
}) {}

/** One component as frozen; its id is its demand's in the plan. */
export class WorkOrderMaterial extends defineTable("work_order_materials", {
  workOrderId: reference(),
  lineNo: integer(),
  itemId: reference(),
  warehouseId: reference(),
  perBase: decimal(),
  scrapRate: decimal(),
  quantity: decimal(),
  issuedQuantity: decimal(),
  /** Taken from stock by itself as goods are finished. */
  backflush: withDefault(flag(), false),
  /** Through which phantom it comes; of a phantom itself, `quantity` is what is taken of it from stock. */
  viaItemId: nullable(reference()),
  /** Of a substitute: the component that it stands in for. */
  replacesItemId: nullable(reference()),
}) {}

/** What is expected to come out beside the item: perBase for each base quantity of the work order. */
export class WorkOrderByProduct extends defineTable("work_order_by_products", {
  workOrderId: reference(),
  lineNo: integer(),
  itemId: reference(),
  perBase: decimal(),
  costShare: decimal(),
}) {}

/** One operation as frozen; it becomes a task when the work order is released. */
export class WorkOrderOperation extends defineTable("work_order_operations", {
  workOrderId: reference(),
  sequence: integer(),
  name: text(128),
  workCenterId: nullable(reference()),
  setupMinutes: decimal(),
  runMinutesPerUnit: decimal(),
  /** 元 per unit, to whoever does it, or to the supplier: never shown with the work order. */
  pieceRate: withDefault(decimal(), "0"),
  subcontractPrice: withDefault(decimal(), "0"),
  inspectionPoint: withDefault(oneOf("none", "first_article", "in_process", "final"), "none"),
  subcontracted: withDefault(flag(), false),
  supplierId: nullable(reference()),
  assigneeId: nullable(reference()),
  startsOn: nullable(day()),
  goodQuantity: withDefault(decimal(), "0"),
  /** Reported as defect and not judged yet. */
  defectQuantity: withDefault(decimal(), "0"),
  scrapQuantity: withDefault(decimal(), "0"),
  /** Of the good output, what may go on: all of it, or at an inspection point what was passed. */
  passedQuantity: withDefault(decimal(), "0"),
  state: oneOf(...taskStates.names),
}) {}
