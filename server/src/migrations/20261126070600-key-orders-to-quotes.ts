import { migration } from "../kernel/db";

/** An order names the quote and the project that it came of, by keys that the database keeps. */
export const keyOrdersToQuotes = migration("20261126070600-key-orders-to-quotes", "expand", [
  `ALTER TABLE sales_orders ADD CONSTRAINT fk_sales_orders_quote_id FOREIGN KEY IF NOT EXISTS (tenant_id, quote_id)
    REFERENCES quotes (tenant_id, id)`,
  `ALTER TABLE sales_orders ADD CONSTRAINT fk_sales_orders_project_id FOREIGN KEY IF NOT EXISTS (tenant_id, project_id)
    REFERENCES projects (tenant_id, id)`,
  `ALTER TABLE sales_order_lines ADD KEY IF NOT EXISTS ix_sales_order_lines_quote_line (tenant_id, quote_line_id)`,
  `ALTER TABLE sales_order_lines ADD CONSTRAINT fk_sales_order_lines_quote_line_id
    FOREIGN KEY IF NOT EXISTS (tenant_id, quote_line_id) REFERENCES quote_lines (tenant_id, id)`,
]);
