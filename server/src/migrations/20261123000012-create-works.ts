import { migration } from "../kernel/db";

/** Work orders with the bill of materials and routing frozen into them. A work order's id is its supply's id. */
export const createWorks = migration("20261123000012-create-works", "expand", [
  `CREATE TABLE IF NOT EXISTS work_orders (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, number VARCHAR(64) NOT NULL, item_id BIGINT NOT NULL,
    warehouse_id BIGINT NOT NULL, state VARCHAR(32) NOT NULL, quantity DECIMAL(20,6) NOT NULL,
    bom_version_id BIGINT NULL, base_quantity DECIMAL(20,6) NOT NULL, start_on DATE NOT NULL, due_on DATE NOT NULL,
    custom MEDIUMTEXT NULL, revision INT NOT NULL, created_at DATETIME(3) NOT NULL, updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_work_orders_id (tenant_id, id), UNIQUE KEY uq_work_orders_number (tenant_id, number),
    KEY ix_work_orders_state (tenant_id, state, due_on, id), KEY ix_work_orders_item (tenant_id, item_id, id),
    CONSTRAINT fk_work_orders_item_id FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS work_order_materials (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, work_order_id BIGINT NOT NULL, line_no INT NOT NULL,
    item_id BIGINT NOT NULL, warehouse_id BIGINT NOT NULL, per_base DECIMAL(20,6) NOT NULL,
    scrap_rate DECIMAL(20,6) NOT NULL, quantity DECIMAL(20,6) NOT NULL, issued_quantity DECIMAL(20,6) NOT NULL,
    KEY ix_work_order_materials_order (tenant_id, work_order_id, line_no),
    CONSTRAINT fk_work_order_materials_work_order_id FOREIGN KEY (tenant_id, work_order_id)
      REFERENCES work_orders (tenant_id, id)) ENGINE=InnoDB`,
  `CREATE TABLE IF NOT EXISTS work_order_operations (
    id BIGINT NOT NULL PRIMARY KEY, tenant_id BIGINT NOT NULL, work_order_id BIGINT NOT NULL, sequence INT NOT NULL,
    name VARCHAR(128) NOT NULL, work_center_id BIGINT NULL, setup_minutes DECIMAL(20,6) NOT NULL,
    run_minutes_per_unit DECIMAL(20,6) NOT NULL, state VARCHAR(32) NOT NULL,
    KEY ix_work_order_operations_order (tenant_id, work_order_id, sequence),
    KEY ix_work_order_operations_center (tenant_id, work_center_id, state),
    CONSTRAINT fk_work_order_operations_work_order_id FOREIGN KEY (tenant_id, work_order_id)
      REFERENCES work_orders (tenant_id, id)) ENGINE=InnoDB`,
]);
