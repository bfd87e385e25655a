import type { Cents, Day, DecimalText } from "@quanlian/shared/domain";
import { defineFact } from "../../kernel/events";
import type { Id } from "../../kernel/ids";

/** What a report adds to its work order's account as labour. */
export interface LabourCharge {
  /** The scan's. */
  lineId: Id;
  workOrderId: Id;
  valueCents: Cents;
}

export interface WorkReported {
  /** The first of them. */
  workOrderId: Id;
  workOrderIds: readonly Id[];
  scans: readonly { scanId: Id; workOrderId: Id; operationId: Id }[];
  labour: readonly LabourCharge[];
}

/** The workshop has said how far it is. */
export const workReported = defineFact<WorkReported>(
  "workReported",
  "work_order",
  (fact) => fact.workOrderId,
);

export interface WorkReportReversed {
  workOrderId: Id;
  scanId: Id;
  labourCents: Cents;
}

/** A report was a mistake. */
export const workReportReversed = defineFact<WorkReportReversed>(
  "workReportReversed",
  "work_order",
  (fact) => fact.workOrderId,
);

export interface WorkInspected {
  workOrderId: Id;
  workInspectionId: Id;
  operationId: Id;
}

/** Somebody has judged what an operation put out. */
export const workInspected = defineFact<WorkInspected>(
  "workInspected",
  "work_inspection",
  (fact) => fact.workInspectionId,
);

/** One stock key of material or goods of a work order. */
export interface MovedMaterial {
  /** The movement's line. */
  lineId: Id;
  /** Its demand in the plan; null for what the plan does not know. */
  materialId: Id | null;
  itemId: Id;
  warehouseId: Id;
  locationId: Id;
  lotId: Id;
  quantity: DecimalText;
  catchQuantity: DecimalText;
  serials: readonly string[];
}

export interface MaterialIssued {
  workMovementId: Id;
  workOrderId: Id;
  movedOn: Day;
  lines: readonly MovedMaterial[];
}

/** Material was taken for a work order. */
export const materialIssued = defineFact<MaterialIssued>(
  "materialIssued",
  "work_movement",
  (fact) => fact.workMovementId,
);

export interface MaterialReturned {
  workMovementId: Id;
  workOrderId: Id;
  movedOn: Day;
  lines: readonly (MovedMaterial & {
    /** What it was taken for. */
    valueCents: Cents;
    /** How much of it its demand asks for again. */
    wantedQuantity: DecimalText;
  })[];
}

/** Material of a work order is back on its shelf. */
export const materialReturned = defineFact<MaterialReturned>(
  "materialReturned",
  "work_movement",
  (fact) => fact.workMovementId,
);

export interface WorkFinished {
  workMovementId: Id;
  workOrderId: Id;
  number: string;
  movedOn: Day;
  /** The goods, and what came out beside them. */
  lines: readonly (MovedMaterial & { plannedUnitCost: DecimalText; byProduct: boolean })[];
  /** Material that is taken by itself with them. */
  backflush: readonly MovedMaterial[];
  backflushId: Id | null;
  /** Nothing more is to come. */
  isLast: boolean;
}

/** Goods of a work order are in stock. */
export const workFinished = defineFact<WorkFinished>(
  "workFinished",
  "work_movement",
  (fact) => fact.workMovementId,
);

export interface WorkEnded {
  workOrderId: Id;
  number: string;
  reason: string;
}

/** A work order brings less than it was to. */
export const workCompletedShort = defineFact<WorkEnded>(
  "workCompletedShort",
  "work_order",
  (fact) => fact.workOrderId,
);

/** A released work order was taken back before anything was begun. */
export const workCancelled = defineFact<WorkEnded>(
  "workCancelled",
  "work_order",
  (fact) => fact.workOrderId,
);

export interface WorkClosed {
  workOrderId: Id;
  itemId: Id;
  warehouseId: Id;
  finishedQuantity: DecimalText;
}

/** A work order's account is closed. */
export const workClosed = defineFact<WorkClosed>(
  "workClosed",
  "work_order",
  (fact) => fact.workOrderId,
);
