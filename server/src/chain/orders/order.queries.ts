import type { Cents, Day } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import type { OrderLineState, OrderMode } from "@quanlian/shared/contract";
import type { ShipTo } from "./order.model";
import { orderPolicy } from "./order.policy";
import { mayOwnRecipe, type DemandingLine } from "./order.rules";
import type { OrderState } from "./order.states";
import { readPayments, type PaymentRecord } from "./schedule-payments";
import { readLineRecipes, type LineRecipeText } from "./line-recipes";

/** An order as it is read, with its lines and the recipes of those that are custom. */
export interface OrderRecord {
  header: OrderHeader;
  lines: LineRecord[];
  recipes: Map<Id, LineRecipeText>;
  payments: PaymentRecord[];
}

export interface OrderHeader {
  id: Id;
  number: string;
  state: OrderState;
  revision: number;
  customerId: Id;
  customerName: string;
  ownerId: Id | null;
  departmentId: Id | null;
  orderedOn: Day;
  requestedOn: Day;
  promisedOn: Day | null;
  customerReference: string | null;
  pricesIncludeTax: boolean;
  inclCents: Cents;
  exclCents: Cents;
  taxCents: Cents;
  note: string | null;
  paymentTermId: Id | null;
  keptCents: Cents | null;
  closedAt: Date | null;
  shipTo: string | null;
  quoteId: Id | null;
  projectId: Id | null;
  waitingReason: string | null;
  approvalReasons: string | null;
  approvedAt: Date | null;
  creditHold: string | null;
  paymentHold: string | null;
  creditOverride: string | null;
  confirmedAt: Date | null;
  cancelledAt: Date | null;
  cancelReason: string | null;
}

export interface LineRecord {
  id: Id;
  lineNo: number;
  mode: OrderMode;
  state: OrderLineState;
  itemId: Id | null;
  itemCode: string;
  itemName: string;
  unit: string;
  description: string | null;
  warehouseId: Id | null;
  quantity: string;
  unitId: Id | null;
  enteredQuantity: string;
  unitFactor: string;
  unitPrice: string;
  taxRate: string;
  inclCents: Cents;
  exclCents: Cents;
  taxCents: Cents;
  requestedOn: Day;
  promisedOn: Day | null;
  reservedQuantity: string;
  plannedQuantity: string;
  shippedQuantity: string;
  acceptedQuantity: string;
  needsSupply: boolean;
  overRate: string;
  underRate: string;
  billedByMilestones: boolean;
}

/** One order that the actor may see under the permission; anything else is "not found". Two or three statements. */
export async function findOrder(ctx: Ctx, permission: string, orderId: Id): Promise<OrderRecord> {
  const header = await ctx.row<OrderHeader>(
    `${HEADER} WHERE o.tenant_id = :tenant AND o.id = :orderId
       AND ${rowPredicate(ctx.actor, orderPolicy, permission, "o")}`,
    { orderId },
  );
  if (!header) refuseNotFound("order");
  const lines = await readLines(ctx, orderId);
  const ownRecipes = lines.some((line) => mayOwnRecipe(line.mode));
  const recipes = ownRecipes ? await readLineRecipes(ctx, orderId) : new Map();
  // Only what was confirmed under a term has a schedule.
  const scheduled = header.confirmedAt !== null && header.paymentTermId !== null;
  return { header, lines, recipes, payments: scheduled ? await readPayments(ctx, orderId) : [] };
}

const HEADER = `
  SELECT o.id, o.number, o.state, o.revision, o.customer_id AS customerId, p.name AS customerName,
    o.owner_id AS ownerId, o.department_id AS departmentId, o.ordered_on AS orderedOn,
    o.requested_on AS requestedOn, o.promised_on AS promisedOn, o.customer_reference AS customerReference,
    o.prices_include_tax AS pricesIncludeTax, o.incl_cents AS inclCents, o.excl_cents AS exclCents,
    o.tax_cents AS taxCents, o.note, o.payment_term_id AS paymentTermId, o.kept_cents AS keptCents, o.closed_at AS closedAt, o.ship_to AS shipTo, o.quote_id AS quoteId, o.project_id AS projectId,
    o.waiting_reason AS waitingReason, o.approval_reasons AS approvalReasons,
    o.approved_at AS approvedAt, o.credit_hold AS creditHold, o.payment_hold AS paymentHold,
    o.credit_override AS creditOverride, o.confirmed_at AS confirmedAt,
    o.cancelled_at AS cancelledAt, o.cancel_reason AS cancelReason
  FROM sales_orders o JOIN parties p ON p.tenant_id = :tenant AND p.id = o.customer_id`;

