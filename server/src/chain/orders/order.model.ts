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
import { orderLineStateNames, orderModes, type ErrorCode } from "@quanlian/shared/contract";
import { cents as toCents, paymentTriggers } from "@quanlian/shared/domain";
import type { Facts } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import type { ApprovalReason } from "../../workflow";
import { orderStates } from "./order.states";

/** A delivery address as a document keeps it: a later change of the address book does not reach it. */
export interface ShipTo {
  addressId: Id | null;
  recipient: string;
  phone: string | null;
  region: string;
  line: string;
}

/** Why an order waits for a person: the refusal that its confirmation would have met. */
export interface WaitingReason {
  code: ErrorCode;
  facts: Facts;
}

/** A sales order. Its amounts are the sums of its lines, to the cent. */
export class SalesOrder extends defineDocument(
  "sales_orders",
  {
    number: text(64),
    /** The number that it had before it was brought along. */
    legacyNumber: nullable(text(64)),
    customerId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    state: oneOf(...orderStates.names),
    orderedOn: day(),
    requestedOn: day(),
    promisedOn: nullable(day()),
    customerReference: nullable(text(128)),
    paymentTermId: nullable(reference()),
    /** Where the goods go, as it was when the order was written. */
    shipTo: nullable(json<ShipTo>()),
    /** The accepted quote that became this order. */
    quoteId: nullable(reference()),
    projectId: nullable(reference()),
    pricesIncludeTax: flag(),
    inclCents: cents(),
    exclCents: cents(),
    taxCents: cents(),
    note: nullable(text(1000)),
    /** Why this order was confirmed beyond the credit limit, by whoever may. */
    creditOverride: nullable(text(500)),
    /** Why an automatic confirmation left it a draft. */
    waitingReason: nullable(json<WaitingReason>()),
    /** A hold is a flag with its reason: it stops what comes next and is no state. */
    creditHold: nullable(text(500)),
    paymentHold: nullable(text(500)),
    /** What it needs agreement for before it is confirmed, by the rules when it was written. */
    approvalReasons: nullable(json<ApprovalReason[]>()),
    approvedAt: nullable(instant()),
    /** Of an order closed short: what of its amount stays promised. */
    keptCents: nullable(cents()),
    /** What of its amount is charged, or will never be: the rest is what the customer is still committed to. */
    settledCents: withDefault(cents(), toCents(0)),
    closedAt: nullable(instant()),
    confirmedAt: nullable(instant()),
    cancelledAt: nullable(instant()),
    cancelReason: nullable(text(500)),
    custom: nullable(json<Record<string, unknown>>()),
  },
  { customer: "customerId" },
) {}

/** One line. The quantity is in the item's base unit; what was typed is kept beside it, and prices are for that. */
export class SalesOrderLine extends defineTable(
  "sales_order_lines",
  {
    orderId: reference(),
    lineNo: integer(),
    customerId: reference(),
    mode: oneOf(...orderModes),
    state: oneOf(...orderLineStateNames),
    /** Null: free text, which its description says. */
    itemId: nullable(reference()),
    warehouseId: nullable(reference()),
    description: nullable(text(500)),
    quantity: decimal(),
    unitId: nullable(reference()),
    enteredQuantity: decimal(),
    unitFactor: decimal(),
    unitPrice: decimal(),
    taxRate: decimal(),
    inclCents: cents(),
    exclCents: cents(),
    taxCents: cents(),
    requestedOn: day(),
    promisedOn: nullable(day()),
    reservedQuantity: decimal(),
    plannedQuantity: decimal(),
    /** What has left for the customer, and what he has said of it; all in the base unit. */
    shippedQuantity: withDefault(decimal(), "0"),
    acceptedQuantity: withDefault(decimal(), "0"),
    creditedQuantity: withDefault(decimal(), "0"),
    /** Goods, which planning covers. Free text and services ask nothing of it. */
    needsSupply: withDefault(flag(), true),
    /** How far a delivery may go beyond or stay below the quantity and still be complete: 0.05 is 5 %. */
    overRate: withDefault(decimal(), "0"),
    underRate: withDefault(decimal(), "0"),
    /** Charged when milestones are reached; a shipment of it posts nothing. */
    billedByMilestones: withDefault(flag(), false),
    quoteLineId: nullable(reference()),
  },
  { customer: "customerId" },
) {}

/** One stage of what is to be paid for an order, from its payment term; the stages sum to the order's amount. */
export class ScheduledPayment extends defineTable(
  "sales_order_payments",
  {
    orderId: reference(),
    customerId: reference(),
    stageNo: integer(),
    name: text(64),
    state: oneOf("open", "cancelled"),
    dueTrigger: oneOf(...paymentTriggers),
    shareRate: decimal(),
    days: integer(),
    amountCents: cents(),
    dueOn: nullable(day()),
  },
  { customer: "customerId" },
) {}

/** A custom line's own bill of materials and routing: which version it started from, and for what quantity. */
export class LineRecipe extends defineTable("sales_order_line_recipes", {
  orderId: reference(),
  lineId: reference(),
  bomVersionId: nullable(reference()),
  baseQuantity: decimal(),
  /** What comes out beside the item, as frozen. */
  byProducts: nullable(json<FrozenByProduct[]>()),
}) {}

/** A by-product and a substitute as a line freezes them: exact decimals as text. */
export interface FrozenByProduct {
  lineNo: number;
  itemId: string;
  perBase: string;
  costShare: string;
}

export interface FrozenSubstitute {
  itemId: string;
  ratio: string;
}

export class LineMaterial extends defineTable("sales_order_line_materials", {
  orderId: reference(),
  lineId: reference(),
  lineNo: integer(),
  itemId: reference(),
  perBase: decimal(),
  scrapRate: decimal(),
  substitutes: nullable(json<FrozenSubstitute[]>()),
}) {}

export class LineOperation extends defineTable("sales_order_line_operations", {
  orderId: reference(),
  lineId: reference(),
  sequence: integer(),
  name: text(128),
  workCenterId: nullable(reference()),
  setupMinutes: decimal(),
  runMinutesPerUnit: decimal(),
  /** 元 per unit: never shown with the line. */
  pieceRate: withDefault(decimal(), "0"),
  subcontractPrice: withDefault(decimal(), "0"),
  inspectionPoint: withDefault(oneOf("none", "first_article", "in_process", "final"), "none"),
  subcontracted: withDefault(flag(), false),
  supplierId: nullable(reference()),
}) {}
