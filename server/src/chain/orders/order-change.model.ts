import type { OrderEdit } from "@quanlian/shared/contract";
import {
  day,
  decimal,
  defineDocument,
  defineTable,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  reference,
  text,
} from "../../kernel/db";
import type { ApprovalReason } from "../../workflow";
import type { StoredImpact } from "./change-impact";
import { orderChangeStates } from "./order-change.states";

/** A change of a confirmed order. What it did is kept with it once it was applied. */
export class OrderChange extends defineDocument(
  "order_changes",
  {
    number: text(64),
    orderId: reference(),
    customerId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    state: oneOf(...orderChangeStates.names),
    reason: text(500),
    impact: nullable(json<StoredImpact>()),
    creditOverride: nullable(text(500)),
    appliedAt: nullable(instant()),
    /** What it needs agreement for, by the rules when it was written; why that was refused, if it was. */
    approvalReasons: nullable(json<ApprovalReason[]>()),
    approvedAt: nullable(instant()),
    refusalNote: nullable(text(1000)),
  },
  { customer: "customerId" },
) {}

/** One edit: of a line, a line to be added, or one to be taken out. */
export class OrderChangeEdit extends defineTable("order_change_edits", {
  changeId: reference(),
  editNo: integer(),
  kind: oneOf("edit", "add", "remove"),
  orderLineId: nullable(reference()),
  quantity: nullable(decimal()),
  unitPrice: nullable(decimal()),
  requestedOn: nullable(day()),
  addedLine: nullable(json<Extract<OrderEdit, { kind: "add" }>["line"]>()),
}) {}
