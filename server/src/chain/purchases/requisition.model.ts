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
import { requisitionLineStates } from "./requisition.states";

/** A request to buy, raised by a plan or by hand. */
export class Requisition extends defineDocument("requisitions", {
  number: text(64),
  origin: oneOf("plan", "hand"),
  factId: nullable(reference()),
  requestedOn: day(),
  custom: nullable(json<Record<string, unknown>>()),
}) {}

/** One item to buy; its id is its supply's in the plan. */
export class RequisitionLine extends defineTable("requisition_lines", {
  requisitionId: reference(),
  lineNo: integer(),
  itemId: reference(),
  warehouseId: reference(),
  state: oneOf(...requisitionLineStates.names),
  quantity: decimal(),
  /** The last day to order it in time. */
  orderBy: day(),
  neededOn: day(),
  dueOn: day(),
  suggestedSupplierId: nullable(reference()),
  /** The line that it was a part of, before several suppliers were given parts of that. */
  splitFromId: nullable(reference()),
  /** Shipped straight to a customer: for which order line, and to where. */
  orderLineId: nullable(reference()),
  shipTo: nullable(json<object>()),
}) {}
