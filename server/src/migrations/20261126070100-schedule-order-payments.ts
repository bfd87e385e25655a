import { migration } from "../kernel/db";

/** When an order is to be paid, stage by stage, and what remains promised of one that was closed short. */
export const scheduleOrderPayments = migration("20261126070100-schedule-order-payments", "expand", [
  `CREATE TABLE IF NOT EXISTS sales_order_payments (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, order_id BIGINT NOT NULL, customer_id BIGINT NOT NULL,
    stage_no INT NOT NULL, name VARCHAR(64) NOT NULL, state VARCHAR(32) NOT NULL, due_trigger VARCHAR(32) NOT NULL,
    share_rate DECIMAL(20,6) NOT NULL, days INT NOT NULL, amount_cents BIGINT NOT NULL, due_on DATE NULL,
    UNIQUE KEY uq_sales_order_payments_id (tenant_id, id),
    UNIQUE KEY uq_sales_order_payments_stage (tenant_id, order_id, stage_no),
    KEY ix_sales_order_payments_customer (tenant_id, customer_id, id),
    KEY ix_sales_order_payments_due (tenant_id, state, due_on),
    CONSTRAINT fk_sales_order_payments_order_id FOREIGN KEY (tenant_id, order_id)
      REFERENCES sales_orders (tenant_id, id)) ENGINE=InnoDB`,
  `ALTER TABLE sales_orders ADD COLUMN IF NOT EXISTS kept_cents BIGINT NULL,
    ADD COLUMN IF NOT EXISTS closed_at DATETIME(3) NULL`,
]);
