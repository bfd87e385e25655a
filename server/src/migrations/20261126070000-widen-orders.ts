import { migration } from "../kernel/db";

/**
 * Orders as they really are: lines of four modes, in any unit of the item, free text and services among them; where the
 * goods go; what an order came from; why it waits.
 */
export const widenOrders = migration("20261126070000-widen-orders", "expand", [
  `ALTER TABLE sales_orders ADD COLUMN IF NOT EXISTS ship_to MEDIUMTEXT NULL,
    ADD COLUMN IF NOT EXISTS quote_id BIGINT NULL, ADD COLUMN IF NOT EXISTS project_id BIGINT NULL,
    ADD COLUMN IF NOT EXISTS waiting_reason MEDIUMTEXT NULL, ADD COLUMN IF NOT EXISTS credit_hold VARCHAR(500) NULL,
    ADD COLUMN IF NOT EXISTS payment_hold VARCHAR(500) NULL, ADD COLUMN IF NOT EXISTS approved_at DATETIME(3) NULL`,
  `ALTER TABLE sales_orders ADD UNIQUE KEY IF NOT EXISTS uq_sales_orders_quote (tenant_id, quote_id)`,
  `ALTER TABLE sales_order_lines MODIFY COLUMN item_id BIGINT NULL`,
  `ALTER TABLE sales_order_lines MODIFY COLUMN unit_id BIGINT NULL`,
  `ALTER TABLE sales_order_lines ADD COLUMN IF NOT EXISTS needs_supply TINYINT(1) NOT NULL DEFAULT 1,
    ADD COLUMN IF NOT EXISTS over_rate DECIMAL(20,6) NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS under_rate DECIMAL(20,6) NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS billed_by_milestones TINYINT(1) NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS quote_line_id BIGINT NULL`,
  `ALTER TABLE demands ADD COLUMN IF NOT EXISTS dropship TINYINT(1) NOT NULL DEFAULT 0`,
  `ALTER TABLE supplies ADD COLUMN IF NOT EXISTS dropship TINYINT(1) NOT NULL DEFAULT 0`,
  `ALTER TABLE requisition_lines ADD COLUMN IF NOT EXISTS order_line_id BIGINT NULL,
    ADD COLUMN IF NOT EXISTS ship_to MEDIUMTEXT NULL`,
  `ALTER TABLE requisition_lines ADD CONSTRAINT fk_requisition_lines_order_line_id
    FOREIGN KEY IF NOT EXISTS (tenant_id, order_line_id) REFERENCES sales_order_lines (tenant_id, id)`,
]);
