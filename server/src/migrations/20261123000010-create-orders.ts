import { migration } from "../kernel/db";

/** Sales orders, their lines, and the bill of materials and routing that a custom line carries for itself. */
export const createOrders = migration("20261123000010-create-orders", "expand", [
  `CREATE TABLE IF NOT EXISTS sales_orders (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL,
    customer_id BIGINT NOT NULL, owner_id BIGINT NULL, department_id BIGINT NULL, state VARCHAR(32) NOT NULL,
    ordered_on DATE NOT NULL, requested_on DATE NOT NULL, promised_on DATE NULL, customer_reference VARCHAR(128) NULL,
    payment_term_id BIGINT NULL, prices_include_tax TINYINT(1) NOT NULL, incl_cents BIGINT NOT NULL,
    excl_cents BIGINT NOT NULL, tax_cents BIGINT NOT NULL, note VARCHAR(1000) NULL, credit_override VARCHAR(500) NULL,
    confirmed_at DATETIME(3) NULL, cancelled_at DATETIME(3) NULL, cancel_reason VARCHAR(500) NULL,
    custom MEDIUMTEXT NULL, revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_sales_orders_id (tenant_id, id), UNIQUE KEY uq_sales_orders_number (tenant_id, number),
    KEY ix_sales_orders_customer (tenant_id, customer_id, id), KEY ix_sales_orders_owner (tenant_id, owner_id, id),
    KEY ix_sales_orders_department (tenant_id, department_id, id), KEY ix_sales_orders_state (tenant_id, state, id),
    KEY ix_sales_orders_requested (tenant_id, requested_on, id), KEY ix_sales_orders_promised (tenant_id, promised_on, id),
    CONSTRAINT fk_sales_orders_customer_id FOREIGN KEY (tenant_id, customer_id) REFERENCES parties (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS sales_order_lines (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, order_id BIGINT NOT NULL, line_no INT NOT NULL,
    customer_id BIGINT NOT NULL, mode VARCHAR(32) NOT NULL, state VARCHAR(32) NOT NULL, item_id BIGINT NOT NULL,
    warehouse_id BIGINT NULL, description VARCHAR(500) NULL, quantity DECIMAL(20,6) NOT NULL,
    unit_id BIGINT NOT NULL, entered_quantity DECIMAL(20,6) NOT NULL, unit_factor DECIMAL(20,6) NOT NULL,
    unit_price DECIMAL(20,6) NOT NULL, tax_rate DECIMAL(20,6) NOT NULL, incl_cents BIGINT NOT NULL,
    excl_cents BIGINT NOT NULL, tax_cents BIGINT NOT NULL, requested_on DATE NOT NULL, promised_on DATE NULL,
    reserved_quantity DECIMAL(20,6) NOT NULL, planned_quantity DECIMAL(20,6) NOT NULL,
    UNIQUE KEY uq_sales_order_lines_id (tenant_id, id), UNIQUE KEY uq_sales_order_lines_no (tenant_id, order_id, line_no),
    KEY ix_sales_order_lines_item (tenant_id, item_id, id), KEY ix_sales_order_lines_customer (tenant_id, customer_id, id),
    CONSTRAINT fk_sales_order_lines_order_id FOREIGN KEY (tenant_id, order_id) REFERENCES sales_orders (tenant_id, id),
    CONSTRAINT fk_sales_order_lines_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS sales_order_line_recipes (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, order_id BIGINT NOT NULL, line_id BIGINT NOT NULL,
    bom_version_id BIGINT NULL, base_quantity DECIMAL(20,6) NOT NULL,
    UNIQUE KEY uq_sales_order_line_recipes_line (tenant_id, line_id),
    KEY ix_sales_order_line_recipes_order (tenant_id, order_id),
    CONSTRAINT fk_sales_order_line_recipes_line_id FOREIGN KEY (tenant_id, line_id)
      REFERENCES sales_order_lines (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS sales_order_line_materials (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, order_id BIGINT NOT NULL, line_id BIGINT NOT NULL,
    line_no INT NOT NULL, item_id BIGINT NOT NULL, per_base DECIMAL(20,6) NOT NULL, scrap_rate DECIMAL(20,6) NOT NULL,
    UNIQUE KEY uq_sales_order_line_materials_no (tenant_id, line_id, line_no),
    KEY ix_sales_order_line_materials_order (tenant_id, order_id),
    CONSTRAINT fk_sales_order_line_materials_line_id FOREIGN KEY (tenant_id, line_id)
      REFERENCES sales_order_lines (tenant_id, id),
    CONSTRAINT fk_sales_order_line_materials_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS sales_order_line_operations (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, order_id BIGINT NOT NULL, line_id BIGINT NOT NULL,
    sequence INT NOT NULL, name VARCHAR(128) NOT NULL, work_center_id BIGINT NULL,
    setup_minutes DECIMAL(20,6) NOT NULL, run_minutes_per_unit DECIMAL(20,6) NOT NULL,
    UNIQUE KEY uq_sales_order_line_operations_sequence (tenant_id, line_id, sequence),
    KEY ix_sales_order_line_operations_order (tenant_id, order_id),
    CONSTRAINT fk_sales_order_line_operations_line_id FOREIGN KEY (tenant_id, line_id)
      REFERENCES sales_order_lines (tenant_id, id)) ENGINE=InnoDB`,
]);
