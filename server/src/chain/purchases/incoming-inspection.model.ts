import {
  day,
  decimal,
  defineDocument,
  flag,
  json,
  nullable,
  oneOf,
  reference,
  text,
  withDefault,
} from "../../kernel/db";
import { incomingInspectionStates } from "./incoming-inspection.states";

/** Goods of one line of a receipt that are looked at before they can be used, and what was found. */
export class IncomingInspection extends defineDocument(
  "incoming_inspections",
  {
    number: text(64),
    supplierId: reference(),
    /** Those of the purchase order. */
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    goodsReceiptId: reference(),
    goodsReceiptLineId: reference(),
    purchaseOrderId: reference(),
    purchaseOrderLineId: reference(),
    itemId: reference(),
    state: oneOf(...incomingInspectionStates.names),
    quantity: decimal(),
    catchQuantity: withDefault(decimal(), "0"),
    passed: withDefault(decimal(), "0"),
    /** Used though it is not quite as ordered. */
    conceded: withDefault(decimal(), "0"),
    failed: withDefault(decimal(), "0"),
    /** The supplier brings what failed once more: it counts as not received. */
    replaced: withDefault(flag(), false),
    cause: nullable(text(64)),
    note: nullable(text(500)),
    inspectorId: nullable(reference()),
    receivedOn: day(),
    inspectedOn: nullable(day()),
    custom: nullable(json<Record<string, unknown>>()),
  },
  { supplier: "supplierId" },
) {}