/** Where an order's goods go. */
export async function readShipTo(ctx: Ctx, orderId: Id): Promise<ShipTo | null> {
  const row = await ctx.row<{ shipTo: string | null }>(
    "SELECT o.ship_to AS shipTo FROM sales_orders o WHERE o.tenant_id = :tenant AND o.id = :orderId",
    { orderId },
  );
  return row?.shipTo ? (JSON.parse(row.shipTo) as ShipTo) : null;
}

/** The orders in which some lines stand, and where their goods go. */
export async function ordersOfLines(
  ctx: Ctx,
  lineIds: readonly Id[],
): Promise<{ lineId: Id; orderId: Id; shipTo: ShipTo | null }[]> {
  if (lineIds.length === 0) return [];
  const rows = await ctx.rows<{ lineId: Id; orderId: Id; shipTo: string | null }>(
    `SELECT l.id AS lineId, o.id AS orderId, o.ship_to AS shipTo
     FROM sales_order_lines l JOIN sales_orders o ON o.tenant_id = :tenant AND o.id = l.order_id
     WHERE l.tenant_id = :tenant AND l.id IN :lineIds ORDER BY o.id, l.id`,
    { lineIds },
  );
  return rows.map((row) => ({
    ...row,
    shipTo: row.shipTo === null ? null : (JSON.parse(row.shipTo) as ShipTo),
  }));
}

/** The lines of an order whose header was found (or locked) within the actor's rule before. */
export function readLines(ctx: Ctx, orderId: Id): Promise<LineRecord[]> {
  return ctx.rows<LineRecord>(
    `SELECT l.id, l.line_no AS lineNo, l.mode, l.state, l.item_id AS itemId, COALESCE(i.code, '') AS itemCode,
       COALESCE(i.name, '') AS itemName, l.unit_id AS unitId, COALESCE(u.name, '') AS unit, l.description, l.warehouse_id AS warehouseId, l.quantity,
       l.entered_quantity AS enteredQuantity, l.unit_factor AS unitFactor, l.unit_price AS unitPrice,
       l.tax_rate AS taxRate, l.incl_cents AS inclCents, l.excl_cents AS exclCents, l.tax_cents AS taxCents,
       l.requested_on AS requestedOn, l.promised_on AS promisedOn, l.reserved_quantity AS reservedQuantity,
       l.planned_quantity AS plannedQuantity, l.shipped_quantity AS shippedQuantity,
       l.accepted_quantity AS acceptedQuantity, l.needs_supply AS needsSupply, l.over_rate AS overRate,
       l.under_rate AS underRate, l.billed_by_milestones AS billedByMilestones
     FROM sales_order_lines l
       LEFT JOIN items i ON i.tenant_id = :tenant AND i.id = l.item_id
       LEFT JOIN units u ON u.tenant_id = :tenant AND u.id = l.unit_id
     WHERE l.tenant_id = :tenant AND l.order_id = :orderId ORDER BY l.line_no`,
    { orderId },
  );
}

/** Of each line only what planning asks for: confirming is done often and reads the rest once, at its end. */
export function readDemandingLines(ctx: Ctx, orderId: Id): Promise<DemandingLine[]> {
  return ctx.rows<DemandingLine>(
    `SELECT l.id, l.line_no AS lineNo, l.mode, l.state, l.item_id AS itemId, l.warehouse_id AS warehouseId, l.quantity,
       l.requested_on AS requestedOn, l.needs_supply AS needsSupply
     FROM sales_order_lines l WHERE l.tenant_id = :tenant AND l.order_id = :orderId ORDER BY l.line_no`,
    { orderId },
  );
}
