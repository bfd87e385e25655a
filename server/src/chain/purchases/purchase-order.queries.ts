import type { Cents, Day } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { purchaseOrderPolicy } from "./purchase-order.policy";
import type { PurchaseOrderState } from "./purchase-order.states";

export interface PurchaseOrderHeader {
  id: Id;
  number: string;
  state: PurchaseOrderState;
  revision: number;
  supplierId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  orderedOn: Day;
  paymentTermId: Id | null;
  pricesIncludeTax: boolean;
  inclCents: Cents;
  exclCents: Cents;
  taxCents: Cents;
  note: string | null;
  counterNote: string | null;
  counterAwaitsApproval: boolean;
  approvalNote: string | null;
  issuedAt: Date | null;
  answeredAt: Date | null;
  cancelledAt: Date | null;
  cancelReason: string | null;
}

export interface PurchaseLineRecord {
  id: Id;
  lineNo: number;
  state: "open" | "received" | "closed" | "cancelled";
  requisitionLineId: Id;
  itemId: Id;
  itemCode: string;
  itemName: string;
  unit: string;
  warehouseId: Id;
  quantity: string;
  receivedQuantity: string;
  unitPrice: string;
  taxRate: string;
  inclCents: Cents;
  exclCents: Cents;
  taxCents: Cents;
  dueOn: Day;
  confirmedOn: Day | null;
  counterQuantity: string | null;
  counterPrice: string | null;
  counterOn: Day | null;
  orderLineId: Id | null;
  shipTo: string | null;
}

export interface PurchaseOrderRecord {
  header: PurchaseOrderHeader;
  lines: PurchaseLineRecord[];
}

/** What a supplier reads is his own and was given to him; staff read what their rule lets them see. */
const ownOrders = (ctx: Ctx, permission: string) =>
  ctx.actor.kind === "supplier"
    ? "o.supplier_id = :party AND o.issued_at IS NOT NULL"
    : rowPredicate(ctx.actor, purchaseOrderPolicy, permission, "o");

/** A supplier reads his own lines; the books read them whole, whoever acts. */
const ownLines = ({ actor, scope }: Ctx) =>
  actor.kind === "supplier" && scope.kind === "tenant" && scope.party !== null
    ? "l.supplier_id = :party"
    : "1 = 1";

/** One order with its lines, within what the actor may see under the permission; otherwise not found. */
export async function readPurchaseOrder(
  ctx: Ctx,
  permission: string,
  purchaseOrderId: Id,
): Promise<PurchaseOrderRecord> {
  const header = await ctx.row<PurchaseOrderHeader>(
    `SELECT o.id, o.number, o.state, o.revision, o.supplier_id AS supplierId, o.owner_id AS ownerId,
       o.department_id AS departmentId, o.ordered_on AS orderedOn, o.payment_term_id AS paymentTermId,
       o.prices_include_tax AS pricesIncludeTax, o.incl_cents AS inclCents, o.excl_cents AS exclCents,
       o.tax_cents AS taxCents, o.note, o.counter_note AS counterNote,
       o.counter_awaits_approval AS counterAwaitsApproval, o.approval_note AS approvalNote, o.issued_at AS issuedAt,
       o.answered_at AS answeredAt, o.cancelled_at AS cancelledAt, o.cancel_reason AS cancelReason
     FROM purchase_orders o
     WHERE o.tenant_id = :tenant AND o.id = :purchaseOrderId AND ${ownOrders(ctx, permission)}`,
    { purchaseOrderId },
  );
  if (!header) refuseNotFound("purchase_order");
  return { header, lines: await readPurchaseLines(ctx, purchaseOrderId) };
}

/** What the supplier of an order is called now. */
export async function nameSupplier(ctx: Ctx, supplierId: Id): Promise<string> {
  const row = await ctx.row<{ name: string }>(
    "SELECT p.name FROM parties p WHERE p.tenant_id = :tenant AND p.id = :supplierId",
    { supplierId },
  );
  return row?.name ?? "";
}

/** The lines of an order that was found within the actor's rule before. */
export const readPurchaseLines = (ctx: Ctx, purchaseOrderId: Id): Promise<PurchaseLineRecord[]> =>
  ctx.rows<PurchaseLineRecord>(
    `SELECT l.id, l.line_no AS lineNo, l.state, l.requisition_line_id AS requisitionLineId, l.item_id AS itemId,
       l.item_code AS itemCode, l.item_name AS itemName, l.unit_name AS unit, l.warehouse_id AS warehouseId, l.quantity,
       l.received_quantity AS receivedQuantity, l.unit_price AS unitPrice, l.tax_rate AS taxRate,
       l.incl_cents AS inclCents, l.excl_cents AS exclCents, l.tax_cents AS taxCents, l.due_on AS dueOn,
       l.confirmed_on AS confirmedOn, l.counter_quantity AS counterQuantity, l.counter_price AS counterPrice,
       l.counter_on AS counterOn, l.order_line_id AS orderLineId, l.ship_to AS shipTo
     FROM purchase_order_lines l
     WHERE l.tenant_id = :tenant AND l.purchase_order_id = :purchaseOrderId AND ${ownLines(ctx)} ORDER BY l.line_no`,
    { purchaseOrderId },
  );
