import { z } from "zod";
import { inspectionPoints } from "./catalog-records";
import { listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";
import { namedLot, serialNumbers } from "./stock";
import {
  workInspectionList,
  workMovementList,
  workScanKinds,
  workScanList,
  workTaskList,
} from "./work-floor-lists";
import { workOrder } from "./works";

/** The shop floor: who does what, what is taken, reported, inspected and brought into stock. */

const floor = { actors: ["staff"], function: "manufacturing" } as const;
const oneOrder = { type: "work_order", key: "workOrderId" } as const;
const onOrder = { ...floor, subject: oneOrder, output: workOrder } as const;

/** A count of pieces: nothing, or so many. */
const count = shape.amount.refine((text) => !/^\d{10}/.test(text), { error: "issue.quantity" });
const isSome = (...texts: (string | undefined)[]) => texts.some((text) => /[1-9]/.test(text ?? ""));

const scan = z
  .strictObject({
    /** Made by the device: the same scan sent again counts once. */
    clientId: shape.text(64),
    kind: z.enum(workScanKinds),
    operationId: shape.id,
    /** When it was scanned; it may be sent much later. */
    at: shape.instant,
    good: count.default("0"),
    defect: count.default("0"),
    scrap: count.default("0"),
    rework: count.default("0"),
    /** Why there is defect or scrap. */
    cause: shape.text(200).optional(),
    minutes: count.optional(),
    /** Who has done it, in which shares; left out: whoever sends it. */
    workers: z
      .array(z.strictObject({ userId: shape.id, share: z.int().min(1).max(1_000).default(1) }))
      .min(1)
      .max(20)
      .optional(),
  })
  .refine(
    ({ kind, good, defect, scrap, rework }) =>
      kind !== "report" || isSome(good, defect, scrap, rework),
    { error: "issue.report_nothing", path: ["good"] },
  )
  .refine(({ cause, defect, scrap }) => cause !== undefined || !isSome(defect, scrap), {
    error: "issue.cause_missing",
    path: ["cause"],
  });

const MOST_SCANS = 50;
const MOST_LINES = 200;

const placed = {
  quantity: shape.quantity,
  catchQuantity: shape.quantity.optional(),
  locationId: shape.id.optional(),
  lotNumber: shape.code.optional(),
  serials: serialNumbers.optional(),
};

/** What stock may say to whatever is taken from it or brought in. */
const stockErrors = [
  "stock.insufficient",
  "stock.reserved",
  "stock.untracked",
  "stock.frozen_for_count",
  "serial.not_here",
  "serial.in_stock",
  "period.closed",
  "reference.not_found",
] as const;

export const workFloorContract = {
  ...listContract(workTaskList),
  ...listContract(workScanList),
  ...listContract(workMovementList),
  ...listContract(workInspectionList),
  "workOrders.dispatch": write({
    ...onOrder,
    summary: "Gives operations of a released work order to work centers and people.",
    input: z.strictObject({
      workOrderId: shape.id,
      revision: shape.revision,
      tasks: z
        .array(
          z.strictObject({
            operationId: shape.id,
            workCenterId: shape.id.nullable().optional(),
            assigneeId: shape.id.nullable().optional(),
            startsOn: shape.day.nullable().optional(),
          }),
        )
        .min(1)
        .max(MOST_LINES),
    }),
    permission: "workOrders.dispatch",
    errors: ["revision.stale", "reference.not_found", "work.not_open"],
  }),
  "workOrders.traveller": read({
    ...floor,
    subject: oneOrder,
    summary: "What is printed on a work order's traveller, with what its codes say to a scanner.",
    input: z.strictObject({ workOrderId: shape.id }),
    output: z.object({
      ...workOrder.pick({ number: true, itemCode: true, itemName: true, quantity: true }).shape,
      ...workOrder.pick({ unit: true, startOn: true, dueOn: true }).shape,
      code: z.string(),
      tasks: z.array(
        z.object({
          sequence: z.int(),
          name: z.string(),
          workCenterName: z.string(),
          inspectionPoint: z.enum(inspectionPoints),
          code: z.string(),
        }),
      ),
      materials: z.array(
        z.object({
          itemCode: z.string(),
          itemName: z.string(),
          quantity: z.string(),
          unit: z.string(),
        }),
      ),
    }),
    permission: "workOrders.traveller",
  }),
  "workOrders.issue": write({
    ...onOrder,
    summary:
      "Takes material for a work order out of stock, from the place scanned or what expires first; more than planned needs a reason.",
    input: z.strictObject({
      workOrderId: shape.id,
      reason: shape.text(200).optional(),
      lines: z
        .array(z.strictObject({ materialId: shape.id, ...placed }))
        .min(1)
        .max(MOST_LINES),
    }),
    permission: "workOrders.issue",
    errors: ["work.not_open", "work.over_issue", ...stockErrors],
  }),
  "workOrders.returnMaterial": write({
    ...onOrder,
    summary: "Brings material of a work order back into stock, at what it was taken for.",
    input: z.strictObject({
      workOrderId: shape.id,
      reason: shape.text(200).optional(),
      lines: z
        .array(z.strictObject({ materialId: shape.id, ...placed }))
        .min(1)
        .max(MOST_LINES),
    }),
    permission: "workOrders.returnMaterial",
    errors: ["work.not_open", "work.over_return", ...stockErrors],
  }),
  "workScans.send": write({
    ...floor,
    subject: { type: "work_scan", creates: true },
    summary:
      "Takes scans of the shop floor, one or many, late, twice or out of order: each counts once, and one that is ahead of the others waits for them.",
    input: z.strictObject({ scans: z.array(scan).min(1).max(MOST_SCANS) }),
    output: z.object({
      results: z.array(
        z.object({
          clientId: z.string(),
          state: z.enum(["counted", "waiting", "refused"]),
          code: z.string().nullable(),
          message: z.string().nullable(),
        }),
      ),
    }),
    permission: "workScans.send",
    errors: ["reference.not_found"],
    idempotency: "natural",
  }),
  "workScans.drop": write({
    ...floor,
    subject: { type: "work_scan", key: "scanId" },
    summary: "Gives up a scan that waits for others which will not come.",
    input: z.strictObject({ scanId: shape.id, reason: shape.text(200) }),
    output: workOrder,
    permission: "workScans.drop",
    errors: ["state.illegal_move"],
  }),
  "workScans.reverse": write({
    ...floor,
    subject: { type: "work_scan", key: "scanId" },
    summary: "Takes a report back that was a mistake, as long as nothing has gone on from it.",
    input: z.strictObject({ scanId: shape.id, reason: shape.text(200) }),
    output: workOrder,
    permission: "workScans.reverse",
    errors: ["state.illegal_move", "work.gone_on", "work.not_open"],
  }),
  "workOrders.inspect": write({
    ...onOrder,
    summary:
      "Judges what an operation has put out, or what was reported as defect: passed, let through, to be redone, or scrap.",
    input: z.strictObject({
      workOrderId: shape.id,
      operationId: shape.id,
      source: z.enum(["output", "defect"]).default("output"),
      passed: count.default("0"),
      concession: count.default("0"),
      rework: count.default("0"),
      scrap: count.default("0"),
      defectCode: shape.text(64).optional(),
      note: shape.note(500).optional(),
    }),
    permission: "workOrders.inspect",
    errors: ["work.not_open", "work.over_inspected", "reference.not_found", "request.invalid"],
  }),
  "workOrders.finish": write({
    ...onOrder,
    summary: "Brings finished goods of a work order into stock, with their lot, at planned cost.",
    input: z.strictObject({
      workOrderId: shape.id,
      quantity: shape.quantity,
      catchQuantity: shape.quantity.optional(),
      locationId: shape.id.optional(),
      lot: namedLot.optional(),
      serials: serialNumbers.optional(),
      byProducts: z
        .array(
          z.strictObject({ itemId: shape.id, quantity: shape.quantity, lot: namedLot.optional() }),
        )
        .max(50)
        .default([]),
    }),
    permission: "workOrders.finish",
    errors: ["work.not_open", "work.over_finish", ...stockErrors],
  }),
  "workOrders.complete": write({
    ...onOrder,
    summary:
      "Ends a work order that brings less than planned; what it lacks is planned anew for whoever waits.",
    input: z.strictObject({
      workOrderId: shape.id,
      revision: shape.revision,
      reason: shape.text(200),
    }),
    permission: "workOrders.complete",
    errors: ["revision.stale", "work.not_open"],
  }),
  "workOrders.cancel": write({
    ...onOrder,
    summary: "Takes a released work order back of which nothing was begun.",
    input: z.strictObject({
      workOrderId: shape.id,
      revision: shape.revision,
      reason: shape.text(200),
    }),
    permission: "workOrders.cancel",
    errors: ["revision.stale", "state.illegal_move"],
  }),
  "workOrders.close": write({
    ...onOrder,
    summary:
      "Closes a finished work order's account: what it has cost beyond plan goes to the goods still here, the rest to variance.",
    input: z.strictObject({ workOrderId: shape.id, revision: shape.revision }),
    permission: "workOrders.close",
    errors: ["revision.stale", "state.illegal_move", "period.closed"],
  }),
} as const satisfies Contract;
