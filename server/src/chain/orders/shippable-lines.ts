import { exact, ONE, times, type Day, type Exact } from "@quanlian/shared/domain";
import { rowPredicate, type Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import { sortedIds, type Id } from "../../kernel/ids";
import type { ShipTo } from "./order.model";
import { orderPolicy } from "./order.policy";

/** An order line as a delivery looks at it, quantities in the item's base unit. */
export interface ShippableLine {
  orderLineId: Id;
  lineNo: number;
  orderId: Id;
  orderNumber: string;
  customerId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  paymentTermId: Id | null;
  /** The order is confirmed and the line is open: more of it may be delivered. */
  isOpen: boolean;
  /** The same, and we ship it ourselves. */
  isShippable: boolean;
  paymentHold: string | null;
  shipTo: ShipTo | null;
  /** Null of what is no goods. */
  itemId: Id | null;
  warehouseId: Id | null;
  itemCode: string;
  itemName: string;
  unitName: string;
  ordered: Exact;
  /** As far as a delivery may go, tolerance included. */
  most: Exact;
  shipped: Exact;
  /** Held for it; of what is no goods, what is left. */
  reserved: Exact;
  requestedOn: Day;
}

/** Lines by id, within the actor's rule for their orders under the permission; others are absent. */
export const findShippableLines = (
  ctx: Ctx,
  permission: string,
  lineIds: readonly Id[],
): Promise<ShippableLine[]> =>
  readShippable(ctx, permission, "l.id IN :lineIds", { lineIds: sortedIds(lineIds) });

/** The same for the books, whoever acts. */
export const shippableOnBooks = (tx: Tx, lineIds: readonly Id[]): Promise<ShippableLine[]> =>
  readShippable(tx.books, null, "l.id IN :lineIds", { lineIds: sortedIds(lineIds) });

const MOST_READY = 500;

/** Lines of confirmed orders of which something may leave now, the first wanted first; of one customer or of all. */
export const readyLines = (
  ctx: Ctx,
  permission: string,
  customerId: Id | null,
): Promise<ShippableLine[]> =>
  readShippable(
    ctx,
    permission,
    `o.state = 'confirmed' AND l.state = 'open' AND l.mode <> 'dropship' AND (:customerId IS NULL OR o.customer_id = :customerId)
       AND (l.reserved_quantity > 0 OR l.needs_supply = 0 AND l.shipped_quantity < l.quantity)`,
    { customerId },
  );

type Texts = "ordered" | "overRate" | "shipped" | "reserved";
type Row = Omit<ShippableLine, "isOpen" | "isShippable" | "shipTo" | "most" | Texts> &
  Record<Texts, string> & { isOpen: number; isShippable: number; shipTo: string | null };

async function readShippable(
  ctx: Ctx,
  permission: string | null,
  condition: string,
  values: Record<string, Id | null | readonly Id[]>,
): Promise<ShippableLine[]> {
  const rule =
    permission === null ? "1 = 1" : rowPredicate(ctx.actor, orderPolicy, permission, "o");
  const rows = await ctx.rows<Row>(
    `SELECT l.id AS orderLineId, l.line_no AS lineNo, o.id AS orderId, o.number AS orderNumber, o.customer_id AS customerId,
       o.owner_id AS ownerId, o.department_id AS departmentId, o.payment_term_id AS paymentTermId,
       IF(o.state = 'confirmed' AND l.state = 'open', 1, 0) AS isOpen,
       IF(o.state = 'confirmed' AND l.state = 'open' AND l.mode <> 'dropship', 1, 0) AS isShippable,
       o.payment_hold AS paymentHold, o.ship_to AS shipTo, IF(l.needs_supply = 1, l.item_id, NULL) AS itemId,
       IF(l.needs_supply = 1, l.warehouse_id, NULL) AS warehouseId, COALESCE(i.code, '') AS itemCode,
       COALESCE(i.name, l.description, '') AS itemName, COALESCE(u.name, '') AS unitName, l.quantity AS ordered,
       l.over_rate AS overRate, l.shipped_quantity AS shipped,
       IF(l.needs_supply = 1, l.reserved_quantity, l.quantity - l.shipped_quantity) AS reserved, l.requested_on AS requestedOn
     FROM sales_order_lines l
       JOIN sales_orders o ON o.tenant_id = :tenant AND o.id = l.order_id
       LEFT JOIN items i ON i.tenant_id = :tenant AND i.id = l.item_id
       LEFT JOIN units u ON u.tenant_id = :tenant AND u.id = COALESCE(i.unit_id, l.unit_id)
     WHERE l.tenant_id = :tenant AND ${condition} AND ${rule}
     ORDER BY l.requested_on, l.id LIMIT ${MOST_READY}`,
    values,
  );
  return rows.map(({ overRate, ...row }) => ({
    ...row,
    isOpen: row.isOpen === 1,
    isShippable: row.isShippable === 1,
    shipTo: row.shipTo === null ? null : (JSON.parse(row.shipTo) as ShipTo),
    ordered: exact(row.ordered),
    most: times(exact(row.ordered), ONE + exact(overRate)),
    shipped: exact(row.shipped),
    reserved: exact(row.reserved),
  }));
}
