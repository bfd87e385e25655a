import { workMovementKinds, workScanKinds, workScanStateNames } from "@quanlian/shared/contract";
import {
  cents,
  day,
  decimal,
  defineDocument,
  defineTable,
  flag,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
} from "../../kernel/db";

/** Who has done a piece of work, and in which share of it. */
export interface ScanWorker {
  userId: string;
  share: number;
}

/** One scan of the shop floor. Its client's id is its key: sent twice it counts once. */
export class WorkScan extends defineTable("work_scans", {
  clientKey: text(64),
  kind: oneOf(...workScanKinds),
  state: oneOf(...workScanStateNames),
  workOrderId: reference(),
  operationId: reference(),
  workerId: nullable(reference()),
  workers: nullable(json<ScanWorker[]>()),
  good: decimal(),
  defect: decimal(),
  scrap: decimal(),
  rework: decimal(),
  cause: nullable(text(200)),
  minutes: nullable(decimal()),
  scannedAt: instant(),
  /** The day that it counts for: when it was scanned, or when it came in if that month is locked. */
  workedOn: day(),
  endReason: nullable(text(200)),
  createdAt: instant(),
}) {}

/** Material taken or brought back, or goods finished: one document for each time. */
export class WorkMovement extends defineDocument("work_movements", {
  number: text(64),
  kind: oneOf(...workMovementKinds),
  workOrderId: reference(),
  movedOn: day(),
  reason: nullable(text(200)),
  custom: nullable(json<Record<string, unknown>>()),
}) {}

/** One stock key of it; its id is the stock move's line. */
export class WorkMovementLine extends defineTable("work_movement_lines", {
  workMovementId: reference(),
  lineNo: integer(),
  materialId: nullable(reference()),
  itemId: reference(),
  warehouseId: reference(),
  locationId: reference(),
  lotId: reference(),
  quantity: decimal(),
  byProduct: flag(),
}) {}

/** What somebody judged of an operation's output or of its defects. */
export class WorkInspection extends defineDocument("work_inspections", {
  number: text(64),
  workOrderId: reference(),
  operationId: reference(),
  source: oneOf("output", "defect"),
  result: oneOf("passed", "concession", "failed"),
  passed: decimal(),
  concession: decimal(),
  rework: decimal(),
  scrap: decimal(),
  defectCode: nullable(text(64)),
  note: nullable(text(500)),
  inspectorId: nullable(reference()),
  inspectedOn: day(),
  custom: nullable(json<Record<string, unknown>>()),
}) {}

/** What is paid per piece of an operation from a day on; item 0: of any. */
export class PieceRate extends defineTable("piece_rates", {
  itemId: reference(),
  operationName: text(128),
  rate: decimal(),
  validFrom: day(),
  createdAt: instant(),
}) {}

/** What one report has earned one worker, append-only. */
export class WageEntry extends defineTable("wage_entries", {
  scanId: reference(),
  workOrderId: reference(),
  operationId: reference(),
  itemId: reference(),
  workerId: reference(),
  quantity: decimal(),
  rate: decimal(),
  amountCents: cents(),
  workedOn: day(),
  reversesId: nullable(reference()),
  createdAt: instant(),
}) {}

/** A month whose wages are paid: nothing is added to it. */
export class WageMonth extends defineTable("wage_months", {
  month: text(64),
  lockedAt: instant(),
}) {}
