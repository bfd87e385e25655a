import {
  day,
  decimal,
  defineDocument,
  defineTable,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
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
}) {}

/** One operation as frozen; it becomes a task when the work order is released. */
export class WorkOrderOperation extends defineTable("work_order_operations", {
  workOrderId: reference(),
  sequence: integer(),
  name: text(128),
  workCenterId: nullable(reference()),
  setupMinutes: decimal(),
  runMinutesPerUnit: decimal(),
  state: oneOf(...taskStates.names),
}) {}
