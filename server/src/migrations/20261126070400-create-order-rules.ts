import { migration } from "../kernel/db";

/** When an order needs somebody's agreement before it is confirmed, per tenant, and what a draft needs it for. */
export const createOrderRules = migration("20261126070400-create-order-rules", "expand", [
  `CREATE TABLE IF NOT EXISTS order_rules (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL,
    approve_above_cents BIGINT NULL, approve_discount_rate DECIMAL(20,6) NULL, approve_margin_rate DECIMAL(20,6) NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_order_rules_tenant (tenant_id)) ENGINE=InnoDB`,
  `ALTER TABLE sales_orders ADD COLUMN IF NOT EXISTS approval_reasons MEDIUMTEXT NULL`,
]);
