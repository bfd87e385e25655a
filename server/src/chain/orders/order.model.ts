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
import { orderStates } from "./order.states";

/** A sales order. Its amounts are the sums of its lines, to the cent. */
export class SalesOrder extends defineDocument(
  "sales_orders",
  {
    number: text(64),
    customerId: reference(),
    ownerId: nullable(reference()),
    departmentId: nullable(reference()),
    state: oneOf(...orderStates.names),
    orderedOn: day(),
    requestedOn: day(),
    promisedOn: nullable(day()),
    customerReference: nullable(text(128)),
    paymentTermId: nullable(reference()),
    pricesIncludeTax: flag(),
    inclCents: cents(),
    exclCents: cents(),
    taxCents: cents(),
    note: nullable(text(1000)),
    /** Why this order was confirmed beyond the credit limit, by whoever may. */
    creditOverride: nullable(text(500)),
    confirmedAt: nullable(instant()),
    cancelledAt: nullable(instant()),
    cancelReason: nullable(text(500)),
    custom: nullable(json<Record<string, unknown>>()),
  },
  { customer: "customerId" },
) {}

/** One line. The quantity is in the item's base unit; what was typed is kept beside it. */
export class SalesOrderLine extends defineTable(
  "sales_order_lines",
  {
    orderId: reference(),
    lineNo: integer(),
    customerId: reference(),
    mode: oneOf("standard", "custom"),
    state: oneOf("open", "cancelled"),
    itemId: reference(),
    warehouseId: nullable(reference()),
    description: nullable(text(500)),
    quantity: decimal(),
    unitId: reference(),
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
  },
  { customer: "customerId" },
) {}

/** A custom line's own bill of materials and routing: which version it started from, and for what quantity. */
export class LineRecipe extends defineTable("sales_order_line_recipes", {
  orderId: reference(),
  lineId: reference(),
  bomVersionId: nullable(reference()),
  baseQuantity: decimal(),
}) {}

export class LineMaterial extends defineTable("sales_order_line_materials", {
  orderId: reference(),
  lineId: reference(),
  lineNo: integer(),
  itemId: reference(),
  perBase: decimal(),
  scrapRate: decimal(),
}) {}

export class LineOperation extends defineTable("sales_order_line_operations", {
  orderId: reference(),
  lineId: reference(),
  sequence: integer(),
  name: text(128),
  workCenterId: nullable(reference()),
  setupMinutes: decimal(),
  runMinutesPerUnit: decimal(),
}) {}
