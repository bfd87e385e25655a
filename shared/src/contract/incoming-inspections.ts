import { z } from "zod";
import { listField } from "./list-fields";
import { declareList, listContract } from "./lists";
import { read, write, type Contract } from "./operation";
import * as shape from "./primitives";

/** What is found when goods of suppliers are looked at before they can be used. */

export const incomingInspectionStateNames = ["pending", "passed", "concession", "failed"] as const;

export const incomingInspectionList = declareList("incomingInspections", {
  subject: "incoming_inspection",
  about: "inspections of goods that suppliers bring",
  function: "purchasing",
  actors: ["staff"],
  searchable: true,
  fields: {
    number: listField.code(),
    state: listField.oneOf(incomingInspectionStateNames),
    supplier: listField.reference(),
    item: listField.reference(),
    itemCode: listField.code(),
    quantity: listField.quantity(),
    failed: listField.quantity(),
    cause: listField.text(),
    receivedOn: listField.day(),
    inspectedOn: listField.day(),
    createdAt: listField.instant({ shown: false }),
  },
});

const found = {
  id: z.string(),
  number: z.string(),
  state: z.enum(incomingInspectionStateNames),
  itemCode: z.string(),
  itemName: z.string(),
  unit: z.string(),
  quantity: z.string(),
  /** What can be used as it is, and what is used though it is not quite as ordered. */
  passed: z.string(),
  conceded: z.string(),
  failed: z.string(),
  /** The supplier is to bring what failed once more. */
  replaced: z.boolean(),
  cause: z.string(),
  note: z.string(),
  receivedOn: z.string(),
  inspectedOn: z.string().nullable(),
};

/** What his own goods were found to be, for the supplier. */
export const portalInspection = z.object({
  ...found,
  purchaseOrderId: z.string(),
  purchaseOrderNumber: z.string(),
});
export type PortalInspection = z.output<typeof portalInspection>;

export const incomingInspection = portalInspection.extend({
  revision: z.int(),
  supplierId: z.string(),
  supplierName: z.string(),
  goodsReceiptId: z.string(),
  goodsReceiptNumber: z.string(),
  goodsReceiptLineId: z.string(),
  itemId: z.string(),
  warehouseId: z.string(),
  locationId: z.string(),
  lotId: z.string(),
  lotNumber: z.string(),
  inspectorName: z.string(),
  actions: shape.actions,
});
export type IncomingInspectionView = z.output<typeof incomingInspection>;

const buying = { actors: ["staff"], function: "purchasing" } as const;
const oneInspection = { type: "incoming_inspection", key: "inspectionId" } as const;

export const incomingInspectionsContract = {
  ...listContract(incomingInspectionList),
  "incomingInspections.show": read({
    ...buying,
    summary: "One inspection of goods that came: what is to be looked at, or what was found.",
    input: z.strictObject({ inspectionId: shape.id }),
    output: incomingInspection,
    permission: "incomingInspections.show",
    subject: oneInspection,
  }),
  "incomingInspections.judge": write({
    ...buying,
    summary:
      "Says of goods what can be used, what is let through, and what failed: usable goods are held by whoever waited, the rest is blocked.",
    input: z.strictObject({
      inspectionId: shape.id,
      revision: shape.revision,
      passed: shape.amount.default("0"),
      conceded: shape.amount.default("0"),
      failed: shape.amount.default("0"),
      /** Of an item told apart piece by piece: which ones failed. */
      failedSerials: z.array(shape.text(64)).max(500).optional(),
      /** The supplier brings what failed once more; otherwise whoever waits for it is planned for anew. */
      replaced: z.boolean().default(false),
      cause: shape.text(64).optional(),
      note: shape.note(500).optional(),
    }),
    output: incomingInspection,
    permission: "incomingInspections.judge",
    subject: oneInspection,
    errors: [
      "revision.stale",
      "request.invalid",
      "inspection.not_whole",
      "inspection.order_over",
      "stock.insufficient",
      "stock.untracked",
      "period.closed",
      "stock.frozen_for_count",
    ],
  }),
} as const satisfies Contract;

const selling = { actors: ["supplier"], permission: null, function: "purchasing" } as const;

export const portalInspectionsContract = {
  "portal.inspections.list": read({
    ...selling,
    summary: "What a supplier's own goods were found to be, the newest first.",
    input: z.strictObject({
      before: shape.id.optional(),
      limit: z.int().min(1).max(100).default(20),
    }),
    output: z.object({ rows: z.array(portalInspection), next: z.string().nullable() }),
    subject: { type: "incoming_inspection", list: true },
  }),
} as const satisfies Contract;
