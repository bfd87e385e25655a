import { z } from "zod";
import { inspectionPoints } from "./catalog-records";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** What the workshop is asked to make. */
export const workOrderStateNames = [
  "planned",
  "released",
  "cancelled",
  "in_progress",
  "finished",
  "closed",
] as const;

/** Where an operation of a work order stands. */
export const workTaskStateNames = ["waiting", "ready", "running", "paused", "done"] as const;

export const workOrderList = declareList("workOrders", {
  subject: "work_order",
  about: "work orders",
  function: "manufacturing",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    state: listField.oneOf(workOrderStateNames),
    item: listField.reference(),
    itemCode: listField.code(),
    quantity: listField.quantity(),
    finishedQuantity: listField.quantity(),
    startOn: listField.day(),
    dueOn: listField.day(),
    createdAt: listField.instant({ shown: false }),
  },
});

export const workOrder = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(workOrderStateNames),
  revision: z.int(),
  itemId: z.string(),
  itemCode: z.string(),
  itemName: z.string(),
  warehouseId: z.string(),
  quantity: z.string(),
  unit: z.string(),
  /** In stock already. */
  finishedQuantity: z.string(),
  /** How much may come into stock now: what the last operation has put out and is not there yet. */
  finishableQuantity: z.string(),
  /** 元 each, at which a part of it enters stock; null where it is hidden. */
  plannedUnitCost: z.string().nullable(),
  startOn: z.string(),
  dueOn: z.string(),
  bomVersionId: z.string().nullable(),
  baseQuantity: z.string(),
  materials: z.array(
    z.object({
      id: z.string(),
      lineNo: z.int(),
      itemId: z.string(),
      itemCode: z.string(),
      itemName: z.string(),
      warehouseId: z.string(),
      perBase: z.string(),
      scrapRate: z.string(),
      unit: z.string(),
      /** Of a phantom: what is taken of it from stock. */
      quantity: z.string(),
      issuedQuantity: z.string(),
      /** Taken from stock by itself as goods are finished. */
      backflush: z.boolean(),
      /** Through which phantom it comes. */
      viaItemId: z.string().nullable(),
      /** Of a substitute: the component that it stands in for. */
      replacesItemId: z.string().nullable(),
    }),
  ),
  /** What is expected to come out beside the item. */
  byProducts: z.array(
    z.object({
      lineNo: z.int(),
      itemId: z.string(),
      itemCode: z.string(),
      itemName: z.string(),
      perBase: z.string(),
      quantity: z.string(),
    }),
  ),
  operations: z.array(
    z.object({
      id: z.string(),
      sequence: z.int(),
      name: z.string(),
      workCenterId: z.string().nullable(),
      workCenterName: z.string(),
      assigneeId: z.string().nullable(),
      assigneeName: z.string(),
      startsOn: z.string().nullable(),
      setupMinutes: z.string(),
      runMinutesPerUnit: z.string(),
      inspectionPoint: z.enum(inspectionPoints),
      subcontracted: z.boolean(),
      state: z.enum(workTaskStateNames),
      goodQuantity: z.string(),
      defectQuantity: z.string(),
      scrapQuantity: z.string(),
      /** Of its good output, what may go on: all of it, or at an inspection point what was passed. */
      passedQuantity: z.string(),
      /** What may still be reported, as far as the operation before has come. */
      openQuantity: z.string(),
    }),
  ),
  masked: z.array(z.string()),
  actions: shape.actions,
});
export type WorkOrderView = z.output<typeof workOrder>;

export const worksContract = {
  ...listContract(workOrderList),
  "workOrders.show": read({
    summary: "One work order with the bill of materials and routing frozen into it.",
    input: z.strictObject({ workOrderId: shape.id }),
    output: workOrder,
    actors: ["staff"],
    permission: "workOrders.show",
    function: "manufacturing",
    subject: { type: "work_order", key: "workOrderId" },
  }),
  "workOrders.release": write({
    summary:
      "Hands a planned work order to the workshop: from now on no plan changes it by itself.",
    input: z.strictObject({ workOrderId: shape.id, revision: shape.revision }),
    output: workOrder,
    actors: ["staff"],
    permission: "workOrders.release",
    function: "manufacturing",
    subject: { type: "work_order", key: "workOrderId" },
    errors: ["revision.stale", "state.illegal_move"],
  }),
} as const satisfies Contract;
