import type { DecimalText } from "@quanlian/shared/domain";
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
  withDefault,
} from "../../kernel/db";
import { rfqInvitationStates, rfqStates } from "./rfq.states";

/** What we ask several suppliers at once. None of them can be shown this table: each sees his invitation. */
export class Rfq extends defineDocument("rfqs", {
  number: text(64),
  ownerId: nullable(reference()),
  departmentId: nullable(reference()),
  state: oneOf(...rfqStates.names),
  answerBy: nullable(instant()),
  note: nullable(text(1000)),
  sentAt: nullable(instant()),
  closedAt: nullable(instant()),
  awardedAt: nullable(instant()),
  cancelledAt: nullable(instant()),
  cancelReason: nullable(text(500)),
  custom: nullable(json<Record<string, unknown>>()),
}) {}

export class RfqLine extends defineTable("rfq_lines", {
  rfqId: reference(),
  lineNo: integer(),
  /** Null: somebody wants to know a price though nobody has asked for the goods. */
  requisitionLineId: nullable(reference()),
  itemId: reference(),
  warehouseId: reference(),
  itemCode: text(64),
  itemName: text(128),
  unitName: text(64),
  quantity: decimal(),
  dueOn: day(),
  note: nullable(text(500)),
}) {}

/** Whom a draft will ask. Suppliers hear nothing of it until it is sent. */
export class RfqCandidate extends defineTable("rfq_candidates", {
  rfqId: reference(),
  supplierId: reference(),
}) {}

/** What one supplier is asked, and his answer to it as a whole. */
export class RfqInvitation extends defineDocument(
  "rfq_invitations",
  {
    /** The request's own: it tells nothing of who else is asked. */
    number: text(64),
    rfqId: reference(),
    supplierId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    state: oneOf(...rfqInvitationStates.names),
    answerBy: instant(),
    note: nullable(text(1000)),
    includesTax: flag(),
    taxRate: decimal(),
    /** For all that he offers together, taxed as the goods are. */
    freightCents: cents(),
    validUntil: nullable(day()),
    answerNote: nullable(text(500)),
    declineReason: nullable(text(500)),
    viewedAt: nullable(instant()),
    answeredAt: nullable(instant()),
    purchaseOrderId: nullable(reference()),
    custom: nullable(json<Record<string, unknown>>()),
  },
  { supplier: "supplierId" },
) {}

/** So much per base unit, from a quantity on. */
export interface StoredBreak {
  minQuantity: DecimalText;
  unitPrice: DecimalText;
}

/** One line as one supplier reads and answers it. */
export class RfqInvitationLine extends defineTable(
  "rfq_invitation_lines",
  {
    invitationId: reference(),
    rfqLineId: reference(),
    lineNo: integer(),
    supplierId: reference(),
    itemCode: text(64),
    itemName: text(128),
    unitName: text(64),
    quantity: decimal(),
    dueOn: day(),
    note: nullable(text(500)),
    state: oneOf("asked", "offered", "declined"),
    /** Ascending by quantity. */
    breaks: json<StoredBreak[]>(),
    minimumOrder: withDefault(decimal(), "0"),
    leadTimeDays: nullable(integer()),
    declineReason: nullable(text(500)),
    awardedQuantity: withDefault(decimal(), "0"),
  },
  { supplier: "supplierId" },
) {}
