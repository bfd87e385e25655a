import { migration } from "../kernel/db";

/** Whoever sees only his own orders reads them by day without looking through everybody's (measured: 227 ms a page). */
export const indexOwnOrders = migration("20261126070700-index-own-orders", "expand", [
  `ALTER TABLE sales_orders ADD KEY IF NOT EXISTS ix_sales_orders_owner_requested (tenant_id, owner_id, requested_on, id)`,
]);
