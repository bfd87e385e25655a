import { migration } from "../kernel/db";

/** An order that was brought along keeps the number that it had, so that the same file brings it once. */
export const keepLegacyOrderNumbers = migration(
  "20261126093000-keep-legacy-order-numbers",
  "expand",
  [
    "ALTER TABLE sales_orders ADD COLUMN IF NOT EXISTS legacy_number VARCHAR(64) NULL",
    "ALTER TABLE sales_orders ADD UNIQUE KEY IF NOT EXISTS uq_sales_orders_legacy (tenant_id, legacy_number)",
  ],
);
