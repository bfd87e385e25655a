import type { Exact } from "@quanlian/shared/domain";
import type { Ctx } from "../../kernel/access";
import type { Tx } from "../../kernel/db";
import { assert } from "../../kernel/errors";
import type { Id } from "../../kernel/ids";

/** A line of an order as a delivery looks at it. Quantities are in the item's own unit. */
export interface ShippableLine {
  orderLineId: Id;
  lineNo: number;
  orderId: Id;
  orderNumber: string;
  /** The order is confirmed and the line is open: more of it may be delivered. */
  isOpen: boolean;
  /** The same, and we ship it ourselves. */
  isShippable: boolean;
  customerId: Id;
  ownerId: Id | null;
  departmentId: Id | null;
  paymentTermId: Id | null;
  /** Why nothing may leave before it is paid; null when it may. */
  paymentHold: string | null;
  shipTo: object | null;
  /** Null of what is no goods: it is signed for like them and comes from no stock. */
  itemId: Id | null;
  itemCode: string;
  itemName: string;
  unitName: string;
  warehouseId: Id | null;
  ordered: Exact;
  /** As far as a delivery may go, tolerance included. */
  most: Exact;
  shipped: Exact;
  /** Held for it; of what is no goods, what is left. */
  reserved: Exact;
  requestedOn: string;
}

/** What shipments ask of orders and their plans. `main` plugs it in. */
export interface OrderLines {
  /** Lines by id, within the actor's reach of their orders under the permission; others are absent. */
  find(ctx: Ctx, permission: string, lineIds: readonly Id[]): Promise<ShippableLine[]>;
  /** Lines of which something is held, of one customer or of all. */
  ready(ctx: Ctx, permission: string, customerId: Id | null): Promise<ShippableLine[]>;
  /** Lines by id for the books, whoever acts. */
  findForBooks(tx: Tx, lineIds: readonly Id[]): Promise<ShippableLine[]>;
  /** Locks the orders of lines, ascending. */
  lock(tx: Tx, lineIds: readonly Id[]): Promise<void>;
}

let installed: OrderLines | null = null;

export function installOrderLines(orders: OrderLines): void {
  installed = orders;
}

export function orderLines(): OrderLines {
  assert(installed, "nobody answers for the lines of orders");
  return installed;
}
