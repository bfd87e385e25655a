import type { Day } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import { refuseNotFound } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";
import { shipmentPolicy } from "./shipment.policy";
import type { ClaimState, ShipmentState } from "./shipment.states";

export interface ShipmentHead {
  id: Id;
  number: string;
  state: ShipmentState;
  revision: number;
  customerId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  shipTo: string | null;
  carrier: string | null;
  waybill: string | null;
  note: string | null;
  shippedOn: Day | null;
  dispatchedAt: Date | null;
  deliveredAt: Date | null;
  signedBy: string | null;
  answeredAt: Date | null;
  cancelReason: string | null;
}

export interface ShipmentLineRow {
  id: Id;
  lineNo: number;
  orderId: Id;
  orderNumber: string;
  orderLineId: Id;
  itemId: Id | null;
  itemCode: string;
  itemName: string;
  unit: string;
  warehouseId: Id | null;
  quantity: string;
  acceptedQuantity: string;
  shortQuantity: string;
  rejectedQuantity: string;
  answerNote: string | null;
  purchaseOrderLineId: Id | null;
}

export interface ClaimRow {
  id: Id;
  number: string;
  state: ClaimState;
  kind: "short" | "rejected";
  lineNo: number;
  quantity: string;
  reason: string;
  resolution: string | null;
  revision: number;
}

/** A customer sees his own from the moment that they leave; staff what their rule lets them see. */
const own = (ctx: Ctx, permission: string) =>
  ctx.actor.kind === "customer"
    ? "s.customer_id = :party AND s.dispatched_at IS NOT NULL"
    : rowPredicate(ctx.actor, shipmentPolicy, permission, "s");

export async function readShipment(
  ctx: Ctx,
  permission: string,
  shipmentId: Id,
): Promise<ShipmentHead> {
  const head = await ctx.row<ShipmentHead>(
    `SELECT s.id, s.number, s.state, s.revision, s.customer_id AS customerId, s.owner_id AS ownerId,
       s.department_id AS departmentId, s.ship_to AS shipTo, s.carrier, s.waybill, s.note, s.shipped_on AS shippedOn,
       s.dispatched_at AS dispatchedAt, s.delivered_at AS deliveredAt, s.signed_by AS signedBy,
       s.answered_at AS answeredAt, s.cancel_reason AS cancelReason
     FROM shipments s WHERE s.tenant_id = :tenant AND s.id = :shipmentId AND ${own(ctx, permission)}`,
    { shipmentId },
  );
  return head ?? refuseNotFound("shipment");
}

const ownRows = (ctx: Ctx, alias: string) =>
  ctx.actor.kind === "customer" ? `${alias}.customer_id = :party` : "1 = 1";

/** The lines of a delivery that was found within the actor's rule before. */
export const readShipmentLines = (ctx: Ctx, shipmentId: Id): Promise<ShipmentLineRow[]> =>
  ctx.rows<ShipmentLineRow>(
    `SELECT l.id, l.line_no AS lineNo, l.order_id AS orderId, l.order_number AS orderNumber,
       l.order_line_id AS orderLineId, l.item_id AS itemId, l.item_code AS itemCode, l.item_name AS itemName,
       l.unit_name AS unit, l.warehouse_id AS warehouseId, l.quantity, l.accepted_quantity AS acceptedQuantity,
       l.short_quantity AS shortQuantity, l.rejected_quantity AS rejectedQuantity, l.answer_note AS answerNote,
       l.purchase_order_line_id AS purchaseOrderLineId
     FROM shipment_lines l
     WHERE l.tenant_id = :tenant AND l.shipment_id = :shipmentId AND ${ownRows(ctx, "l")} ORDER BY l.line_no`,
    { shipmentId },
  );

export const readClaims = (ctx: Ctx, shipmentId: Id): Promise<ClaimRow[]> =>
  ctx.rows<ClaimRow>(
    `SELECT c.id, c.number, c.state, c.kind, l.line_no AS lineNo, c.quantity, c.reason, c.resolution, c.revision
     FROM claims c JOIN shipment_lines l ON l.tenant_id = :tenant AND l.id = c.shipment_line_id AND ${ownRows(ctx, "l")}
     WHERE c.tenant_id = :tenant AND c.shipment_id = :shipmentId AND ${ownRows(ctx, "c")} ORDER BY c.id`,
    { shipmentId },
  );

export interface PickRow {
  id: Id;
  lineId: Id;
  itemId: Id;
  warehouseId: Id;
  locationId: Id;
  lotId: Id;
  lotNumber: string;
  quantity: string;
  catchQuantity: string;
  serials: string | null;
}

export const readPicks = (ctx: Ctx, shipmentId: Id): Promise<PickRow[]> =>
  ctx.rows<PickRow>(
    `SELECT k.id, k.line_id AS lineId, k.item_id AS itemId, k.warehouse_id AS warehouseId, k.location_id AS locationId,
       k.lot_id AS lotId, COALESCE(t.number, '') AS lotNumber, k.quantity, k.catch_quantity AS catchQuantity, k.serials
     FROM shipment_picks k LEFT JOIN stock_lots t ON t.tenant_id = :tenant AND t.id = k.lot_id
     WHERE k.tenant_id = :tenant AND k.shipment_id = :shipmentId ORDER BY k.id`,
    { shipmentId },
  );
