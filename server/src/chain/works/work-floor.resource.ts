import {
  pieceRateList,
  wageEntryList,
  workInspectionList,
  workMovementList,
  workScanList,
  workTaskList,
} from "@quanlian/shared/contract";
import { defineRowPolicy } from "../../kernel/access";
import { defineResource } from "../../kernel/fields";
import { Item } from "../../masters/catalog";
import { User } from "../../masters/people";
import { WorkCenter } from "../../masters/plant";
import { PieceRate, WageEntry, WorkInspection, WorkMovement, WorkScan } from "./work-floor.model";
import { WorkOrder, WorkOrderOperation } from "./work-order.model";

/** The shop floor is one for the whole factory: whoever may see it sees all of it. Wages are their earner's. */
const taskPolicy = defineRowPolicy("work_task");
export const scanPolicy = defineRowPolicy("work_scan");
export const movementPolicy = defineRowPolicy("work_movement");
export const inspectionPolicy = defineRowPolicy("work_inspection");
const ratePolicy = defineRowPolicy("piece_rate");
export const wagePolicy = defineRowPolicy("wage", { owner: "worker_id" });

const ofWork = { w: { table: WorkOrder, on: "w.id = x.work_order_id" } };
const ofOperation = { p: { table: WorkOrderOperation, on: "p.id = x.operation_id" } };
const workOrder = { id: "x.work_order_id", label: "w.number", join: "w" };
const sequence = { sql: "p.sequence", join: "p" };
const operation = { sql: "p.name", join: "p" };

export const workTaskResource = defineResource(workTaskList, {
  policy: taskPolicy,
  table: WorkOrderOperation,
  alias: "x",
  joins: {
    ...ofWork,
    i: { table: Item, on: "i.id = w.item_id", needs: "w" },
    c: { table: WorkCenter, on: "c.id = x.work_center_id" },
    u: { table: User, on: "u.id = x.assignee_id" },
  },
  columns: {
    workOrder,
    item: { id: "w.item_id", label: "i.name", join: "i" },
    itemCode: { sql: "i.code", join: "i" },
    sequence: "x.sequence",
    name: "x.name",
    state: "x.state",
    workCenter: { id: "x.work_center_id", label: "c.name", join: "c" },
    assignee: { id: "x.assignee_id", label: "u.name", join: "u" },
    startsOn: "x.starts_on",
    dueOn: { sql: "w.due_on", join: "w" },
    quantity: { sql: "w.quantity", join: "w" },
    goodQuantity: "x.good_quantity",
    defectQuantity: "x.defect_quantity",
    scrapQuantity: "x.scrap_quantity",
    passedQuantity: "x.passed_quantity",
    inspectionPoint: "x.inspection_point",
  },
});

export const workScanResource = defineResource(workScanList, {
  policy: scanPolicy,
  table: WorkScan,
  alias: "x",
  joins: { ...ofWork, ...ofOperation, u: { table: User, on: "u.id = x.worker_id" } },
  columns: {
    ...{ workOrder, sequence, operation },
    kind: "x.kind",
    state: "x.state",
    worker: { id: "x.worker_id", label: "u.name", join: "u" },
    good: "x.good",
    defect: "x.defect",
    scrap: "x.scrap",
    rework: "x.rework",
    cause: "x.cause",
    minutes: "x.minutes",
    scannedAt: "x.scanned_at",
    workedOn: "x.worked_on",
  },
});

export const workMovementResource = defineResource(workMovementList, {
  policy: movementPolicy,
  table: WorkMovement,
  alias: "x",
  joins: ofWork,
  columns: {
    number: "x.number",
    kind: "x.kind",
    workOrder,
    movedOn: "x.moved_on",
    reason: "x.reason",
    createdAt: "x.created_at",
  },
  search: { subjectType: null, fields: ["number"] },
});

export const workInspectionResource = defineResource(workInspectionList, {
  policy: inspectionPolicy,
  table: WorkInspection,
  alias: "x",
  joins: { ...ofWork, ...ofOperation, u: { table: User, on: "u.id = x.inspector_id" } },
  columns: {
    number: "x.number",
    ...{ workOrder, sequence, operation },
    source: "x.source",
    result: "x.result",
    passed: "x.passed",
    concession: "x.concession",
    rework: "x.rework",
    scrap: "x.scrap",
    defectCode: "x.defect_code",
    inspector: { id: "x.inspector_id", label: "u.name", join: "u" },
    inspectedOn: "x.inspected_on",
  },
  search: { subjectType: null, fields: ["number"] },
});

export const pieceRateResource = defineResource(pieceRateList, {
  policy: ratePolicy,
  table: PieceRate,
  alias: "x",
  joins: { i: { table: Item, on: "i.id = x.item_id" } },
  columns: {
    item: { id: "x.item_id", label: "i.name", join: "i" },
    operation: "x.operation_name",
    rate: "x.rate",
    validFrom: "x.valid_from",
  },
});

export const wageResource = defineResource(wageEntryList, {
  policy: wagePolicy,
  table: WageEntry,
  alias: "x",
  joins: {
    ...ofWork,
    ...ofOperation,
    i: { table: Item, on: "i.id = x.item_id" },
    u: { table: User, on: "u.id = x.worker_id" },
  },
  columns: {
    worker: { id: "x.worker_id", label: "u.name", join: "u" },
    ...{ workOrder, operation },
    item: { id: "x.item_id", label: "i.name", join: "i" },
    quantity: "x.quantity",
    rate: "x.rate",
    amountCents: "x.amount_cents",
    workedOn: "x.worked_on",
  },
});
