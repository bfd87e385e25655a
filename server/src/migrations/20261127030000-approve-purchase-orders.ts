import { migration } from "../kernel/db";

/** When a purchase order needs somebody's agreement before its supplier gets it, per tenant; and that a counter waits for it. */
export const approvePurchaseOrders = migration("20261127030000-approve-purchase-orders", "expand", [
  `CREATE TABLE IF NOT EXISTS purchase_rules (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL,
    approve_above_cents BIGINT NULL, approve_increase_rate DECIMAL(20,6) NULL,
    revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_purchase_rules_tenant (tenant_id)) ENGINE=InnoDB`,
  `ALTER TABLE purchase_orders ADD COLUMN IF NOT EXISTS counter_awaits_approval TINYINT(1) NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS approval_note VARCHAR(500) NULL`,
]);
