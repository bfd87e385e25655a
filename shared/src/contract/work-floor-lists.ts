import { inspectionPoints } from "./catalog-records";
import { listField } from "./list-fields";
import { declareList } from "./lists";
import { workTaskStateNames } from "./works";

/** What is listed of the shop floor: tasks, scans, movements of material and goods, and inspections. */

/** The operations of work orders, as a dispatcher and a terminal list them. */
export const workTaskList = declareList("workTasks", {
  subject: "work_task",
  about: "operations of released work orders",
  function: "manufacturing",
  actors: ["staff"],
  defaultSort: [{ field: "dueOn", direction: "asc" }],
  fields: {
    workOrder: listField.reference(),
    item: listField.reference(),
    itemCode: listField.code(),
    sequence: listField.integer(),
    name: listField.text(),
    state: listField.oneOf(workTaskStateNames),
    workCenter: listField.reference(),
    assignee: listField.reference(),
    startsOn: listField.day(),
    dueOn: listField.day(),
    quantity: listField.quantity(),
    goodQuantity: listField.quantity(),
    defectQuantity: listField.quantity(),
    scrapQuantity: listField.quantity(),
    passedQuantity: listField.quantity({ shown: false }),
    inspectionPoint: listField.oneOf(inspectionPoints, { shown: false }),
  },
});

export const workScanKinds = ["start", "pause", "resume", "report"] as const;
export const workScanStateNames = ["counted", "waiting", "dropped", "reversed"] as const;

export const workScanList = declareList("workScans", {
  subject: "work_scan",
  about: "scans of the shop floor",
  function: "manufacturing",
  actors: ["staff"],
  fields: {
    workOrder: listField.reference(),
    sequence: listField.integer(),
    operation: listField.text(),
    kind: listField.oneOf(workScanKinds),
    state: listField.oneOf(workScanStateNames),
    worker: listField.reference(),
    good: listField.quantity(),
    defect: listField.quantity(),
    scrap: listField.quantity(),
    rework: listField.quantity({ shown: false }),
    cause: listField.text(),
    minutes: listField.quantity({ shown: false }),
    scannedAt: listField.instant(),
    workedOn: listField.day(),
  },
});

export const workMovementKinds = ["issue", "return", "finish"] as const;
export type WorkMovementKind = (typeof workMovementKinds)[number];

export const workMovementList = declareList("workMovements", {
  subject: "work_movement",
  about: "material taken for work orders, brought back, and goods that they have finished",
  function: "manufacturing",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    kind: listField.oneOf(workMovementKinds),
    workOrder: listField.reference(),
    movedOn: listField.day(),
    reason: listField.text(),
    createdAt: listField.instant({ shown: false }),
  },
});

export const inspectionResults = ["passed", "concession", "failed"] as const;

export const workInspectionList = declareList("workInspections", {
  subject: "work_inspection",
  about: "inspections of what operations put out",
  function: "manufacturing",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    workOrder: listField.reference(),
    sequence: listField.integer(),
    operation: listField.text(),
    source: listField.oneOf(["output", "defect"]),
    result: listField.oneOf(inspectionResults),
    passed: listField.quantity(),
    concession: listField.quantity(),
    rework: listField.quantity(),
    scrap: listField.quantity(),
    defectCode: listField.text(),
    inspector: listField.reference(),
    inspectedOn: listField.day(),
  },
});
